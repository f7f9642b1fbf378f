/// What HubSpot sends to an app that has subscribed to changes of contacts (F102 to F106), and who
/// performs it: the simulator has no sockets, so whoever owns a world takes the deliveries that are
/// due, makes the requests, and reports what became of them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"

namespace lockstep::sim {

class World;

/// How long a receiver has for its answer (F103).
inline constexpr Duration kWebhookAnswerMax{5'000};

/// What the developer of the app needs for the webhooks API: its own key, not an account's token.
struct WebhookApp {
  std::string app_id;         ///< The path of the API: "/webhooks/v3/{app_id}/settings".
  std::string developer_key;  ///< The query parameter "hapikey".
};

/// One request with 1 to 100 events, at one attempt.
struct WebhookDelivery {
  std::uint64_t id = 0;
  int attempt = 0;  ///< From 0; the last one is 10 (F105).
  std::size_t events = 0;
  std::string origin;  ///< Of the target URL: "https://www.example.com:8443".
  Request request;     ///< A POST with a JSON array, signed (F107), path and query of the URL.
};

/// Makes the request of a delivery, however it likes, and tells the status that was answered;
/// nullopt if none came within kWebhookAnswerMax.
using WebhookReceiver = std::function<std::optional<int>(const WebhookDelivery&)>;

/// Lets `receiver` perform what is due now, one after the other, and reports the outcomes. The
/// world is not locked while it does: a receiver may call both services. What is caused by that is
/// left to the next call, and so is what goes beyond the deliveries that may be under way at once.
///
/// @return How many deliveries there were.
std::size_t deliver_due_webhooks(World& world, const WebhookReceiver& receiver);

}  // namespace lockstep::sim
