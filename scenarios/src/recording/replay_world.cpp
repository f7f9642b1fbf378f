#include "recording/replay_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <variant>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "known_names.h"
#include "recording/first_sightings.h"
#include "recording/portal_properties.h"
#include "recording/strict_json.h"

namespace lockstep::scenario {
namespace {

/// Long enough before the first request for what was written then to be shown everywhere.
constexpr Duration kBefore = std::chrono::hours(1);

sim::WorldOptions options_for(const Recording& recording) {
  sim::WorldOptions options;
  if (!recording.exchanges.empty()) {
    options.start = recording.exchanges.front().at - kBefore;
  }
  options.exchange_cost = Duration(0);  // The recording tells how long things took.
  return options;
}

/// Whether a user could have typed it: the rest is the service's own.
bool is_writable(const std::string& property) {
  return property == "hs_additional_emails" ||
         (portal_properties().contains(property) && !property.starts_with("hs_") &&
          property != "createdate" && property != "lastmodifieddate" &&
          property != "hubspot_owner_id" && property != "associatedcompanyid");
}

/// The fields that a user can fill, without what the service adds to their items.
Json writable_fields(const Json& person) {
  Json fields = Json::object();
  for (const std::string& field : known_person_fields()) {
    const auto items = person.find(field);
    if (items == person.end() || !items->is_array()) {
      continue;
    }
    Json kept = Json::array();
    for (const Json& item : *items) {
      Json bare = item;
      for (const char* const added : {"metadata", "formattedType", "canonicalForm"}) {
        if (bare.is_object()) {
          bare.erase(added);
        }
      }
      if (field == "names" && bare.is_object()) {
        for (const char* const made : {"displayName", "displayNameLastFirst", "unstructuredName"}) {
          bare.erase(made);
        }
      }
      kept.push_back(std::move(bare));
    }
    fields[field] = std::move(kept);
  }
  return fields;
}

sim::GooglePlacement placement_of(const std::string& name, const Json& person) {
  sim::GooglePlacement placement;
  if (name.starts_with("otherContacts/")) {
    placement.folder = sim::GoogleFolder::other;
  }
  for (const Json& membership : person.value("memberships", Json::array())) {
    placement.starred = placement.starred ||
                        membership.dump().find("\"contactGroups/starred\"") != std::string::npos;
  }
  return placement;
}

}  // namespace

ReplayWorld::ReplayWorld(const Recording& recording) : world_(options_for(recording)) {
  account_ = world_.google().add_account("replay@example.com");
  const FirstSightings seen = first_sightings(recording);
  for (const std::string& name : seen.order) {
    if (const auto contact = seen.hubspot.find(name); contact != seen.hubspot.end()) {
      add_contact(name, contact->second);
    } else {
      add_person(name, seen.google.at(name));
    }
  }
}

void ReplayWorld::add_contact(const std::string& id,
                              const std::map<std::string, std::string>& seen) {
  std::map<std::string, std::string> properties;
  for (const auto& [property, value] : seen) {
    if (is_writable(property) && !value.empty()) {
      properties.emplace(property, value);
    }
  }
  const Result<std::string> added = world_.hubspot().add_contact(properties);
  if (added) {
    mapping_.pair(id, *added);
  } else {
    left_out_.push_back("a contact of HubSpot that the fake does not take: " +
                        added.error().message);
  }
}

void ReplayWorld::add_person(const std::string& name, const Json& person) {
  const Result<std::string> added =
      world_.google().add_contact(account_, writable_fields(person), placement_of(name, person));
  if (added) {
    // The API calls Other contacts by another name than the fake does (G42).
    mapping_.pair(name, name.substr(0, name.find('/')) + added->substr(added->find('/')));
  } else {
    left_out_.push_back("a contact of Google that the fake does not take: " +
                        added.error().message);
  }
}

Json ReplayWorld::translated(const Json& json) const {
  if (json.is_string()) {
    return mapping_.fake_of(json.get<std::string>());
  }
  if (json.is_array()) {
    Json list = Json::array();
    std::ranges::transform(json, std::back_inserter(list),
                           [&](const Json& item) { return translated(item); });
    return list;
  }
  if (!json.is_object()) {
    return json;
  }
  Json object = Json::object();
  for (const auto& [name, value] : json.items()) {
    object[mapping_.fake_of(name)] = translated(value);
  }
  return object;
}

std::string ReplayWorld::translated_path(std::string_view path) const {
  std::string result;
  std::string before;
  bool is_first = true;
  for (const std::string_view part : split(path, '/')) {
    const std::size_t colon = std::min(part.find(':'), part.size());
    const std::string name = percent_decode(part.substr(0, colon)).value_or("");
    // Names of Google's are known with the collection in front.
    const std::string whole = before + "/" + name;
    const std::string mapped = mapping_.knows(whole)
                                   ? mapping_.fake_of(whole).substr(before.size() + 1)
                                   : mapping_.fake_of(name);
    result += (is_first ? "" : "/") +
              (mapped == name ? std::string(part.substr(0, colon)) : percent_encode(mapped)) +
              std::string(part.substr(colon));
    before = std::string(part);
    is_first = false;
  }
  return result;
}

void ReplayWorld::renew_tokens() {
  // Well within the life of the tokens of either service.
  constexpr Duration kLife = std::chrono::minutes(10);
  if (!hubspot_token_.empty() && world_.clock().now() - renewed_ < kLife) {
    return;
  }
  renewed_ = world_.clock().now();
  google_token_ = world_.google().grant(account_).access_token;
  hubspot_token_ = world_.hubspot()
                       .grant({"crm.objects.contacts.read", "crm.objects.contacts.write",
                               "crm.lists.read", "crm.lists.write", "crm.schemas.contacts.read",
                               "crm.schemas.contacts.write", "crm.objects.owners.read", "oauth"})
                       .access_token;
}

Response ReplayWorld::ask(const RecordedExchange& exchange) {
  Request request = exchange.request;
  request.path = translated_path(request.path);
  for (auto& [name, value] : request.query) {
    value = mapping_.fake_of(value);
  }
  if (const Result<Json> body = parse_strict(request.body, ""); body) {
    request.body = translated(*body).dump();
  }
  if (const auto tag = request.headers.find("If-Match"); tag != request.headers.end()) {
    tag->second = mapping_.fake_of(tag->second);
  }
  if (world_.clock().now() < exchange.at) {
    world_.clock().sleep_until(exchange.at);
  }
  renew_tokens();
  if (request.headers.contains("Authorization")) {
    request.headers["Authorization"] =
        "Bearer " + (exchange.service == sim::Service::hubspot ? hubspot_token_ : google_token_);
  }
  const Exchange answer = world_.endpoint(exchange.service).exchange(request);
  return *std::get<SharedResponse>(answer);  // Nobody has planned a fault.
}

}  // namespace lockstep::scenario
