/// Contacts for the tables of these tests, written on one line.

#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>

#include "lockstep/base/text.h"
#include "lockstep/core/contact.h"

namespace lockstep {

inline HubSpotContact hubspot(std::map<std::string, std::string> properties) {
  return {"1", std::move(properties), false, {}, {}};
}

/// A member of the Contacts folder with these fields, given as JSON text.
inline GooglePerson google(std::string_view json, std::string_view name = "people/c1") {
  Json object = Json::parse(json);
  object["resourceName"] = name;
  object["etag"] = "%1";
  return *parse_google_person(object);
}

/// "A work, B mobile, C" as a phoneNumbers array. Letters are no numbers, so each equals only
/// itself.
inline Json phone_array(std::string_view list) {
  Json array = Json::array();
  for (const std::string_view entry : split(list, ',')) {
    const std::string_view item = trim(entry);
    if (item.empty()) {
      continue;
    }
    const std::size_t blank = item.find(' ');
    Json phone = {{"value", item.substr(0, blank)}};
    if (blank != std::string_view::npos) {
      phone["type"] = item.substr(blank + 1);
    }
    array.push_back(std::move(phone));
  }
  return array;
}

/// The inverse of phone_array, of a person.
inline std::string phone_list(const GooglePerson& person) {
  std::string list;
  if (const auto field = person.fields.find("phoneNumbers"); field != person.fields.end()) {
    for (const Json& item : field->second.json()) {
      list += (list.empty() ? "" : ", ") + item.value("value", "");
      list += item.contains("type") ? " " + item["type"].get<std::string>() : "";
    }
  }
  return list;
}

}  // namespace lockstep
