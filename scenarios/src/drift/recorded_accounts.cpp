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
  plan();
}

void RecordedUsers::add_owners() {
  std::map<std::string, lifting::Owner> owners = facts_.owners;
  for (const History& history : histories_.records) {
    for (const Json* const fields : {&history.first, &history.last}) {
      if (const std::string id = text(*fields, "hubspot_owner_id"); !id.empty()) {
        owners.try_emplace(id, lifting::Owner{"owner-" + id + "@example.com", "", ""});
      }
    }
  }
  for (const auto& [id, owner] : owners) {
    mapping_->pair(id, world_->hubspot().add_owner(owner.email, owner.first_name, owner.last_name));
  }
}

void RecordedUsers::add_properties() {
  for (const auto& [name, property] : lifting::custom_properties_of(facts_, histories_)) {
    if (!is_made_in_recording(name)) {
      expect(world_->hubspot().add_property(property.definition), "a property of HubSpot");
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
      mapping_->pair(id, lists_[name]);
    }
  }
}

/// Over the fake's API: people make labels only along with a contact, and some are empty.
void RecordedUsers::add_labels() {
  Request create;
  create.method = Method::post;
  create.path = "/v1/contactGroups";
  create.headers = {{"Authorization", "Bearer " + world_->google().grant(account_).access_token},
                    {"Content-Type", "application/json"}};
  for (const auto& [group, name] : facts_.groups) {
    if (facts_.system_groups.contains(group) || is_made_in_recording(group)) {
      continue;
    }
    create.body = Json{{"contactGroup", {{"name", name}}}}.dump();
    const Exchange answer = world_->endpoint(Service::google).exchange(create);
    const Json made =
        Json::parse(std::get<SharedResponse>(answer)->body, nullptr, /*allow_exceptions=*/false);
    if (const std::string resource = text(made, "resourceName"); !resource.empty()) {
      mapping_->pair(group, resource);
    } else {
      left_out_.push_back("a label of Google that the fake does not take: " +
                          text(member(made, "error"), "message"));
    }
  }
}

/// Contacts that are shown as archived and never as anything else. They come first: a live one may
/// have their address by now (F48).
void RecordedUsers::fill_recycle_bin() {
  for (const auto& [id, fields] : facts_.archived) {
    const bool is_known = std::ranges::any_of(histories_.records, [&](const History& history) {
      return history.record == RecordId{Service::hubspot, id};
    });
    if (is_known) {
      continue;
    }
    if (const auto added = world_->hubspot().add_contact(property_values(fields)); added) {
      mapping_->pair(id, *added);
      expect(world_->hubspot().delete_contact(*added), "an archived contact of HubSpot");
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
