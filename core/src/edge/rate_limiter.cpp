#include "rate_limiter.h"

#include <algorithm>

#include "lockstep/base/assert.h"

namespace lockstep {

RateLimiter::RateLimiter(Clock& clock, RateLimit limit)
    : clock_(clock), limit_(limit), full_at_(clock.now()) {
  LOCKSTEP_ASSERT(limit.burst >= 1 && limit.interval > Duration::zero());
}

void RateLimiter::acquire() {
  const Instant earliest = full_at_ - limit_.interval * (limit_.burst - 1);
  if (clock_.now() < earliest) {
    clock_.sleep_until(earliest);
  }
  full_at_ = std::max(full_at_, clock_.now()) + limit_.interval;
}

}  // namespace lockstep
