/// Keeps a client below a service's documented request rate.

#pragma once

#include <cstdint>

#include "lockstep/base/clock.h"

namespace lockstep {

/// A token bucket: at most `burst + window / interval` requests in any window.
struct RateLimit {
  std::int64_t burst = 1;   ///< Requests that may go out at once. @invariant >= 1
  Duration interval{1000};  ///< Between two requests once the burst is spent. @invariant > 0
};

class RateLimiter {
 public:
  RateLimiter(Clock& clock, RateLimit limit);

  /// Returns when one more request may go out; waits on the clock if need be.
  void acquire();

 private:
  Clock& clock_;
  RateLimit limit_;
  /// When the bucket is full again if nothing more goes out.
  Instant full_at_;
};

// HubSpot allows 110 requests in 10 s to an OAuth app, and 5 searches in a second (F65, F86).
inline constexpr RateLimit kHubSpotRequests{20, Duration(125)};  // At most 100 in 10 s.
inline constexpr RateLimit kHubSpotSearches{1, Duration(250)};   // At most 5 in 1 s.
// Google publishes no numbers; consoles show 60 to 90 a minute and user (G106).
inline constexpr RateLimit kGoogleRequests{50, Duration(1000)};

}  // namespace lockstep
