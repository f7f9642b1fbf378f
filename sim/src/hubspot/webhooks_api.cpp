/// The webhooks API, version 3: what an app's developer sets up, with the developer's key (F108).

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

void append_text(std::string& out, std::string_view name, std::string_view value) {
  append_json_name(out, name);
  append_json_string(out, value);
}

std::string to_text(const WebhookSettings& settings) {
  std::string out = "{";
  append_text(out, "targetUrl", settings.target_url);
  append_json_name(out, "throttling");
  out += R"({"maxConcurrentRequests":)" + std::to_string(settings.concurrent_max) + '}';
  append_text(out, "createdAt", format_timestamp(settings.created));
  if (settings.updated) {
    append_text(out, "updatedAt", format_timestamp(*settings.updated));
  }
  return out + '}';
}

std::string to_text(const Subscription& subscription) {
  std::string out = "{";
  append_text(out, "id", std::to_string(subscription.id));
  append_text(out, "eventType", subscription.event_type);
  if (!subscription.property_name.empty()) {
    append_text(out, "propertyName", subscription.property_name);
  }
  if (!subscription.object_type_id.empty()) {
    append_text(out, "objectTypeId", subscription.object_type_id);
  }
  append_json_name(out, "active");
  out += subscription.active ? "true" : "false";
  append_text(out, "createdAt", format_timestamp(subscription.created));
  if (subscription.updated) {
    append_text(out, "updatedAt", format_timestamp(*subscription.updated));
  }
  return out + '}';
}

/// The member "active"; `absent` where there is none, nullopt if it is no boolean.
std::optional<bool> read_active(const nlohmann::json& object, bool absent) {
  const auto found = object.find("active");
  if (found == object.end() || found->is_null()) {
    return absent;
  }
  return found->is_boolean() ? std::optional(found->get<bool>()) : std::nullopt;
}

Problem malformed(const Request& request, std::string_view what) {
  return malformed_json(request.body, "Cannot deserialize value of " + std::string(what));
}

/// The text of a member that must be there.
Outcome<std::string> required_text(const Request& request, const nlohmann::json& object,
                                   const char* name) {
  std::optional<std::string> text = optional_text(object, name);
  if (!text || text->empty()) {
    return malformed(request, "`" + std::string(name) + "`, which is required");
  }
  return std::move(*text);
}

Subscription* find_subscription(Call& call) {
  const auto id = parse_count(call.captures.at("subscription"));
  return id ? call.state.webhooks.subscriptions().find(*id) : nullptr;
}

void set_active(Subscription& subscription, bool active, Instant now) {
  subscription.active = active;
  subscription.updated = now;
}

Problem unknown_subscriptions(const std::vector<std::string>& ids) {
  return {404,
          "Failed to find subscriptions by id `" + join(ids, "`, `") + "`.",
          "SUBSCRIPTION_ID_NOT_FOUND",
          {},
          {{"subscriptionIds", ids}}};
}

/// The inputs of a batch update: ids, and whether they are to be active.
Outcome<std::vector<std::pair<std::string, bool>>> read_changes(const Request& request) {
  const auto body = read_body(request);
  if (!body) {
    return body.problem();
  }
  const auto inputs = body->find("inputs");
  if (inputs == body->end() || !inputs->is_array()) {
    return malformed(request, "`inputs`, which is required");
  }
  if (inputs->size() > kSubscriptionsMax) {
    return too_many_inputs(kSubscriptionsMax);
  }
  std::vector<std::pair<std::string, bool>> changes;
  for (const nlohmann::json& input : *inputs) {
    const auto id = input.is_object() ? optional_text(input, "id") : std::nullopt;
    const bool has_active = input.is_object() && input.contains("active");
    const auto active = has_active ? read_active(input, false) : std::nullopt;
    if (!id || id->empty() || !active) {
      return malformed(request, "SubscriptionBatchUpdateRequest");
    }
    changes.emplace_back(*id, *active);
  }
  return changes;
}

}  // namespace

Answer get_webhook_settings(Call& call) {
  const auto& settings = call.state.webhooks.settings();
  return settings ? Answer(json_answer(200, to_text(*settings))) : Answer(not_found());
}

