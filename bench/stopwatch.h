/// Time since it was made.

#pragma once

#include <ctime>

namespace lockstep::bench {

class Stopwatch {
 public:
  [[nodiscard]] double wall_seconds() const { return seconds_of(CLOCK_MONOTONIC) - wall_; }
  /// Of all threads.
  [[nodiscard]] double cpu_seconds() const { return seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu_; }

 private:
  static double seconds_of(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }

  double cpu_ = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  double wall_ = seconds_of(CLOCK_MONOTONIC);
};

}  // namespace lockstep::bench
