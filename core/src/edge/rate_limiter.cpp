#include "rate_limiter.h"

#include <algorithm>

#include "lockstep/base/assert.h"

namespace lockstep {

RateLimiter::RateLimiter(Clock& clock, RateLimit limit)
    : clock_(clock), limit_(limit), full_at_(clock.now()) {
  LOCKSTEP_ASSERT(limit.burst >= 1 && limit.interval > Duration::zero());
}

void RateLimiter::resume(Instant full_at) {
  const Instant now = clock_.now();
  full_at_ = std::clamp(full_at, now, now + limit_.interval * limit_.burst);
}

void RateLimiter::acquire(std::int64_t units) {
  LOCKSTEP_ASSERT(units >= 1 && units <= limit_.burst);
  // Asking for the time may cost a request of its own.
  Instant now = clock_.now();
  full_at_ = std::min(full_at_, now + limit_.interval * limit_.burst);  // The clock was set back.
  const Instant earliest = full_at_ - limit_.interval * (limit_.burst - units);
  if (now < earliest) {
    clock_.sleep_until(earliest);
    now = clock_.now();
  }
  full_at_ = std::max(full_at_, now) + limit_.interval * units;
}

}  // namespace lockstep
