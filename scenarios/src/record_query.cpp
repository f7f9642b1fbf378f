#include "record_query.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/text.h"

#include "canonical_phone.h"
#include "json.h"

namespace lockstep::scenario {
namespace {

std::string folded(std::string_view email) { return ascii_lower(trim(email)); }

std::string full_name(std::string_view first, std::string_view last) {
  return std::string(trim(std::string(first) + ' ' + std::string(last)));
}

/// The texts of `key` in every item of `person[field]`.
std::vector<std::string> values(const Json& person, const char* field, const char* key) {
  std::vector<std::string> texts;
  const auto list = person.find(field);
  if (list != person.end() && list->is_array()) {
    for (const Json& item : *list) {
      if (item.is_object() && item.contains(key) && item.at(key).is_string()) {
        texts.push_back(item.at(key).get<std::string>());
      }
    }
  }
  return texts;
}

std::string first_value(const Json& person, const char* field, const char* key) {
  const std::vector<std::string> texts = values(person, field, key);
  return texts.empty() ? "" : texts.front();
}

bool has(const std::vector<std::string>& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

}  // namespace

QueryKind kind_of(const RecordQuery& query) noexcept {
  return !query.email.empty()   ? QueryKind::email
         : !query.phone.empty() ? QueryKind::phone
                                : QueryKind::name;
}

std::string key_of(const RecordQuery& query, std::string_view region) {
  switch (kind_of(query)) {
    case QueryKind::email: return folded(query.email);
    case QueryKind::phone: return canonical_phone(query.phone, region);
    case QueryKind::name: break;
  }
  return query.name;
}

std::vector<std::string> keys_of(const sim::GoogleContactView& contact, QueryKind kind,
                                 std::string_view region) {
  const Json& person = *contact.person;
  std::vector<std::string> keys;
  switch (kind) {
    case QueryKind::email:
      for (const std::string& email : values(person, "emailAddresses", "value")) {
        keys.push_back(folded(email));
      }
      break;
    case QueryKind::phone:
      for (const std::string& phone : values(person, "phoneNumbers", "value")) {
        keys.push_back(canonical_phone(phone, region));
      }
      break;
    case QueryKind::name:
      keys.push_back(full_name(first_value(person, "names", "givenName"),
                               first_value(person, "names", "familyName")));
      break;
  }
  return keys;
}

std::vector<std::string> keys_of(const sim::HubSpotContactView& contact, QueryKind kind,
                                 std::string_view region) {
  const auto value = [&](const char* property) {
    const auto found = contact.properties.find(property);
    return found == contact.properties.end() ? std::string() : found->second;
  };
  std::vector<std::string> keys;
  switch (kind) {
    case QueryKind::email: {
      const std::string additional = value("hs_additional_emails");
      keys.push_back(folded(value("email")));
      for (const std::string_view email : split(additional, ';')) {
        keys.push_back(folded(email));
      }
      break;
    }
    case QueryKind::phone:
      for (const char* const property : {"phone", "mobilephone", "fax"}) {
        keys.push_back(canonical_phone(value(property), region));
      }
      break;
    case QueryKind::name: keys.push_back(full_name(value("firstname"), value("lastname"))); break;
  }
  return keys;
}

bool matches(const RecordQuery& query, const sim::GoogleContactView& contact,
             std::string_view region) {
  const bool is_there =
      query.folder ? contact.folder == *query.folder : contact.folder != sim::GoogleFolder::trash;
  return is_there && has(keys_of(contact, kind_of(query), region), key_of(query, region));
}

bool matches(const RecordQuery& query, const sim::HubSpotContactView& contact,
             std::string_view region) {
  return contact.live() && has(keys_of(contact, kind_of(query), region), key_of(query, region));
}

std::string describe(const RecordQuery& query) {
  if (!query.ref.empty()) {
    return '"' + query.ref + '"';
  }
  const std::string folder =
      query.folder ? " in the folder " + std::string(to_string(*query.folder)) : std::string();
  if (!query.email.empty()) {
    return "the contact with the email \"" + query.email + '"' + folder;
  }
  return query.phone.empty() ? "the contact with the name \"" + query.name + '"' + folder
                             : "the contact with the number \"" + query.phone + '"' + folder;
}

}  // namespace lockstep::scenario
