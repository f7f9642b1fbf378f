#include "webhook_entry.h"

#include <nlohmann/json.hpp>

namespace lockstep::sim {

JournalEntry webhook_entry(const WebhookDelivery& delivery, std::optional<int> status, Instant at) {
  JournalEntry entry;
  entry.at = at;
  entry.source = "webhook";
  entry.operation = "webhook.delivery";
  entry.request = masked(delivery.request, entry.operation);
  entry.times_delivered = 1;
  entry.outcome = status ? Outcome::response : Outcome::lost;
  if (status) {
    entry.response = Response{*status, {}, ""};
  }
  entry.details =
      nlohmann::ordered_json{{"attempt", delivery.attempt}, {"events", delivery.events}}.dump();
  return entry;
}

}  // namespace lockstep::sim