Answer put_webhook_settings(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  auto url = required_text(call.request, *body, "targetUrl");
  if (!url) {
    return url.problem();
  }
  const auto throttling = body->find("throttling");
  if (throttling == body->end() || !throttling->is_object()) {
    return malformed(call.request, "`throttling`, which is required");
  }
  const auto text = optional_text(*throttling, "maxConcurrentRequests");
  const auto concurrent_max = parse_count(text.value_or(""));
  if (!concurrent_max || *concurrent_max == 0 || *concurrent_max > 1'000) {
    return bad_request("maxConcurrentRequests must be a number from 1 to 1000");
  }
  if (!is_webhook_target(*url, call.state.options.webhook_loopback_http_allowed)) {
    return bad_request("The target URL must be a valid URL with https");
  }
  const WebhookSettings& settings = call.state.webhooks.configure(
      {.target_url = std::move(*url), .concurrent_max = *concurrent_max}, call.now());
  return json_answer(200, to_text(settings));
}

Answer delete_webhook_settings(Call& call) {
  call.state.webhooks.clear_settings();
  return no_content();
}

Answer list_subscriptions(Call& call) {
  std::vector<std::string> texts;
  for (const auto& [id, subscription] : call.state.webhooks.subscriptions().all()) {
    texts.push_back(to_text(subscription));
  }
  return json_answer(200, R"({"results":[)" + join(texts, ",") + "]}");
}

Answer create_subscription(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  auto event_type = required_text(call.request, *body, "eventType");
  if (!event_type) {
    return event_type.problem();
  }
  const auto property_name = optional_text(*body, "propertyName");
  const auto object_type_id = optional_text(*body, "objectTypeId");
  const auto active = read_active(*body, false);
  if (!property_name || !object_type_id || !active) {
    return malformed(call.request, "SubscriptionCreateRequest");
  }
  Subscriptions& subscriptions = call.state.webhooks.subscriptions();
  const auto id = subscriptions.add({.event_type = std::move(*event_type),
                                     .property_name = *property_name,
                                     .object_type_id = *object_type_id,
                                     .active = *active,
                                     .created = call.now()});
  return id ? Answer(json_answer(201, to_text(*subscriptions.find(*id)))) : Answer(id.problem());
}

Answer get_subscription(Call& call) {
  const Subscription* const subscription = find_subscription(call);
  return subscription != nullptr ? Answer(json_answer(200, to_text(*subscription)))
                                 : Answer(not_found());
}

Answer update_subscription(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  Subscription* const subscription = find_subscription(call);
  if (subscription == nullptr) {
    return not_found();
  }
  const auto active = read_active(*body, subscription->active);
  if (!active) {
    return malformed(call.request, "SubscriptionPatchRequest");
  }
  set_active(*subscription, *active, call.now());
  return json_answer(200, to_text(*subscription));
}

Answer delete_subscription(Call& call) {
  const Subscription* const subscription = find_subscription(call);
  if (subscription == nullptr) {
    return not_found();  // Assumed (hubspot.webhook.refusals).
  }
  call.state.webhooks.subscriptions().remove(subscription->id);
  return no_content();
}

Answer update_subscriptions(Call& call) {
  const auto changes = read_changes(call.request);
  if (!changes) {
    return changes.problem();
  }
  std::vector<std::string> results;
  std::vector<std::string> unknown;
  for (const auto& [id, active] : *changes) {
    const auto number = parse_count(id);
    Subscription* const subscription =
        number ? call.state.webhooks.subscriptions().find(*number) : nullptr;
    if (subscription == nullptr) {
      unknown.push_back(id);
      continue;
    }
    set_active(*subscription, active, call.now());
    results.push_back(to_text(*subscription));
  }
  std::string out = R"({"status":"COMPLETE","results":[)" + join(results, ",") + ']';
  if (!unknown.empty()) {
    out += R"(,"numErrors":1,"errors":[)" + to_batch_error(unknown_subscriptions(unknown)) + ']';
  }
  append_text(out, "startedAt", format_timestamp(call.now()));
  append_text(out, "completedAt", format_timestamp(call.now()));
  return json_answer(unknown.empty() ? 200 : 207, out + '}');
}

}  // namespace lockstep::sim::hubspot
