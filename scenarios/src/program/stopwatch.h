/// Real time, by which foreign programs are given up.

#pragma once

#include <chrono>

#include "lockstep/base/clock.h"

namespace lockstep::scenario {

/// Runs from its construction on.
class Stopwatch {
 public:
  Stopwatch() : started_(std::chrono::steady_clock::now()) {}

  [[nodiscard]] Duration elapsed() const {
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started_);
  }

 private:
  std::chrono::steady_clock::time_point started_;
};

}  // namespace lockstep::scenario
