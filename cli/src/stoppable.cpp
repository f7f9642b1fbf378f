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
  for (Instant at = clock_.now(); at < deadline && !interrupted() && !woken(); at = clock_.now()) {
    clock_.sleep_until(std::min(deadline, at + slice_));
  }
}

}  // namespace lockstep::cli
