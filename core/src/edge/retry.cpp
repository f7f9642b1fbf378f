#include "retry.h"

#include <algorithm>

namespace lockstep {

int RetryLoop::attempts_max(const ApiError& error) const {
  switch (error.error.kind) {
    case ErrorKind::throttled: return error.daily_limit ? 1 : kAttemptsThrottledMax;
    case ErrorKind::unavailable: return kAttemptsUnavailableMax;
    case ErrorKind::outcome_unknown: return repeat_ == Repeat::freely ? kAttemptsUnavailableMax : 1;
    case ErrorKind::invalid_input:
    case ErrorKind::not_found:
    case ErrorKind::conflict:
    case ErrorKind::unauthenticated:
    case ErrorKind::expired_cursor:
    case ErrorKind::corrupt_state: return 1;
  }
  return 1;
}

bool RetryLoop::again(const ApiError& error, std::optional<Duration> retry_after) {
  if (attempts_ >= attempts_max(error) || retry_after.value_or(Duration::zero()) > kRetryAfterMax) {
    return false;
  }
  const Duration wait = kFirstWait * (1 << (attempts_ - 1));
  const auto jitter = random_.below(static_cast<std::uint64_t>(wait.count() / 2));
  clock_.sleep_for(std::max(retry_after.value_or(Duration::zero()), wait) +
                   Duration(static_cast<std::int64_t>(jitter)));
  ++attempts_;
  return true;
}

}  // namespace lockstep
