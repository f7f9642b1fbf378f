/// What an exchange with Google tells of its contacts.

#include <algorithm>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/fake_google.h"

#include "../known_names.h"
#include "facts.h"
#include "stored_form.h"

namespace lockstep::scenario::lifting {
namespace {

constexpr int kNotFound = 404;
constexpr std::string_view kOther = "otherContacts/";
constexpr std::string_view kGroup = "contactGroups/";

/// One name for a contact in every folder.
std::string name_of(std::string_view resource_name) {
  return resource_name.starts_with(kOther)
             ? "people/" + std::string(resource_name.substr(kOther.size()))
             : std::string(resource_name);
}

bool is_contact(std::string_view name) { return name.starts_with("people/c"); }

/// "people/c1" of "/v1/people/c1:updateContact".
std::string name_in(const Request& request) {
  std::string_view path = request.path;
  path.remove_prefix(std::min(path.size(), std::string_view("/v1/").size()));
  return name_of(percent_decode(path.substr(0, path.rfind(':'))).value_or(""));
}

std::set<std::string> fields_in(std::string_view mask) {
  std::set<std::string> fields;
  for (const std::string_view field : split(mask, ',')) {
    fields.emplace(trim(field.substr(0, field.find('.'))));
  }
  return fields;
}

std::set<std::string> asked_for(const Request& request, const Json& sent) {
  for (const char* const name : {"personFields", "readMask"}) {
    if (const auto mask = find_value(request.query, name)) {
      return fields_in(*mask);
    }
  }
  return fields_in(text(sent, "readMask"));
}

class GoogleReader {
 public:
  GoogleReader(const RecordedExchange& exchange, std::size_t index, Facts& facts)
      : exchange_(&exchange), index_(index), facts_(&facts) {}

  void see(const Json& person, const std::set<std::string>& asked,
           std::optional<std::size_t> write = std::nullopt) {
    const std::string shown = text(person, "resourceName");
    if (shown.empty()) {
      facts_->gap(index_, "a contact has no resourceName", "a person", "");
      return;
    }
    if (!is_contact(name_of(shown))) {
      return;  // A profile or a person of the directory: never in scope (SCO-13).
    }
    const Json& metadata = member(person, "metadata");
    Sighting sighting;
    sighting.record = {Service::google, name_of(shown)};
    sighting.exchange = index_;
    sighting.write = write;
    for (const Json& former : member(metadata, "previousResourceNames")) {
      if (former.is_string()) {
        sighting.former.push_back(name_of(former.get<std::string>()));
      }
    }
    if (member(metadata, "deleted") == Json(true)) {
      facts_->absences[sighting.record].push_back(index_);
      return;
    }
    for (const Json& source : member(metadata, "sources")) {
      if (const auto time = parse_timestamp(text(source, "updateTime"))) {
        sighting.version = std::max(sighting.version.value_or(*time), *time);
      }
    }
    sighting.fields = clean_google(person);
    for (const std::string& field : known_person_fields()) {
      if (asked.contains(field)) {
        sighting.fields.emplace(field, Json::array());
      }
    }
    if (shown.starts_with(kOther)) {
      sighting.place.folder = sim::GoogleFolder::other;
    } else if (asked.contains("memberships")) {
      sighting.place = place_of(member(person, "memberships"));
    }
    facts_->sightings.push_back(std::move(sighting));
  }

  void page(const Json& body, std::string list, const char* people) {
    if (find_value(exchange_->request.query, "syncToken").value_or("") != "") {
      return;  // Changes only: whoever is not there has not changed.
    }
    Page page{Service::google,
              std::move(list),
              false,
              std::string(find_value(exchange_->request.query, "pageToken").value_or("")),
              text(body, "nextPageToken"),
              {},
              index_};
    for (const Json& person : member(body, people)) {
      page.ids.insert(name_of(text(person, "resourceName")));
    }
    facts_->pages.push_back(std::move(page));
  }

  void create(const Json& person, Fate fate, const Json& answer,
              const std::set<std::string>& asked) {
    const std::string name = name_of(text(answer, "resourceName"));
    facts_->writes.push_back({Write::Kind::create,
                              {Service::google, is_contact(name) ? name : ""},
                              index_,
                              clean_google(person),
                              fate});
    if (answer.is_object()) {
      see(answer, asked, facts_->writes.size() - 1);
    }
  }

  void update(const std::string& name, const Json& person, const std::set<std::string>& mask,
              Fate fate, const Json& answer, const std::set<std::string>& asked) {
    if (!is_contact(name)) {
      return;
    }
    const Json sent = clean_google(person);
    Write write{Write::Kind::update, {Service::google, name}, index_, Json::object(), fate};
    for (const std::string& field : mask) {
      write.fields[field] = sent.value(field, Json::array());
    }
    facts_->writes.push_back(std::move(write));
    if (answer.is_object()) {
      see(answer, asked, facts_->writes.size() - 1);
    }
  }

  void remove(const std::string& name) {
    if (!is_contact(name)) {
      return;
    }
    facts_->writes.push_back({Write::Kind::remove,
                              {Service::google, name},
                              index_,
                              Json::object(),
                              fate_of(*exchange_)});
  }

  void gone(const std::string& name) {
    if (is_contact(name)) {
      facts_->absences[{Service::google, name}].push_back(index_);
    }
  }

 private:
  static Place place_of(const Json& memberships) {
    Place place{sim::GoogleFolder::other, false, std::vector<std::string>()};
    for (const Json& membership : memberships) {
      const std::string group =
          text(member(membership, "contactGroupMembership"), "contactGroupResourceName");
      if (group == "contactGroups/myContacts") {
        place.folder = sim::GoogleFolder::contacts;
      } else if (group == "contactGroups/starred") {
        place.starred = true;
      } else if (!group.empty()) {
        place.labels->push_back(group);
      }
    }
    std::ranges::sort(*place.labels);
    return place;
  }

