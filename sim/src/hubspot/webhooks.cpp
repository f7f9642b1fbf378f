#include "webhooks.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

namespace lockstep::sim::hubspot {

void Webhooks::learn(const PortalLog& log, const HubSpotOptions& options, Instant now) {
  const EventRules rules{options.webhook_creation_tells_properties,
                         options.webhook_merge_tells_deletion};
  const QueueRules queue_rules{options.webhook_delay_max, options.webhook_duplicates_per_hundred};
  const std::span<const StoreChange> contacts =
      log.contacts.subspan(std::exchange(learnt_contacts_, log.contacts.size()));
  const auto associations =
      log.associations.subspan(std::exchange(learnt_associations_, log.associations.size()));
  // Whether anybody listens to a property is asked of both setups that can be in effect meanwhile.
  std::set<std::string> properties = set_.subscriptions.properties();
  properties.merge(in_effect().subscriptions.properties());
  std::vector<WebhookEvent> events = events_of(contacts, properties, rules);
  std::ranges::move(events_of(associations), std::back_inserter(events));
  std::ranges::stable_sort(events, {}, &WebhookEvent::occurred_at);
  for (const WebhookEvent& event : events) {
    refresh(event.occurred_at, options.webhook_settings_cache_life);
    if (!in_effect().settings) {
      continue;
    }
    for (const Subscription* subscription : in_effect().subscriptions.listeners(event)) {
      queue_.add({.event = event,
                  .subscription_id = subscription->id,
                  .subscription_type = subscription->event_type},
                 queue_rules);
    }
  }
  if (options.webhook_settings_cache_life == Duration(0)) {
    refresh(now, Duration(0));
  }
}

void Webhooks::refresh(Instant at, Duration cache_life) {
  if (cache_life <= Duration(0)) {
    cached_.reset();
  } else if (!cached_ || cached_until_ <= at) {
    cached_ = set_;
    cached_until_ = at + cache_life;
  }
  if (!in_effect().settings) {
    queue_.clear();
  }
}

const WebhookSettings& Webhooks::configure(WebhookSettings settings, Instant now) {
  settings.created = set_.settings ? set_.settings->created : now;
  settings.updated = now;
  set_.settings = std::move(settings);
  return *set_.settings;
}

std::vector<EventBatch> Webhooks::take(const HubSpotOptions& options, Instant now) {
  refresh(now, options.webhook_settings_cache_life);
  if (!in_effect().settings) {
    return {};
  }
  return queue_.take(now, std::min(static_cast<std::size_t>(in_effect().settings->concurrent_max),
                                   kConcurrentDeliveriesMax));
}

const std::string& Webhooks::target_url() const { return in_effect().settings->target_url; }

}  // namespace lockstep::sim::hubspot
