#include "webhooks.h"

#include <algorithm>
#include <utility>

namespace lockstep::sim::hubspot {

void Webhooks::learn(std::span<const StoreChange> log, const HubSpotOptions& options) {
  const std::span<const StoreChange> news = log.subspan(learnt_);
  learnt_ = log.size();
  if (!settings_) {
    return;
  }
  const EventRules rules{options.webhook_creation_tells_properties,
                         options.webhook_merge_tells_deletion};
  const QueueRules queue_rules{options.webhook_delay_max, options.webhook_duplicates_per_hundred};
  for (const WebhookEvent& event : events_of(news, subscriptions_.properties(), rules)) {
    for (const Subscription* subscription : subscriptions_.listeners(event)) {
      queue_.add({.event = event,
                  .subscription_id = subscription->id,
                  .subscription_type = subscription->event_type},
                 queue_rules);
    }
  }
}

const WebhookSettings& Webhooks::configure(WebhookSettings settings, Instant now) {
  settings.created = settings_ ? settings_->created : now;
  settings.updated = now;
  settings_ = std::move(settings);
  return *settings_;
}

void Webhooks::clear_settings() {
  settings_.reset();
  queue_.clear();
}

std::vector<EventBatch> Webhooks::take(Instant now) {
  if (!settings_) {
    return {};
  }
  return queue_.take(
      now, std::min(static_cast<std::size_t>(settings_->concurrent_max), kConcurrentDeliveriesMax));
}

}  // namespace lockstep::sim::hubspot
