#include "remains.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/sim/google_contact_view.h"

#include "story.h"

namespace lockstep::scenario {
namespace {

/// Identity of a person: the emails, or where there is none the name.
std::string person_of(const std::set<std::string>& emails, const std::string& name) {
  std::string who;
  for (const std::string& email : emails) {
    who += (who.empty() ? "" : ",") + ascii_lower(email);
  }
  return who.empty() ? "\"" + name + "\"" : who;
}

/// Ids and the photo's address are in metadata; clientData is the connector's own note.
void drop_what_differs(Json& value) {
  if (value.is_object()) {
    value.erase("metadata");
  }
  for (Json& inner : value) {
    if (inner.is_structured()) {
      drop_what_differs(inner);
    }
  }
}

Remain remain_of(const std::string& account, const sim::GoogleContactView& contact) {
  Json person = *contact.person;
  for (const char* const own : {"clientData", "photos", "etag", "resourceName"}) {
    person.erase(own);
  }
  drop_what_differs(person);
  std::set<std::string> emails;
  for (const Json& email : person.value("emailAddresses", Json::array())) {
    emails.insert(text_member(email, "value"));
  }
  const Json names = person.value("names", Json::array());
  const std::string name = names.empty() ? ""
                                         : text_member(names[0], "givenName") + " " +
                                               text_member(names[0], "familyName");
  const std::string folder(to_string(contact.folder));
  return {
      "google " + account + " " + folder + " " + person_of(emails, name),
      Json{{"person", std::move(person)}, {"starred", contact.starred}, {"labels", contact.labels}}
          .dump()};
}

std::string value_of(const sim::HubSpotContactView& contact, const char* property) {
  const auto found = contact.properties.find(property);
  return found == contact.properties.end() ? "" : found->second;
}

Remain remain_of(const Stage& stage, const sim::HubSpotContactView& contact) {
  Json properties = Json::object();
  for (const auto& [name, value] : contact.properties) {
    const bool is_record_keeping = name.starts_with("hs_") && name != "hs_additional_emails";
    if (!is_record_keeping && name != "createdate" && name != "lastmodifieddate") {
      properties[name] = value;
    }
  }
  std::set<std::string> emails;
  const std::string more = value_of(contact, "hs_additional_emails");
  for (const std::string_view email : split(more, ';')) {
    emails.emplace(email);
  }
  emails.insert(value_of(contact, "email"));
  emails.erase("");
  return {
      std::string("hubspot ") + (contact.archived ? "recycle bin " : "contacts ") +
          person_of(emails, value_of(contact, "firstname") + " " + value_of(contact, "lastname")),
      Json{{"properties", std::move(properties)}, {"lists", stage.list_names(contact.lists)}}
          .dump()};
}

std::map<std::string, std::size_t> count_by_person(const std::vector<Remain>& remains) {
  std::map<std::string, std::size_t> counts;
  for (const Remain& remain : remains) {
    ++counts[remain.who];
  }
  return counts;
}

}  // namespace

std::vector<Remain> remains_of(const Stage& stage) {
  std::vector<Remain> remains;
  for (const std::string& account : stage.accounts()) {
    for (const sim::GoogleContactView& contact : stage.contacts(account)) {
      remains.push_back(remain_of(account, contact));
    }
  }
  for (const sim::HubSpotContactView& contact : stage.hubspot_contacts()) {
    if (!contact.merged_into) {
      remains.push_back(remain_of(stage, contact));
    }
  }
  std::ranges::sort(remains);
  return remains;
}

Comparison compare(const std::vector<Remain>& expected, const std::vector<Remain>& actual) {
  const auto wanted = count_by_person(expected);
  const auto there = count_by_person(actual);
  for (const auto& [who, count] : wanted) {
    const auto found = there.find(who);
    const std::size_t left = found == there.end() ? 0 : found->second;
    if (left < count) {
      return {CrashOutcome::lost,
              who + ": " + std::to_string(left) + " instead of " + std::to_string(count)};
    }
  }
  for (const auto& [who, count] : there) {
    const auto found = wanted.find(who);
    const std::size_t right = found == wanted.end() ? 0 : found->second;
    if (count > right) {
      return {CrashOutcome::duplicate,
              who + ": " + std::to_string(count) + " instead of " + std::to_string(right)};
    }
  }
  const auto [wanted_one, actual_one] = std::ranges::mismatch(expected, actual);
  if (wanted_one == expected.end()) {
    return {};
  }
  return {CrashOutcome::diverged,
          wanted_one->who + ": " + actual_one->what + " instead of " + wanted_one->what};
}

}  // namespace lockstep::scenario
