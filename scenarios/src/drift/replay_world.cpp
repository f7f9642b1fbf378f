#include "drift/replay_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <variant>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "recording/strict_json.h"

namespace lockstep::scenario {
namespace {

sim::WorldOptions options_for(const RecordedUsers& users) {
  sim::WorldOptions options;
  options.start = users.beginning();
  options.exchange_cost = Duration(0);  // The recording tells how long things took.
  return options;
}

/// The name of the property that a filter of a search is about; "" for anything else.
std::string property_of(const Json& object) {
  const auto name = object.find("propertyName");
  return name != object.end() && name->is_string() ? name->get<std::string>() : "";
}

}  // namespace

ReplayWorld::ReplayWorld(const Recording& recording)
    : recording_(&recording),
      users_(recording),
      world_(options_for(users_)),
      account_(world_.google().add_account("replay@example.com")) {
  users_.move_in(world_, account_, mapping_);
}

std::string ReplayWorld::fake_of(Kind kind, const std::string& text) const {
  const bool is_offset = kind == Kind::cursor && has_offsets_;
  return is_volatile(kind) && !is_offset ? mapping_.fake_of(text) : text;
}

std::string ReplayWorld::translated(std::string_view parent, std::string_view member,
                                    const std::string& text) const {
  // A list of ids is the whole body where the members of a list change.
  return fake_of(member.empty()           ? Kind::id
                 : parent == "properties" ? property_kind(member)
                                          : member_kind(parent, member),
                 text);
}

Json ReplayWorld::translated(std::string_view parent, std::string_view member,
                             const Json& json) const {
  if (json.is_string()) {
    return translated(parent, member, json.get<std::string>());
  }
  if (json.is_array()) {
    Json list = Json::array();
    std::ranges::transform(json, std::back_inserter(list),
                           [&](const Json& item) { return translated(parent, member, item); });
    return list;
  }
  if (json.is_number_integer()) {
    const Json number = Json::parse(translated(parent, member, json.dump()), nullptr, false);
    return number.is_number_integer() ? number : json;
  }
  if (!json.is_object()) {
    return json;
  }
  Json object = Json::object();
  const std::string property = property_of(json);
  for (const auto& [name, value] : json.items()) {
    const bool is_operand =
        !property.empty() && (name == "value" || name == "values" || name == "highValue");
    object[mapping_.fake_of(name)] =
        is_operand ? translated("properties", property, value) : translated(member, name, value);
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
    const std::string known = mapping_.fake_of(whole);
    const std::string mapped = mapping_.knows(whole) && known.starts_with(before + "/")
                                   ? known.substr(before.size() + 1)
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

std::optional<ReplayWorld::Reason> ReplayWorld::why_not(std::size_t exchange) const {
  const RecordedExchange& asked = recording_->exchanges[exchange];
  for (const char* const name : {"syncToken", "pageToken", "after"}) {
    const auto token = find_value(asked.request.query, name);
    if (token && !token->empty() && !mapping_.knows(std::string(*token))) {
      return Reason{"request that goes on from a token of before the recording",
                    "requests that go on from tokens of before the recording"};
    }
  }
  if (users_.was_never_carried_out(exchange)) {
    return Reason{"write that had no effect", "writes that had no effect"};
  }
  return std::nullopt;
}

Response ReplayWorld::ask(std::size_t exchange) {
  users_.act_before(exchange);
  const RecordedExchange& asked = recording_->exchanges[exchange];
  has_offsets_ = has_offsets(asked.request);
  Request request = asked.request;
  request.path = translated_path(request.path);
  for (auto& [name, value] : request.query) {
    value = fake_of(parameter_kind(name), value);
  }
  if (const Result<Json> body = parse_strict(request.body, ""); body) {
    request.body = translated("", "", *body).dump();
  }
  if (const auto tag = request.headers.find("If-Match"); tag != request.headers.end()) {
    tag->second = mapping_.fake_of(tag->second);
  }
  if (world_.clock().now() < asked.at) {
    world_.clock().sleep_until(asked.at);
  }
  renew_tokens();
  if (request.headers.contains("Authorization")) {
    request.headers["Authorization"] =
        "Bearer " + (asked.service == sim::Service::hubspot ? hubspot_token_ : google_token_);
  }
  const Exchange answer = world_.endpoint(asked.service).exchange(request);
  return *std::get<SharedResponse>(answer);  // Nobody has planned a fault.
}

}  // namespace lockstep::scenario
