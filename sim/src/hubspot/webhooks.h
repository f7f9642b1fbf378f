/// The webhooks of the one app that the portal knows: its settings, and events on their way to it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/hubspot_options.h"

#include "associations.h"
#include "contact_store.h"
#include "webhook_queue.h"
#include "webhook_subscriptions.h"

namespace lockstep::sim::hubspot {

/// What has happened in the portal, from its beginning.
struct PortalLog {
  std::span<const StoreChange> contacts;
  std::span<const AssociationChange> associations;
};

/// A value. Nothing happens in it by itself: changes become events when learn() is called.
class Webhooks {
 public:
  explicit Webhooks(Random random) : queue_(random) {}

  /// Turns what the log has got since the last call into events for those who listen. Must come
  /// before anything else is done with webhooks, so that each change meets the settings and
  /// subscriptions of its own time, or those that were cached then (F106).
  void learn(const PortalLog& log, const HubSpotOptions& options, Instant now);

  /// As they are set, in effect or not yet.
  [[nodiscard]] const std::optional<WebhookSettings>& settings() const { return set_.settings; }

  /// Sets where events go. createdAt stays that of the first time.
  const WebhookSettings& configure(WebhookSettings settings, Instant now);

  /// Without settings nothing is sent; what waits is forgotten as soon as that is in effect.
  void clear_settings() { set_.settings.reset(); }

  [[nodiscard]] Subscriptions& subscriptions() { return set_.subscriptions; }

  /// What is due and may go out now. @pre learn() at this time
  [[nodiscard]] std::vector<EventBatch> take(const HubSpotOptions& options, Instant now);

  /// Where deliveries go that are taken now. @pre take() gave some
  [[nodiscard]] const std::string& target_url() const;

  bool finish(std::uint64_t batch, bool success, Instant now) {
    return queue_.finish(batch, success, now);
  }

  [[nodiscard]] std::optional<Instant> next_due() const { return queue_.next_due(); }

  void reseed(Random random) { queue_.reseed(random); }

 private:
  struct Setup {
    std::optional<WebhookSettings> settings;
    Subscriptions subscriptions;
  };

  [[nodiscard]] Setup& in_effect() { return cached_ ? *cached_ : set_; }
  [[nodiscard]] const Setup& in_effect() const { return cached_ ? *cached_ : set_; }

  /// Reads the setup anew if what was read is too old at `at`. That an event occurs or something is
  /// sent reads it, not that the developer changes it.
  void refresh(Instant at, Duration cache_life);

  Setup set_;
  std::optional<Setup> cached_;  ///< What is in effect, where that is not what is set.
  Instant cached_until_{};
  WebhookQueue queue_;
  std::size_t learnt_contacts_ = 0;      ///< Changes of the log.
  std::size_t learnt_associations_ = 0;  ///< Changes of the log.
};

}  // namespace lockstep::sim::hubspot