  const RecordedExchange* exchange_;
  std::size_t index_;
  Facts* facts_;
};

/// Those that every account has (G28); the names of others are numbers in hexadecimal.
bool is_system_group(std::string_view name) {
  constexpr std::string_view kNames[] = {"all",    "blocked", "chatBuddies", "coworkers",
                                         "family", "friends", "myContacts",  "starred"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

void read_groups(const Json& body, Facts& facts) {
  const auto add = [&](const Json& group) {
    if (text(group, "resourceName").starts_with(kGroup)) {
      facts.groups[text(group, "resourceName")] =
          text(group, "formattedName").empty() ? text(group, "name") : text(group, "formattedName");
      if (text(group, "groupType") == "SYSTEM_CONTACT_GROUP" ||
          is_system_group(text(group, "resourceName").substr(kGroup.size()))) {
        facts.system_groups.insert(text(group, "resourceName"));
      }
    }
  };
  add(body);
  for (const Json& group : member(body, "contactGroups")) {
    add(group);
  }
  for (const Json& response : member(body, "responses")) {
    add(member(response, "contactGroup"));
  }
}

/// updateContact of one or many; returns false for another operation.
bool read_writes(const std::string& operation, const RecordedExchange& exchange, std::size_t index,
                 GoogleReader& reader, Facts& facts) {
  const Fate fate = fate_of(exchange);
  if (operation == "people.createContact") {
    const Json sent = sent_by(exchange, index, facts);
    reader.create(sent, fate, body_of(exchange, index, facts), asked_for(exchange.request, sent));
  } else if (operation == "people.updateContact") {
    const Json sent = sent_by(exchange, index, facts);
    reader.update(name_in(exchange.request), sent,
                  fields_in(find_value(exchange.request.query, "updatePersonFields").value_or("")),
                  fate, body_of(exchange, index, facts), asked_for(exchange.request, sent));
  } else if (operation == "people.deleteContact") {
    reader.remove(name_in(exchange.request));
  } else if (operation == "people.batchCreateContacts") {
    const Json sent = sent_by(exchange, index, facts);
    const Json body = body_of(exchange, index, facts);
    const Json& created = list_in(body, "createdPeople");
    std::size_t at = 0;
    for (const Json& contact : member(sent, "contacts")) {
      const Json answer = at < created.size() ? member(created[at], "person") : Json();
      reader.create(member(contact, "contactPerson"), fate, answer,
                    asked_for(exchange.request, sent));
      ++at;
    }
  } else if (operation == "people.batchUpdateContacts") {
    const Json sent = sent_by(exchange, index, facts);
    const Json body = body_of(exchange, index, facts);
    for (const auto& [name, person] : member(sent, "contacts").items()) {
      reader.update(name_of(name), person, fields_in(text(sent, "updateMask")), fate,
                    member(member(member(body, "updateResult"), name), "person"),
                    asked_for(exchange.request, sent));
    }
  } else if (operation == "people.batchDeleteContacts") {
    const Json sent = sent_by(exchange, index, facts);
    for (const Json& name : member(sent, "resourceNames")) {
      reader.remove(name_of(name.is_string() ? name.get<std::string>() : ""));
    }
  } else {
    return false;
  }
  return true;
}

}  // namespace

void read_google(const RecordedExchange& exchange, std::size_t index, Facts& facts) {
  const std::string& operation = facts.operations[index];
  GoogleReader reader(exchange, index, facts);
  if (read_writes(operation, exchange, index, reader, facts)) {
    return;
  }
  const std::set<std::string> asked = asked_for(exchange.request, nullptr);
  if (operation == "people.connections.list" || operation == "otherContacts.list") {
    const bool is_other = operation == "otherContacts.list";
    const char* const people = is_other ? "otherContacts" : "connections";
    const Json body = body_of(exchange, index, facts);
    for (const Json& person : member(body, people)) {
      reader.see(person, asked);
    }
    if (body.is_object()) {
      reader.page(body, is_other ? "other" : "contacts", people);
    }
  } else if (operation == "people.get") {
    const Json body = body_of(exchange, index, facts);
    if (body.is_object()) {
      reader.see(body, asked);
    } else if (exchange.response && exchange.response->status == kNotFound) {
      reader.gone(percent_decode(exchange.request.path.substr(
                                     std::min(exchange.request.path.size(), std::size_t{4})))
                      .value_or(""));
    }
  } else if (operation == "people.getBatchGet") {
    const Json body = body_of(exchange, index, facts);
    for (const Json& response : member(body, "responses")) {
      if (member(response, "person").is_object()) {
        reader.see(member(response, "person"), asked);
      } else {
        reader.gone(name_of(text(response, "requestedResourceName")));
      }
    }
  } else if (operation == "people.searchContacts" || operation == "otherContacts.search") {
    const Json body = body_of(exchange, index, facts);
    for (const Json& result : member(body, "results")) {
      reader.see(member(result, "person"), asked);
    }
  } else if (operation == "contactGroups.list" || operation == "contactGroups.get" ||
             operation == "contactGroups.batchGet" || operation == "contactGroups.getBatchGet") {
    read_groups(body_of(exchange, index, facts), facts);
  } else if (operation == "unknown" || operation == "batch" ||
             sim::FakeGoogle::is_mutation(operation)) {
    facts.gap(index, "nothing is known of this request", "a request that a scenario can express",
              std::string(to_string(exchange.request.method)) + " " + exchange.request.path);
  }
}

}  // namespace lockstep::scenario::lifting
