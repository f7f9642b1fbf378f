/// Events on their way to an app: what is due, what is under way, what is tried again (F103, F105).

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"

#include "webhook_events.h"

namespace lockstep::sim::hubspot {

inline constexpr std::size_t kEventsPerDeliveryMax = 100;  // F103
inline constexpr int kRetriesMax = 10;                     // F105

struct QueuedEvent {
  WebhookEvent event;
  std::uint64_t event_id = 0;
  std::uint32_t subscription_id = 0;
  std::string subscription_type;
};

/// Events that are sent, and tried again, together.
struct EventBatch {
  std::uint64_t id = 0;
  int attempt = 0;  ///< From 0.
  std::vector<QueuedEvent> events;
};

struct QueueRules {
  Duration delay_max{0};                ///< Each event waits a random time up to this.
  unsigned duplicates_per_hundred = 0;  ///< Events of a hundred that come a second time.
};

/// The time from the failure of an attempt to the next one.
/// @param attempt  The next one's number, from 1 to kRetriesMax. All ten together take at most 24
/// h,
///     each gap is longer than the one before, and up to an eighth of it is chance.
[[nodiscard]] Duration retry_gap(int attempt, Random& random);

/// A value. In a copy nothing is under way: what was is due again, because whoever performs the
/// deliveries of the original knows nothing of the copy.
class WebhookQueue {
 public:
  explicit WebhookQueue(Random random) : random_(random) {}
  WebhookQueue(const WebhookQueue& other);
  WebhookQueue& operator=(const WebhookQueue& other);
  WebhookQueue(WebhookQueue&&) = default;
  WebhookQueue& operator=(WebhookQueue&&) = default;
  ~WebhookQueue() = default;

  /// Gives `event` its id, and lets it fall due at its time or later.
  void add(QueuedEvent event, const QueueRules& rules);

  /// What is due by `now`, retries first; all of it is under way then.
  /// @param under_way_max  Of batches that are under way at any time.
  [[nodiscard]] std::vector<EventBatch> take(Instant now, std::size_t under_way_max);

  /// Ends the attempt: a failed one is repeated later, unless it was the last.
  /// @return false if no such batch is under way.
  bool finish(std::uint64_t batch, bool success, Instant now);

  /// When something falls due; nullopt if nothing waits. What is under way does not wait.
  [[nodiscard]] std::optional<Instant> next_due() const;

  void clear();

  void reseed(Random random) { random_ = random; }

 private:
  /// Events and retries in the order in which they fall due.
  using Due = std::pair<Instant, std::uint64_t>;

  void put_back_what_is_under_way();
  [[nodiscard]] EventBatch take_events(Instant now);

  Random random_;
  std::uint64_t added_ = 0;
  std::uint64_t last_batch_ = 0;
  std::uint64_t last_event_id_ = 0;
  std::map<Due, QueuedEvent> events_;  ///< By time and number of adding.
  std::map<Due, EventBatch> retries_;  ///< By time and id of the batch.
  std::map<std::uint64_t, EventBatch> under_way_;
};

}  // namespace lockstep::sim::hubspot
