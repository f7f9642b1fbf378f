/// What was there at the beginning.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>
#include <variant>

#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

#include "drift/recorded_users.h"
#include "lifting/custom_properties.h"

namespace lockstep::scenario {
namespace {

using lifting::Fate;
using lifting::History;
using lifting::member;
using lifting::RecordId;
using lifting::text;
using sim::Service;

/// Under which an answer of a create names what it made, by operation.
const std::map<std::string, std::string, std::less<>> kMade = {
    {"crm.lists.create", "/list/listId"},
    {"crm.properties.create", "/name"},
    {"contactGroups.create", "/resourceName"}};

/// Lists, groups and properties that requests of the recording made: they were not there before.
std::set<std::string> made_in(const Recording& recording, const lifting::Facts& facts) {
  std::set<std::string> made;
  for (std::size_t index = 0; index < recording.exchanges.size(); ++index) {
    const auto where = kMade.find(facts.operations[index]);
    const RecordedExchange& exchange = recording.exchanges[index];
    if (where == kMade.end() || lifting::fate_of(exchange) != Fate::done) {
      continue;
    }
    const Json answer = Json::parse(exchange.response->body, nullptr, false);
    const Json::json_pointer pointer(where->second);
    if (answer.is_structured() && answer.contains(pointer) && answer[pointer].is_string()) {
      made.insert(answer[pointer].get<std::string>());
    }
  }
  return made;
}

}  // namespace

void RecordedUsers::move_in(sim::World& world, std::string account, ValueMapping& mapping) {
  world_ = &world;
  account_ = std::move(account);
  mapping_ = &mapping;
  made_ = made_in(*recording_, facts_);
  add_owners();
  add_properties();
  add_lists();
  add_labels();
  fill_recycle_bin();
  add_records();
  remove_former_owners();
  plan();
}

void RecordedUsers::add_owners() {
  std::set<std::string> named;
  const auto note = [&](const Json& fields) { named.insert(text(fields, "hubspot_owner_id")); };
  for (const History& history : histories_.records) {
    note(history.first);
    note(history.last);
    for (const lifting::Deed& deed : history.deeds) {
      note(deed.set);
    }
  }
  for (const auto& [id, fields] : facts_.archived) {
    note(fields);
  }
  std::map<std::string, lifting::Owner> owners = facts_.owners;
  for (const std::string& id : named) {
    if (!id.empty()) {
      owners.try_emplace(id, lifting::Owner{"owner-" + id + "@example.com", "", ""});
    }
  }
  for (const auto& [id, owner] : owners) {
    pair(id, world_->hubspot().add_owner(owner.email, owner.first_name, owner.last_name));
  }
}

/// Who owns contacts and is not among the owners that were read has left the account.
void RecordedUsers::remove_former_owners() {
  for (const History& history : histories_.records) {
    const std::string id = text(history.first, "hubspot_owner_id");
    if (!facts_.owners.empty() && !id.empty() && !facts_.owners.contains(id)) {
      static_cast<void>(world_->hubspot().remove_owner(mapping_->fake_of(id)).has_value());
    }
  }
}

/// A request to the fake's own API, for what people make only along with something else.
Json RecordedUsers::made_over_api(Service service, const std::string& path, const Json& body) {
  const std::string token =
      service == Service::google
          ? world_->google().grant(account_).access_token
          : world_->hubspot().grant({"crm.schemas.contacts.write"}).access_token;
  Request create{Method::post, path, {}, {}, body.dump()};
  create.headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}};
  const Exchange answer = world_->endpoint(service).exchange(create);
  return Json::parse(std::get<SharedResponse>(answer)->body, nullptr, /*allow_exceptions=*/false);
}

void RecordedUsers::add_properties() {
  std::set<std::string> groups;
  for (const auto& [name, property] : lifting::custom_properties_of(facts_, histories_)) {
    if (is_made_in_recording(name)) {
      continue;
    }
    const std::string group = text(property.definition, "groupName");
    if (!group.empty() && groups.insert(group).second) {  // One that is there stays as it is.
      made_over_api(Service::hubspot, "/crm/v3/properties/contacts/groups",
                    {{"name", group}, {"label", group}});
    }
    const Result<void> added = world_->hubspot().add_property(property.definition);
    expect(added, "property of HubSpot", "properties of HubSpot");
    if (!added) {
      refused_.insert(name);
    }
  }
}

void RecordedUsers::add_lists() {
  std::map<std::string, std::string> lists = facts_.lists;
  for (const lifting::Page& page : facts_.pages) {
    if (page.is_membership) {
      lists.try_emplace(page.list, lifting::list_name(facts_, page.list));
    }
  }
  for (const auto& [id, name] : lists) {
    if (!is_made_in_recording(id)) {
      lists_[name] = world_->hubspot().add_list(name);
      pair(id, lists_[name]);
    }
  }
}

/// Also those that nobody has.
void RecordedUsers::add_labels() {
  for (const auto& [group, name] : facts_.groups) {
    if (facts_.system_groups.contains(group) || is_made_in_recording(group)) {
      continue;
    }
    const Json made =
        made_over_api(Service::google, "/v1/contactGroups", {{"contactGroup", {{"name", name}}}});
    if (const std::string resource = text(made, "resourceName"); !resource.empty()) {
      pair(group, resource);
    } else {
      leave_out("label of Google", "labels of Google", text(member(made, "error"), "message"));
    }
  }
}

/// Contacts that are shown as archived and never as anything else. They come first: a live one may
/// have their address by now (F48).
void RecordedUsers::fill_recycle_bin() {
  std::set<RecordId> known;
  for (const History& history : histories_.records) {
    known.insert(history.record);
  }
  for (const auto& [id, fields] : facts_.archived) {
    if (known.contains({Service::hubspot, id})) {
      continue;
    }
    const Result<std::string> added = world_->hubspot().add_contact(property_values(fields));
    expect(added, "archived contact of HubSpot", "archived contacts of HubSpot");
    if (added) {
      pair(id, *added);
      static_cast<void>(world_->hubspot().delete_contact(*added).has_value());
    }
  }
}

void RecordedUsers::add_records() {
  std::map<RecordId, std::size_t> shown;
  for (std::size_t at = 0; at < facts_.sightings.size(); ++at) {
    shown.try_emplace(facts_.sightings[at].record, at);
  }
  std::map<std::size_t, const History*> given;
  for (const History& history : histories_.records) {
    if (history.is_given) {
      given[shown[history.record]] = &history;
    }
  }
  for (const auto& [place, history] : given) {
    if (history->record.service == Service::hubspot) {
      // Made now, and changed for the last time when it was.
      add_contact(*history, /*is_marked=*/true);
      actions_.push_back(
          {0, history->changed, [this, history = history] { take_mark_from(*history); }});
    } else {
      actions_.push_back({0, history->changed, [this, history = history] { add(*history); }});
    }
  }
  for (const auto& [record, lists] : memberships_.given) {
    for (const std::string& list : lists) {
      change_membership(list, record, true);
    }
  }
}

}  // namespace lockstep::scenario
