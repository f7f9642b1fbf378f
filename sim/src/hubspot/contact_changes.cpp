#include "contact_changes.h"

#include <algorithm>
#include <iterator>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "property_table.h"
#include "values.h"

namespace lockstep::sim::hubspot {
namespace {

/// 0 for no stage; later stages are greater.
std::ptrdiff_t stage_rank(std::string_view stage) {
  const auto* const found = std::ranges::find(kLifecycleStages, stage, &OptionRow::value);
  return found == kLifecycleStages.end() ? 0 : 1 + std::distance(kLifecycleStages.begin(), found);
}

std::string_view stage_of(const Contact& contact) {
  const auto found = contact.values.find("lifecyclestage");
  return found == contact.values.end() ? std::string_view() : found->second;
}

/// hs_additional_emails is read-only by its definition, and yet a create may set it (F53).
/// Assumed: an update may not (U11, hubspot.write.additional-emails-by-update).
bool may_write(const PropertyDefinition& property, Writer writer) {
  return !property.read_only ||
         (property.name == "hs_additional_emails" && writer != Writer::api_update);
}

PropertyProblem unknown_property(const std::string& name) {
  return {name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist"};
}

PropertyProblem read_only_property(const PropertyDefinition& property) {
  return {property.name, "READ_ONLY_VALUE",
          "\"" + property.name + "\" is a " +
              (property.calculated ? "calculated property" : "read only property") +
              "; its value cannot be set."};
}

std::string tidy_blanks(std::string_view text) {
  std::string tidy;
  for (const char letter : trim(text)) {
    if (letter != ' ' || tidy.back() != ' ') {
      tidy += letter;
    }
  }
  return tidy;
}

void set_or_clear(Contact& contact, const std::string& name, const std::string& value) {
  if (value.empty()) {
    contact.values.erase(name);
  } else {
    contact.values[name] = value;
  }
}

void set_additional_emails(Contact& contact, std::string_view value) {
  contact.additional_emails.clear();
  for (const std::string_view address : split(value, ';')) {
    if (!address.empty()) {
      contact.additional_emails.emplace_back(address);
    }
  }
}

/// Assumed (hubspot.write.secondary-becomes-primary): a secondary address that becomes the primary
/// one changes places with it.
void set_email(Contact& contact, const std::string& address) {
  const auto secondary = std::ranges::find(contact.additional_emails, address);
  if (secondary != contact.additional_emails.end()) {
    const auto primary = contact.values.find("email");
    if (primary == contact.values.end()) {
      contact.additional_emails.erase(secondary);
    } else {
      *secondary = primary->second;
    }
  }
  set_or_clear(contact, "email", address);
}

void set_stage(Contact& contact, const std::string& stage, Writer writer, Instant now) {
  const bool forward = stage_rank(stage) > stage_rank(stage_of(contact));
  if (!stage.empty() && !forward && writer != Writer::user) {
    return;
  }
  if (stage == stage_of(contact)) {
    return;
  }
  set_or_clear(contact, "lifecyclestage", stage);
  if (!stage.empty()) {
    contact.values["hs_lifecyclestage_" + stage + "_date"] = format_timestamp(now);
  }
}

std::vector<std::string> merged_emails(const Contact& survivor, const Contact& primary,
                                       const Contact& other) {
  std::vector<std::string> addresses;
  const auto add = [&](const std::string& address) {
    const auto email = survivor.values.find("email");
    const bool known = std::ranges::find(addresses, address) != addresses.end() ||
                       (email != survivor.values.end() && email->second == address);
    if (!known) {
      addresses.push_back(address);
    }
  };
  std::ranges::for_each(primary.additional_emails, add);
  if (const auto email = other.values.find("email"); email != other.values.end()) {
    add(email->second);
  }
  std::ranges::for_each(other.additional_emails, add);
  return addresses;
}

}  // namespace

CheckedProperties check_properties(const PropertySchema& schema, const RawProperties& properties,
                                   const Contact& before, Writer writer, bool tidies_blanks) {
  CheckedProperties checked;
  for (const auto& [name, text] : properties) {
    const PropertyDefinition* property = schema.find(name);
    if (property == nullptr) {
      checked.problems.push_back(unknown_property(name));
      continue;
    }
    if (!may_write(*property, writer)) {
      checked.problems.push_back(read_only_property(*property));
      continue;
    }
    const auto current = before.values.find(name);
    auto value = check_value(
        *property, text, current == before.values.end() ? "" : std::string_view(current->second));
    if (auto* problem = std::get_if<PropertyProblem>(&value)) {
      checked.problems.push_back(std::move(*problem));
    } else {
      std::string& stored = checked.values[name] = std::get<std::string>(std::move(value));
      if (tidies_blanks && property->type == "string") {
        stored = tidy_blanks(stored);
      }
    }
  }
  return checked;
}

Contact apply_properties(const Contact& before, const PropertyValues& values, Writer writer,
                         Instant now) {
  Contact after = before;
  // Additional addresses first, so that the primary one can be taken out of them.
  if (const auto additional = values.find("hs_additional_emails"); additional != values.end()) {
    set_additional_emails(after, additional->second);
  }
  for (const auto& [name, value] : values) {
    if (name == "email") {
      set_email(after, value);
    } else if (name == "lifecyclestage") {
      set_stage(after, value, writer, now);
    } else if (name != "hs_additional_emails") {
      set_or_clear(after, name, value);
    }
  }
  if (const auto email = after.values.find("email"); email != after.values.end()) {
    std::erase(after.additional_emails, email->second);
  }
  return after;
}

bool is_change(const Contact& before, const Contact& after) {
  return before.values != after.values || before.additional_emails != after.additional_emails;
}

Contact merge_contacts(const Contact& primary, const Contact& other, ContactId id, Instant now) {
  Contact survivor = primary;
  survivor.id = id;
  survivor.created = std::min(primary.created, other.created);
  survivor.modified = now;
  survivor.created_by_api = primary.created_by_api && other.created_by_api;
  survivor.values.insert(other.values.begin(), other.values.end());
  if (stage_rank(stage_of(other)) > stage_rank(stage_of(primary))) {
    survivor.values["lifecyclestage"] = stage_of(other);
  }
  survivor.additional_emails = merged_emails(survivor, primary, other);
  if (id != primary.id) {
    survivor.merged.push_back({primary.id, now});
  }
  survivor.merged.push_back({other.id, now});
  survivor.merged.insert(survivor.merged.end(), other.merged.begin(), other.merged.end());
  return survivor;
}

}  // namespace lockstep::sim::hubspot
