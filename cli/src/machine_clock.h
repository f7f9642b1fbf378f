/// The machine's clock: the only place in which time is real.

#pragma once

#include "lockstep/base/clock.h"

namespace lockstep::cli {

class MachineClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  void sleep_until(Instant deadline) override;
};

}  // namespace lockstep::cli
