#include "control/webhook_methods.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "webhook_entry.h"

namespace lockstep::sim::control {
namespace {

constexpr std::size_t kStatusMin = 100;
constexpr std::size_t kStatusMax = 599;

Json delivery_json(const WebhookDelivery& delivery) {
  Json headers = Json::object();
  for (const auto& [name, value] : delivery.request.headers) {
    headers[name] = value;
  }
  return {{"delivery", delivery.id},
          {"attempt", delivery.attempt},
          {"url", delivery.origin + format_target(delivery.request)},
          {"headers", std::move(headers)},
          {"body", delivery.request.body}};
}

/// nullopt, with a mistake, for what is no status; an empty optional inside for null.
std::optional<std::optional<int>> read_status(ObjectReader& reader) {
  const Node* const node = reader.require("status");
  if (node == nullptr) {
    return std::nullopt;
  }
  if (node->is_null()) {
    return std::optional<int>();
  }
  const auto status = reader.count("status", kStatusMax);
  if (status && *status < kStatusMin) {
    reader.mistake(*node, R"("status" must be a status of HTTP, or null for no answer)");
  }
  return status ? std::optional(std::optional(static_cast<int>(*status))) : std::nullopt;
}

}  // namespace

Response show_webhooks(Call& call) {
  if (auto refused = call.refusal()) {
    return *refused;
  }
  Json taken = Json::array();
  for (const auto& [id, delivery] : call.hosted().webhooks) {
    taken.push_back(delivery_json(delivery));
  }
  const std::optional<Instant> due = call.world().hubspot().next_webhook_due();
  return json_answer(200, {{"by_hand", call.world().options().webhooks_by_hand},
                           {"next_due", due ? Json(format_timestamp(*due)) : Json(nullptr)},
                           {"taken", std::move(taken)}});
}

Response take_webhooks(Call& call) {
  if (auto refused = call.refusal()) {
    return *refused;
  }
  if (!call.world().options().webhooks_by_hand) {
    return error_answer(409, "conflict", "whoever serves this world performs its webhooks",
                        R"(PATCH /worlds/{world}/options {"webhooks_by_hand": true} ends that)");
  }
  Json deliveries = Json::array();
  for (WebhookDelivery& delivery : call.world().hubspot().take_due_webhooks()) {
    deliveries.push_back(delivery_json(delivery));
    call.hosted().webhooks.insert_or_assign(delivery.id, std::move(delivery));
  }
  return json_answer(200, {{"deliveries", std::move(deliveries)}});
}

Response answer_webhook(Call& call) {
  static_cast<void>(call.body().require("delivery"));
  const std::size_t number = call.body().count("delivery").value_or(0);
  const auto status = read_status(call.body());
  if (auto refused = call.refusal()) {
    return *refused;
  }
  auto& webhooks = call.hosted().webhooks;
  const auto found = webhooks.find(number);
  if (found == webhooks.end()) {
    return not_found("no such delivery was taken, or it is answered", "GET …/webhooks lists them");
  }
  const Result<void> answered = call.world().hubspot().webhook_answered(number, *status);
  if (answered) {
    call.world().journal().append(
        webhook_entry(found->second, *status, call.world().clock().now()));
  }
  webhooks.erase(found);
  return answered ? json_answer(200, Json::object()) : error_answer(answered.error());
}

}  // namespace lockstep::sim::control
