#include "stoppable.h"

#include <algorithm>

#include "interrupt.h"

namespace lockstep::cli {

Result<Response> StoppableTransport::send(const Request& request) {
  if (interrupted()) {
    throw Stopped();
  }
  return transport_.send(request);
}

void StoppableClock::sleep_until(Instant deadline) {
  wait_until(deadline, [] { return false; });
  if (interrupted()) {
    throw Stopped();
  }
}

void StoppableClock::wait_until(Instant deadline, const std::function<bool()>& woken) {
  const Instant begin = clock_.now();
  // A clock that is set back would make a wait of seconds one of hours.
  for (Instant at = begin; at < deadline && at >= begin && !interrupted() && !woken();
       at = clock_.now()) {
    clock_.sleep_until(std::min(deadline, at + slice_));
  }
}

}  // namespace lockstep::cli
