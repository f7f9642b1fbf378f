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

}  // namespace

bool matches(const RecordQuery& query, const sim::GoogleContactView& contact,
             std::string_view region) {
  if (query.folder ? contact.folder != *query.folder : contact.folder == sim::GoogleFolder::trash) {
    return false;
  }
  const Json& person = *contact.person;
  if (!query.email.empty()) {
    return std::ranges::any_of(values(person, "emailAddresses", "value"), [&](const auto& email) {
      return folded(email) == folded(query.email);
    });
  }
  if (!query.phone.empty()) {
    return std::ranges::any_of(values(person, "phoneNumbers", "value"), [&](const auto& phone) {
      return canonical_phone(phone, region) == canonical_phone(query.phone, region);
    });
  }
  return full_name(first_value(person, "names", "givenName"),
                   first_value(person, "names", "familyName")) == query.name;
}

bool matches(const RecordQuery& query, const sim::HubSpotContactView& contact,
             std::string_view region) {
  if (!contact.live()) {
    return false;
  }
  const auto value = [&](const char* property) {
    const auto found = contact.properties.find(property);
    return found == contact.properties.end() ? std::string() : found->second;
  };
  if (!query.email.empty()) {
    const std::string additional = value("hs_additional_emails");
    const auto emails = split(additional, ';');
    return folded(value("email")) == folded(query.email) ||
           std::ranges::any_of(emails, [&](std::string_view email) {
             return folded(email) == folded(query.email);
           });
  }
  if (!query.phone.empty()) {
    return std::ranges::any_of(std::initializer_list<const char*>{"phone", "mobilephone", "fax"},
                               [&](const char* property) {
                                 return canonical_phone(value(property), region) ==
                                        canonical_phone(query.phone, region);
                               });
  }
  return full_name(value("firstname"), value("lastname")) == query.name;
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
