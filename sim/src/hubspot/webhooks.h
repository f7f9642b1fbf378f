/// The webhooks of the one app that the portal knows: its settings, and events on their way to it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/hubspot_options.h"

#include "contact_store.h"
#include "webhook_queue.h"
#include "webhook_subscriptions.h"

namespace lockstep::sim::hubspot {

/// A value. Nothing happens in it by itself: changes become events when learn() is called.
class Webhooks {
 public:
  explicit Webhooks(Random random) : queue_(random) {}

  /// Turns what the store's log has got since the last call into events for those who listen.
  /// Must come before anything else is done with webhooks, so that each change meets the
  /// subscriptions of its own time.
  void learn(std::span<const StoreChange> log, const HubSpotOptions& options);

  [[nodiscard]] const std::optional<WebhookSettings>& settings() const { return settings_; }

  /// Sets where events go. createdAt stays that of the first time.
  const WebhookSettings& configure(WebhookSettings settings, Instant now);

  /// Without settings nothing is sent; what waits is forgotten.
  void clear_settings();

  [[nodiscard]] Subscriptions& subscriptions() { return subscriptions_; }

  /// What is due and may go out now.
  [[nodiscard]] std::vector<EventBatch> take(Instant now);

  bool finish(std::uint64_t batch, bool success, Instant now) {
    return queue_.finish(batch, success, now);
  }

  [[nodiscard]] std::optional<Instant> next_due() const { return queue_.next_due(); }

  void reseed(Random random) { queue_.reseed(random); }

 private:
  std::optional<WebhookSettings> settings_;
  Subscriptions subscriptions_;
  WebhookQueue queue_;
  std::size_t learnt_ = 0;  ///< Changes of the log.
};

}  // namespace lockstep::sim::hubspot
