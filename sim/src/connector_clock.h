/// The virtual clock as a connector in the same process sees it.

#pragma once

#include "lockstep/base/clock.h"

#include "control_endpoint.h"

namespace lockstep::sim {

class ConnectorClock final : public Clock {
 public:
  /// @param state  Must outlive the clock.
  explicit ConnectorClock(ExchangeState& state) : state_(&state) {}

  [[nodiscard]] Instant now() const override {
    const std::scoped_lock lock(state_->mutex);
    return state_->clock.now();
  }

  void sleep_until(Instant deadline) override {
    const std::scoped_lock lock(state_->mutex);
    if (deadline > state_->clock.now()) {
      wait_as_connector(*state_, deadline);
    }
  }

 private:
  ExchangeState* state_;
};

}  // namespace lockstep::sim
