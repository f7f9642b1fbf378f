#include "webhook_delivery.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/sim/webhook_signature.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr const char* kSource = "hubspot webhooks";

/// The size of "https://example.com" in "https://example.com/hook?a=1".
/// @pre is_webhook_target(url, …)
std::size_t origin_size(std::string_view url) {
  return std::min(url.find_first_of("/?", url.find("://") + 3), url.size());
}

std::string body_of(const EventBatch& batch, const PortalState& state) {
  std::string body = "[";
  for (const QueuedEvent& queued : batch.events) {
    body += body.size() == 1 ? "" : ",";
    body += to_json_text(queued.event, {.event_id = queued.event_id,
                                        .subscription_id = queued.subscription_id,
                                        .subscription_type = queued.subscription_type,
                                        .portal_id = state.options.portal_id,
                                        .app_id = state.tokens.app_id(),
                                        .attempt = batch.attempt});
  }
  return body + ']';
}

/// With the signatures of both versions: apps check either (F107).
WebhookDelivery delivery_of(const EventBatch& batch, const PortalState& state) {
  const std::string& url = state.webhooks.target_url();
  const std::string_view secret = state.tokens.client_secret();
  const Instant now = state.now();
  const std::size_t host_end = origin_size(url);
  WebhookDelivery delivery{.id = batch.id,
                           .attempt = batch.attempt,
                           .events = batch.events.size(),
                           .origin = url.substr(0, host_end),
                           .request = {Method::post, "", {}, {}, body_of(batch, state)}};
  Request& request = delivery.request;
  const std::string target = url.substr(host_end);
  set_target(request, target.starts_with('/') ? target : "/" + target);
  request.headers = {
      {"Content-Type", "application/json"},  // F103
      {"X-HubSpot-Signature", sign_v1(secret, request.body)},
      {"X-HubSpot-Signature-Version", "v1"},
      {"X-HubSpot-Signature-v3", sign_v3(secret, Method::post, url, request.body, now)},
      {"X-HubSpot-Request-Timestamp", std::to_string(now.time_since_epoch().count())}};
  return delivery;
}

}  // namespace

std::vector<WebhookDelivery> take_due_webhooks(PortalState& state) {
  state.learn_webhooks();
  std::vector<WebhookDelivery> deliveries;
  for (const EventBatch& batch : state.webhooks.take(state.options, state.now())) {
    deliveries.push_back(delivery_of(batch, state));
  }
  return deliveries;
}

Result<void> webhook_answered(PortalState& state, std::uint64_t delivery,
                              std::optional<int> status) {
  const bool success = status && *status >= 200 && *status < 300;  // F103
  if (!state.webhooks.finish(delivery, success, state.now())) {
    return failure(ErrorKind::not_found, "no such delivery is under way", kSource);
  }
  return {};
}

std::optional<Instant> next_webhook_due(PortalState& state) {
  state.learn_webhooks();
  return state.webhooks.next_due();
}

Result<void> set_webhook_target(PortalState& state, std::string_view url) {
  state.learn_webhooks();
  if (!is_webhook_target(url, state.options.webhook_loopback_http_allowed)) {
    return failure(ErrorKind::invalid_input, "not a URL that HubSpot would send to", kSource);
  }
  state.webhooks.configure({.target_url = std::string(url)}, state.now());
  return {};
}

Result<void> subscribe_webhook(PortalState& state, std::string_view event_type,
                               std::string_view property_name) {
  state.learn_webhooks();
  const bool generic = event_type.starts_with("object.");
  const auto added =
      state.webhooks.subscriptions().add({.event_type = std::string(event_type),
                                          .property_name = std::string(property_name),
                                          .object_type_id = generic ? "0-1" : "",
                                          .active = true,
                                          .created = state.now()});
  if (!added) {
    return failure(ErrorKind::invalid_input, added.problem().message, kSource);
  }
  return {};
}

}  // namespace lockstep::sim::hubspot
