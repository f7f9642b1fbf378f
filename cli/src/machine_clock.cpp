#include "machine_clock.h"

#include <thread>

namespace lockstep::cli {

Instant MachineClock::now() const {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

void MachineClock::sleep_until(Instant deadline) { std::this_thread::sleep_until(deadline); }

}  // namespace lockstep::cli
