#include "webhook_queue.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/assert.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr Duration kRetriesTake = std::chrono::hours(24);       // F105
constexpr Duration kDuplicateComes = std::chrono::seconds(60);  // At most this much later.

/// When an attempt takes place at the latest, counted from the first one.
constexpr Duration latest(int attempt) {
  const std::int64_t cube = std::int64_t{attempt} * attempt * attempt;
  return kRetriesTake * cube / (std::int64_t{kRetriesMax} * kRetriesMax * kRetriesMax);
}

Duration up_to(Duration longest, Random& random) {
  return Duration(random.below(static_cast<std::uint64_t>(longest.count()) + 1));
}

}  // namespace

Duration retry_gap(int attempt, Random& random) {
  LOCKSTEP_ASSERT(attempt >= 1 && attempt <= kRetriesMax);
  const Duration gap = latest(attempt) - latest(attempt - 1);
  return gap - up_to(gap / 8, random);
}

WebhookQueue::WebhookQueue(const WebhookQueue& other)
    : random_(other.random_),
      added_(other.added_),
      last_batch_(other.last_batch_),
      last_event_id_(other.last_event_id_),
      events_(other.events_),
      retries_(other.retries_),
      under_way_(other.under_way_) {
  put_back_what_is_under_way();
}

WebhookQueue& WebhookQueue::operator=(const WebhookQueue& other) {
  if (this != &other) {
    *this = WebhookQueue(other);
  }
  return *this;
}

void WebhookQueue::add(QueuedEvent event, const QueueRules& rules) {
  constexpr std::uint64_t kEventIdStepMax = 900;
  last_event_id_ += 1 + random_.below(kEventIdStepMax);
  event.event_id = last_event_id_;
  const Instant due =
      event.event.occurred_at + up_to(std::max(rules.delay_max, Duration(0)), random_);
  if (random_.chance(std::min(rules.duplicates_per_hundred, 100U), 100)) {
    events_.emplace(Due{due + up_to(kDuplicateComes, random_), ++added_}, event);
  }
  events_.emplace(Due{due, ++added_}, std::move(event));
}

std::vector<EventBatch> WebhookQueue::take(Instant now, std::size_t under_way_max) {
  const auto is_due = [&](const auto& waiting) {
    return !waiting.empty() && waiting.begin()->first.first <= now;
  };
  std::vector<EventBatch> taken;
  while (under_way_.size() < under_way_max && (is_due(retries_) || is_due(events_))) {
    taken.push_back(is_due(retries_) ? std::move(retries_.extract(retries_.begin()).mapped())
                                     : take_events(now));
    under_way_.emplace(taken.back().id, taken.back());
  }
  return taken;
}

EventBatch WebhookQueue::take_events(Instant now) {
  EventBatch batch;
  batch.id = ++last_batch_;
  while (!events_.empty() && events_.begin()->first.first <= now &&
         batch.events.size() < kEventsPerDeliveryMax) {
    batch.events.push_back(std::move(events_.extract(events_.begin()).mapped()));
  }
  return batch;
}

bool WebhookQueue::finish(std::uint64_t batch, bool success, Instant now) {
  auto ended = under_way_.extract(batch);
  if (ended.empty()) {
    return false;
  }
  EventBatch& events = ended.mapped();
  if (!success && events.attempt < kRetriesMax) {
    ++events.attempt;
    const Instant due = now + retry_gap(events.attempt, random_);
    retries_.emplace(Due{due, batch}, std::move(events));
  }
  return true;
}

std::optional<Instant> WebhookQueue::next_due() const {
  std::optional<Instant> next;
  if (!events_.empty()) {
    next = events_.begin()->first.first;
  }
  if (!retries_.empty()) {
    const Instant retry = retries_.begin()->first.first;
    next = next ? std::min(*next, retry) : retry;
  }
  return next;
}

void WebhookQueue::clear() {
  events_.clear();
  retries_.clear();
  under_way_.clear();
}

void WebhookQueue::put_back_what_is_under_way() {
  for (auto& [id, batch] : under_way_) {
    const Instant occurred = batch.events.front().event.occurred_at;
    retries_.emplace(Due{occurred, id}, std::move(batch));
  }
  under_way_.clear();
}

}  // namespace lockstep::sim::hubspot
