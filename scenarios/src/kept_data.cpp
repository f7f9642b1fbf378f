#include "kept_data.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "lockstep/base/text.h"

#include "judge_mapping.h"
#include "story.h"

namespace lockstep::scenario {
namespace {

/// The keys of a field's first item that a mapping may write.
using MappedKeys = std::map<std::string, std::set<std::string>, std::less<>>;

MappedKeys mapped_keys(const CustomFields& custom) {
  MappedKeys keys = {{"names", {"givenName", "familyName"}},
                     {"emailAddresses", {"value"}},
                     {"organizations", {"name", "title"}},
                     {"addresses",
                      {"streetAddress", "extendedAddress", "city", "region", "postalCode",
                       "country", "countryCode"}},
                     {"urls", {"value"}}};
  for (const std::string& field : custom.google) {
    const std::size_t dot = field.find('.');
    keys[field.substr(0, dot)].insert(dot == std::string::npos ? "value" : field.substr(dot + 1));
  }
  return keys;
}

/// Forms that the server derives from what was written.
bool is_derived(std::string_view key) {
  constexpr std::array<std::string_view, 8> kDerived = {
      "canonicalForm",  "displayName", "displayNameLastFirst", "formattedType",
      "formattedValue", "metadata",    "unstructuredName",     "formattedProtocol"};
  return std::ranges::find(kDerived, key) != kDerived.end();
}

bool is_blank(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().empty();
}

/// `item` without derived forms and without the mapped keys.
Json unmapped(const Json& item, const std::set<std::string>& mapped, std::string_view field) {
  if (!item.is_object()) {
    return item;
  }
  Json rest = Json::object();
  for (const auto& [key, value] : item.items()) {
    // An email address has a displayName of its own, which nobody derives.
    const bool derived = is_derived(key) && !(field == "emailAddresses" && key == "displayName");
    if (!derived && !mapped.contains(key) && !is_blank(value)) {
      rest[key] = value;
    }
  }
  return rest;
}

Json items_of(const Json& person, const std::string& field) {
  const auto found = person.find(field);
  return found != person.end() && found->is_array() ? *found : Json::array();
}

bool same_items(const Json& kept, std::size_t kept_from, const Json& now, std::size_t now_from,
                std::string_view field) {
  static const std::set<std::string> kNone;
  if (kept.size() - kept_from != now.size() - now_from) {
    return false;
  }
  for (std::size_t at = 0; kept_from + at < kept.size(); ++at) {
    if (unmapped(kept[kept_from + at], kNone, field) !=
        unmapped(now[now_from + at], kNone, field)) {
      return false;
    }
  }
  return true;
}

/// The first item holds nothing that is worth keeping once its mapped values are gone.
bool only_mapped(const Json& item, const std::set<std::string>& mapped, std::string_view field) {
  Json rest = unmapped(item, mapped, field);
  if (rest.is_object()) {
    rest.erase("type");
    rest.erase("current");
  }
  return rest.empty();
}

bool keeps_list(const Json& kept, const Json& now, const std::set<std::string>& mapped,
                std::string_view field) {
  if (mapped.empty()) {
    return same_items(kept, 0, now, 0, field);
  }
  if (kept.empty()) {
    return now.size() <= 1;
  }
  if (now.size() == kept.size() && same_items(kept, 1, now, 1, field)) {
    return unmapped(kept[0], mapped, field) == unmapped(now[0], mapped, field);
  }
  if (now.size() == kept.size() + 1 && same_items(kept, 0, now, 1, field)) {
    return true;
  }
  return now.size() + 1 == kept.size() && same_items(kept, 1, now, 0, field) &&
         only_mapped(kept[0], mapped, field);
}

bool same_number(const Json& left, const Json& right) {
  const auto form = [](const Json& number) {
    const std::string canonical = text_member(number, "canonicalForm");
    return canonical.empty() ? text_member(number, "value") : canonical;
  };
  return form(left) == form(right);
}

/// Which additional numbers may stand for mobilephone and fax: the earliest of each label, in
/// either reading of PHN-14.
std::vector<bool> slots(const Json& numbers) {
  std::vector<bool> is_slot(numbers.size(), false);
  std::set<std::string> taken;
  for (std::size_t at = 0; at < numbers.size(); ++at) {
    const PhoneLabel label = phone_label(numbers[at]);
    const std::string type = ascii_lower(text_member(numbers[at], "type"));
    if (at == 0) {
      is_slot[at] = true;
    } else if (label != PhoneLabel::other) {
      const std::string wide = label == PhoneLabel::mobile ? "any mobile" : "any fax";
      const std::string narrow = type == "workmobile" || type == "otherfax"
                                     ? ""
                                     : (label == PhoneLabel::mobile ? "mobile" : "fax");
      const bool first_wide = taken.insert(wide).second;
      const bool first_narrow = !narrow.empty() && taken.insert(narrow).second;
      is_slot[at] = first_wide || first_narrow;
    }
  }
  return is_slot;
}

/// Every number that stands for no property is still there with its label, in order (PHN-4), and
/// the others have their labels where their value is still the same.
bool keeps_numbers(const Json& kept, const Json& now) {
  const std::vector<bool> is_slot = slots(kept);
  std::size_t next = 0;
  for (std::size_t at = 0; at < kept.size(); ++at) {
    if (is_slot[at]) {
      continue;
    }
    while (next < now.size() && unmapped(now[next], {}, "") != unmapped(kept[at], {}, "")) {
      ++next;
    }
    if (next == now.size()) {
      return false;
    }
    ++next;
  }
  return std::ranges::all_of(kept, [&](const Json& number) {
    const auto match =
        std::ranges::find_if(now, [&](const Json& other) { return same_number(number, other); });
    return match == now.end() || std::ranges::any_of(now, [&](const Json& other) {
             return same_number(number, other) &&
                    text_member(number, "type") == text_member(other, "type");
           });
  });
}

}  // namespace

CustomFields custom_fields(const std::vector<Json>& settings) {
  CustomFields fields;
  for (const Json& connection : settings) {
    const auto mappings = connection.find("custom_mappings");
    if (text_member(connection, "plan") == "free" || mappings == connection.end() ||
        !mappings->is_array()) {
      continue;
    }
    for (const Json& mapping : *mappings) {
      const std::string direction = text_member(mapping, "direction");
      const std::string google = text_member(mapping, "google");
      if (direction != "to_google") {
        fields.hubspot.insert(text_member(mapping, "hubspot"));
      }
      // Labels and custom text fields cannot be mapped by anybody (MAP-5, MAP-6).
      if (direction != "to_hubspot" && !google.starts_with("userDefined") &&
          !google.starts_with("memberships")) {
        fields.google.insert(google);
      }
    }
  }
  return fields;
}

std::optional<Loss> google_loss(const Json& kept, const Json& now, const CustomFields& custom) {
  const MappedKeys mapped = mapped_keys(custom);
  std::set<std::string> fields;
  for (const Json* const person : {&kept, &now}) {
    for (const auto& [field, value] : person->items()) {
      fields.insert(field);
    }
  }
  for (const std::string& field : fields) {
    if (field == "userDefined") {
      continue;
    }
    const Json before = items_of(kept, field);
    const Json after = items_of(now, field);
    const auto keys = mapped.find(field);
    const bool keeps =
        field == "phoneNumbers"
            ? keeps_numbers(before, after)
            : keeps_list(before, after,
                         keys == mapped.end() ? std::set<std::string>{} : keys->second, field);
    if (!keeps) {
      return Loss{field, before.dump(), after.dump()};
    }
  }
  return std::nullopt;
}

std::optional<Loss> hubspot_loss(const HubSpotTruth& truth, const sim::HubSpotContactView& now,
                                 const CustomFields& custom) {
  std::set<std::string> names = truth.set_by_users;
  for (const auto* const properties : {&truth.kept.properties, &now.properties}) {
    for (const auto& [name, value] : *properties) {
      if (!is_server_made_property(name)) {
        names.insert(name);
      }
    }
  }
  const auto value = [](const std::map<std::string, std::string>& properties,
                        const std::string& name) {
    const auto found = properties.find(name);
    return found == properties.end() ? std::string() : found->second;
  };
  for (const std::string& name : names) {
    // HubSpot itself moves a replaced primary address among the additional ones.
    if (is_mapped_property(name) || custom.hubspot.contains(name) || name == "lifecyclestage" ||
        name == "hs_additional_emails") {
      continue;
    }
    const std::string before = value(truth.kept.properties, name);
    const std::string after = value(now.properties, name);
    if (before != after) {
      return Loss{name, Json(before).dump(), Json(after).dump()};
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::scenario
