#include "lockstep/core/well_formed.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/core/field.h"

#include "json_values.h"

namespace lockstep {
namespace {

/// The text members that mappings read, by field.
const std::map<std::string, std::vector<std::string>, std::less<>>& text_members() {
  static const auto kMembers = [] {
    std::map<std::string, std::vector<std::string>, std::less<>> members;
    for (const FieldMapping& mapping : default_mappings()) {
      if (mapping.kind != FieldKind::date) {
        auto& of_field = members[mapping.google.field];
        of_field.insert(of_field.end(), mapping.google.members.begin(),
                        mapping.google.members.end());
      }
    }
    for (const GoogleTextField& field : google_text_fields()) {
      members[std::string(field.field)].emplace_back(field.member);
    }
    members["phoneNumbers"].emplace_back("type");  // The phone rule reads labels (PHN-2, PHN-3).
    return members;
  }();
  return kMembers;
}

/// @pre the value is not nested deeply
bool is_garbled(const Json& value) {
  if (value.is_string()) {
    return value.get_ref<const std::string&>().find(kGarbledText) != std::string::npos;
  }
  return value.is_structured() && std::ranges::any_of(value, is_garbled);
}

bool is_text_if_there(const Json& object, std::string_view key) {
  const Json* const value = find_member(object, key);
  return value == nullptr || value->is_string();
}

/// A birthday's date: whole numbers in an object.
bool is_date_if_there(const Json& item) {
  const Json* const date = find_member(item, "date");
  return date == nullptr || (date->is_object() && std::ranges::all_of(*date, [](const Json& part) {
                               return part.is_number_integer();
                             }));
}

bool is_well_formed_field(const std::string& name, const Json& items) {
  const auto members = text_members().find(name);
  return items.is_array() && std::ranges::all_of(items, [&](const Json& item) {
           return item.is_object() && !is_garbled(item) &&
                  (name != "birthdays" || is_date_if_there(item)) &&
                  (members == text_members().end() ||
                   std::ranges::all_of(members->second, [&](const std::string& member) {
                     return is_text_if_there(item, member);
                   }));
         });
}

}  // namespace

bool is_well_formed_contact(const Json& contact) {
  const Json* const properties = find_member(contact, "properties");
  return properties != nullptr && properties->is_object() &&
         std::ranges::all_of(
             *properties,
             [](const Json& value) { return value.is_primitive() && !is_garbled(value); }) &&
         is_text_if_there(contact, "updatedAt");
}

bool is_well_formed_person(const Json& person) {
  const Json* const metadata = find_member(person, "metadata");
  if (metadata != nullptr && !metadata->is_object()) {
    return false;
  }
  return std::ranges::all_of(mappable_google_fields(), [&](std::string_view name) {
    const Json* const items = find_member(person, name);
    return items == nullptr || is_well_formed_field(std::string(name), *items);
  });
}

}  // namespace lockstep
