/// When a call is worth repeating, and how long to wait before it.

#pragma once

#include <optional>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"

#include "answer.h"

namespace lockstep {

/// What a second sending of one request may do.
enum class Repeat {
  freely,               ///< Reading, or writing the same values again.
  only_without_effect,  ///< A create: repeated only if the first sending cannot have acted.
};

/// The bounds of one call. The waits double: 1, 2, 4 … seconds, each with up to half as much
/// again on top, so that connectors that were throttled together do not come back together.
inline constexpr int kAttemptsThrottledMax =
    8;  ///< 127 s and more: beyond a minute's quota (G107).
inline constexpr int kAttemptsUnavailableMax = 4;  ///< About 7 s.
inline constexpr Duration kFirstWait{1'000};
inline constexpr Duration kRetryAfterMax{600'000};  ///< Longer waits are left to the next pass.

/// The attempts of one call.
class RetryLoop {
 public:
  RetryLoop(Clock& clock, Random& random, Repeat repeat)
      : clock_(clock), random_(random), repeat_(repeat) {}

  /// Whether to send again after `error`; if so, returns when the wait is over (ROB-3, ROB-9).
  /// `retry_after` is what the service asked for.
  [[nodiscard]] bool again(const ApiError& error, std::optional<Duration> retry_after);

 private:
  [[nodiscard]] int attempts_max(const ApiError& error) const;

  Clock& clock_;
  Random& random_;
  Repeat repeat_;
  int attempts_ = 1;
};

}  // namespace lockstep
