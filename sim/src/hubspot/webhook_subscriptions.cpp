#include "webhook_subscriptions.h"

#include <algorithm>
#include <array>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::string_view kContactTypeId = "0-1";

constexpr std::array<std::string_view, 6> kCrmObjects = {"company",   "contact", "deal",
                                                         "line_item", "object",  "product"};
constexpr std::array<std::string_view, 6> kCrmEvents = {
    "associationChange", "creation", "deletion", "merge", "propertyChange", "restore"};
constexpr std::array<std::string_view, 6> kOtherTypes = {
    "contact.privacyDeletion", "conversation.creation",        "conversation.deletion",
    "conversation.newMessage", "conversation.privacyDeletion", "conversation.propertyChange"};

/// Properties that change all the time (F102).
constexpr std::array<std::string_view, 3> kNotSubscribable = {
    "num_unique_conversion_events", "hs_lastmodifieddate", "lastmodifieddate"};

template <std::size_t size>
bool is_one_of(std::string_view text, const std::array<std::string_view, size>& texts) {
  return std::ranges::find(texts, text) != texts.end();
}

bool is_known_type(std::string_view type) {
  const std::size_t dot = type.find('.');
  if (dot == std::string_view::npos) {
    return false;
  }
  const std::string_view object = type.substr(0, dot);
  return is_one_of(type, kOtherTypes) || ((is_one_of(object, kCrmObjects) || object == "ticket") &&
                                          is_one_of(type.substr(dot + 1), kCrmEvents));
}

bool is_property_change(std::string_view type) { return type.ends_with(".propertyChange"); }

/// What cannot be subscribed to (F102). The wording is assumed (hubspot.webhook.refusals).
std::optional<Problem> problem_of(const Subscription& subscription) {
  const std::string& type = subscription.event_type;
  if (!is_known_type(type)) {
    return bad_request("Unknown eventType '" + type + "'");
  }
  if (is_property_change(type) && subscription.property_name.empty()) {
    return bad_request("A propertyName is required for subscriptions to " + type);
  }
  if (!is_property_change(type) && !subscription.property_name.empty()) {
    return bad_request("A propertyName is not allowed for subscriptions to " + type);
  }
  if (is_one_of(subscription.property_name, kNotSubscribable)) {
    return bad_request("Subscriptions to the property '" + subscription.property_name +
                       "' are not allowed");
  }
  if (type.starts_with("object.") && subscription.object_type_id.empty()) {
    return bad_request("An objectTypeId is required for subscriptions to " + type);
  }
  return std::nullopt;
}

}  // namespace

bool Subscription::wants(const WebhookEvent& event) const {
  const bool of_contacts = event_type.starts_with("contact.") ||
                           (event_type.starts_with("object.") && object_type_id == kContactTypeId);
  return of_contacts && event_type.substr(event_type.find('.') + 1) == event.kind &&
         property_name == event.property_name;
}

Outcome<std::uint32_t> Subscriptions::add(Subscription subscription) {
  if (std::optional<Problem> problem = problem_of(subscription)) {
    return std::move(*problem);
  }
  if (all_.size() >= kSubscriptionsMax) {
    return bad_request("An app can have at most 1000 subscriptions");
  }
  const bool known = std::ranges::any_of(all_, [&](const auto& entry) {
    return entry.second.event_type == subscription.event_type &&
           entry.second.property_name == subscription.property_name &&
           entry.second.object_type_id == subscription.object_type_id;
  });
  if (known) {
    return bad_request("There is a subscription to " + subscription.event_type +
                       (subscription.property_name.empty() ? "" : " of ") +
                       subscription.property_name + " already");
  }
  subscription.id = ++last_id_;
  return all_.emplace(last_id_, std::move(subscription)).first->first;
}

Subscription* Subscriptions::find(std::uint64_t id) {
  const auto found = id > last_id_ ? all_.end() : all_.find(static_cast<std::uint32_t>(id));
  return found == all_.end() ? nullptr : &found->second;
}

std::set<std::string> Subscriptions::properties() const {
  std::set<std::string> names;
  for (const auto& [id, subscription] : all_) {
    if (subscription.active && !subscription.property_name.empty()) {
      names.insert(subscription.property_name);
    }
  }
  return names;
}

std::vector<const Subscription*> Subscriptions::listeners(const WebhookEvent& event) const {
  std::vector<const Subscription*> listeners;
  for (const auto& [id, subscription] : all_) {
    if (subscription.active && subscription.wants(event)) {
      listeners.push_back(&subscription);
    }
  }
  return listeners;
}

bool is_webhook_target(std::string_view url, bool loopback_http_allowed) {
  constexpr std::size_t kUrlBytesMax = 2'048;
  const bool plain = std::ranges::all_of(url, [](char byte) { return byte > ' ' && byte < 0x7f; });
  const std::optional<Url> target = parse_url(url.substr(0, url.find('?')));
  if (!plain || !target || url.size() > kUrlBytesMax) {
    return false;
  }
  const std::string host = ascii_lower(target->host);
  const bool loopback = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
  return target->scheme == "https" || (loopback_http_allowed && loopback);
}

}  // namespace lockstep::sim::hubspot
