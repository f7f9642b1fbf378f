/// Keeps a client below a service's documented request rate.

#pragma once

#include <cstdint>

#include "lockstep/base/clock.h"

namespace lockstep {

/// A token bucket: at most `burst + window / interval` units in any window. A request is one unit,
/// unless the service says that it costs more.
struct RateLimit {
  std::int64_t burst = 1;   ///< Units that may go out at once. @invariant >= 1
  Duration interval{1000};  ///< Between two units once the burst is spent. @invariant > 0
};

class RateLimiter {
 public:
  RateLimiter(Clock& clock, RateLimit limit);

  /// Returns when a request of this cost may go out; waits on the clock if need be.
  /// @pre 1 to burst units
  void acquire(std::int64_t units = 1);

  /// When the bucket is full again if nothing more goes out.
  [[nodiscard]] Instant full_at() const noexcept { return full_at_; }

  /// Goes on from where another limiter of the same window stood. A time that no use of the bucket
  /// explains, as after a change of the clock, counts as an empty bucket.
  void resume(Instant full_at);

 private:
  Clock& clock_;
  RateLimit limit_;
  Instant full_at_;
};

// HubSpot allows 110 requests in 10 s to an OAuth app, and 5 searches in a second (F65, F86).
inline constexpr RateLimit kHubSpotRequests{20, Duration(125)};  // At most 100 in 10 s.
inline constexpr RateLimit kHubSpotSearches{2, Duration(334)};   // At most 4 in 1 s.
// Google publishes what calls cost (G105) but no numbers; the lowest that consoles show are 60
// reads and 30 writes of contacts a minute and user (G106), and every write is a read, too.
inline constexpr RateLimit kGoogleRequests{30, Duration(2000)};  // At most 60 in 60 s.
inline constexpr RateLimit kGoogleWrites{12, Duration(3400)};    // At most 30 in 60 s.

}  // namespace lockstep
