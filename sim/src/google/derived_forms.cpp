#include "google/derived_forms.h"

#include <nlohmann/json.hpp>

#include <span>
#include <string_view>

#include "google/type_labels.h"

namespace lockstep::sim::google {
namespace {

std::string_view member(const Json& item, std::string_view name) {
  const auto found = item.find(name);
  return found == item.end() ? std::string_view() : found->get_ref<const std::string&>();
}

std::string join_members(const Json& item, std::span<const std::string_view> names,
                         std::string_view separator) {
  std::string joined;
  for (const std::string_view name : names) {
    const std::string_view value = member(item, name);
    if (value.empty()) {
      continue;
    }
    if (!joined.empty()) {
      joined += separator;
    }
    joined += value;
  }
  return joined;
}

void add_names(Json& item) {
  const std::string shown = display_name(item);
  if (shown.empty()) {
    return;  // A phonetic name alone makes no display name.
  }
  item["displayNameLastFirst"] = display_name_last_first(item);
  item["displayName"] = shown;
  item["unstructuredName"] = shown;
}

}  // namespace

std::string display_name(const Json& name) {
  constexpr std::array<std::string_view, 5> kParts = {"honorificPrefix", "givenName", "middleName",
                                                      "familyName", "honorificSuffix"};
  return join_members(name, kParts, " ");
}

std::string display_name_last_first(const Json& name) {
  const std::string_view family_name = member(name, "familyName");
  constexpr std::array<std::string_view, 3> kFirst = {"honorificPrefix", "givenName", "middleName"};
  const std::string first = join_members(name, kFirst, " ");
  if (family_name.empty() || first.empty()) {
    return display_name(name);
  }
  std::string text = std::string(family_name) + ", " + first;
  const std::string_view suffix = member(name, "honorificSuffix");
  if (!suffix.empty()) {
    text += ", ";
    text += suffix;
  }
  return text;
}

std::string formatted_address(const Json& address) {
  constexpr std::array<std::string_view, 7> kLines = {
      "streetAddress", "extendedAddress", "poBox", "city", "region", "postalCode", "country"};
  return join_members(address, kLines, "\n");
}

void add_derived_forms(PersonField field, Json& item) {
  const std::string_view type = member(item, "type");
  if (!type.empty() && field != PersonField::nicknames && field != PersonField::locations) {
    item["formattedType"] = formatted_type(field, type);
  }
  switch (field) {
    case PersonField::names: add_names(item); break;
    case PersonField::addresses:
      if (!item.contains("formattedValue")) {
        const std::string text = formatted_address(item);
        if (!text.empty()) {
          item["formattedValue"] = text;
        }
      }
      break;
    case PersonField::im_clients:
      if (item.contains("protocol")) {
        item["formattedProtocol"] = formatted_protocol(member(item, "protocol"));
      }
      break;
    case PersonField::genders:
      if (item.contains("value")) {
        item["formattedValue"] = formatted_gender(member(item, "value"));
      }
      break;
    case PersonField::biographies:
      if (!item.contains("contentType")) {
        item["contentType"] = "TEXT_PLAIN";  // Every capture shows one (G55).
      }
      break;
    default: break;
  }
}

}  // namespace lockstep::sim::google
