#include "lockstep/core/settings.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace lockstep {
namespace {

struct Verdict {
  std::optional<FieldMapping> mapping;
  RuleId rule = "MAP-3"_rule;
  std::string reason;
};

Verdict refuse(RuleId rule, std::string reason) { return {std::nullopt, rule, std::move(reason)}; }

constexpr std::array kOneWayTypes = {"number", "date", "datetime", "bool"};

/// Which way a property and a Google field, which is always text, can sync (D85): text both ways,
/// what can be written out as text towards Google only, a choice among options not at all.
Direction direction_for(const PropertyDefinition& property) {
  const bool choice = property.type == "enumeration" && property.field_type != "checkbox" &&
                      property.field_type != "booleancheckbox";
  const bool known = property.type == "string" || property.type == "enumeration" ||
                     std::ranges::find(kOneWayTypes, property.type) != kOneWayTypes.end();
  if (choice || !known) {
    return Direction::none;
  }
  return property.type == "string" && !property.read_only ? Direction::both : Direction::to_google;
}

bool starts_field(std::string_view name, std::string_view field) {
  return name == field || (name.starts_with(field) && name.substr(field.size()).starts_with('.'));
}

bool uses(const FieldMapping& mapping, const GoogleTextField& field) {
  return mapping.google.field == field.field &&
         std::ranges::find(mapping.google.members, field.member) != mapping.google.members.end();
}

bool is_default_google_field(std::string_view name) {
  return std::ranges::any_of(default_mappings(), [name](const FieldMapping& mapping) {
    return name == mapping.google.field ||
           std::ranges::any_of(mapping.google.members, [&](const std::string& member) {
             return name == mapping.google.field + "." + member;
           });
  });
}

/// The field that a custom mapping names, or why there is none.
Verdict check_google(const CustomMapping& custom) {
  if (starts_field(custom.google, "userDefined")) {
    return refuse("MAP-5"_rule, "Custom text fields of Google Contacts cannot sync with HubSpot.");
  }
  if (starts_field(custom.google, "memberships")) {
    return refuse("MAP-6"_rule, "Labels of Google Contacts cannot sync with HubSpot properties.");
  }
  if (find_google_text_field(custom.google) != nullptr) {
    return {};
  }
  if (is_default_google_field(custom.google)) {
    return refuse("MAP-7"_rule, "A default mapping uses this Google field.");
  }
  return refuse("MAP-3"_rule, "There is no Google text field of this name.");
}

Verdict check_property(const CustomMapping& custom, const Mappings& taken,
                       const PropertyDefinitions& properties) {
  const bool in_use = std::ranges::any_of(taken, [&](const FieldMapping& mapping) {
    return std::ranges::find(mapping.hubspot_properties, custom.hubspot) !=
           mapping.hubspot_properties.end();
  });
  if (in_use) {
    return refuse("MAP-7"_rule, "Another mapping uses this HubSpot property.");
  }
  if (custom.hubspot.empty() || (!properties.empty() && !properties.contains(custom.hubspot))) {
    return refuse("MAP-3"_rule, "There is no HubSpot property of this name.");
  }
  return {};
}

Verdict accept(const CustomMapping& custom, const Mappings& taken,
               const PropertyDefinitions& properties) {
  for (Verdict verdict : {check_google(custom), check_property(custom, taken, properties)}) {
    if (!verdict.reason.empty()) {
      return verdict;
    }
  }
  const GoogleTextField& field = *find_google_text_field(custom.google);
  if (std::ranges::any_of(taken, [&](const FieldMapping& other) { return uses(other, field); })) {
    return refuse("MAP-7"_rule, "Another mapping uses this Google field.");
  }
  PropertyDefinition property{custom.hubspot, "string", false, "text"};
  if (const auto known = properties.find(custom.hubspot); known != properties.end()) {
    property = known->second;
  }
  const Direction possible = direction_for(property);
  if (possible == Direction::none) {
    return refuse("MAP-3"_rule,
                  "The property's type " + property.type + " does not fit a text field.");
  }
  const Direction direction = narrow(custom.direction, possible);
  if (direction == Direction::none) {
    return refuse("MAP-3"_rule, "This property can only be mapped from HubSpot to Google.");
  }
  return {FieldMapping{custom.hubspot,
                       FieldKind::text,
                       {custom.hubspot},
                       {std::string(field.field), {std::string(field.member)}},
                       direction,
                       true},
          "MAP-3"_rule, ""};
}

}  // namespace

Direction direction_of(const SyncSettings& settings) noexcept {
  const bool from_hubspot = settings.hubspot.records != RecordScope::none;
  const bool from_google = settings.google.records != RecordScope::none;
  if (from_hubspot) {
    return from_google ? Direction::both : Direction::to_google;
  }
  return from_google ? Direction::to_hubspot : Direction::none;
}

AcceptedSettings validate(const SyncSettings& settings, const PropertyDefinitions& properties) {
  AcceptedSettings accepted{settings, direction_of(settings), default_mappings(), {}};
  for (std::size_t at = 0; at < settings.default_mapping_changes.size(); ++at) {
    accepted.refused.push_back({"default_mapping_changes[" + std::to_string(at) + "]", "MAP-1"_rule,
                                "The default mapping of \"" +
                                    settings.default_mapping_changes[at].mapping +
                                    "\" is locked: it cannot be edited, removed or redirected."});
  }
  for (std::size_t at = 0; at < settings.custom_mappings.size(); ++at) {
    Verdict verdict =
        settings.plan == Plan::free
            ? refuse("MAP-2"_rule,
                     "Custom mappings need Operations Hub Starter, Professional or Enterprise.")
            : accept(settings.custom_mappings[at], accepted.mappings, properties);
    if (verdict.mapping) {
      accepted.mappings.push_back(std::move(*verdict.mapping));
    } else {
      accepted.refused.push_back(
          {"custom_mappings[" + std::to_string(at) + "]", verdict.rule, std::move(verdict.reason)});
    }
  }
  return accepted;
}

std::vector<std::string> hubspot_properties(const AcceptedSettings& accepted) {
  std::set<std::string> names = {"email", "hs_additional_emails", "hs_merged_object_ids"};
  for (const FieldMapping& mapping : accepted.mappings) {
    names.insert(mapping.hubspot_properties.begin(), mapping.hubspot_properties.end());
  }
  if (accepted.settings.hubspot.records == RecordScope::filter) {
    for (const PropertyFilter& filter : accepted.settings.hubspot.properties) {
      names.insert(filter.property);
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace lockstep
