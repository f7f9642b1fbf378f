/// The clock of a configuration: the harness's if it names one, else the machine's.

#pragma once

#include <memory>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"
#include "lockstep/base/transport.h"
#include "lockstep/core/config.h"
#include "lockstep/scenario/control_clock.h"

#include "machine_clock.h"

namespace lockstep::cli {

class SyncClock {
 public:
  /// @error invalid_input  The control API's URL is none.
  [[nodiscard]] static Result<SyncClock> of(const Config& config);

  [[nodiscard]] Clock& clock();
  [[nodiscard]] bool is_virtual() const { return virtual_ != nullptr; }

  /// Why virtual time could not be had; from then on it is kept here, and every wait ends at once.
  [[nodiscard]] std::optional<Error> error() const;

 private:
  std::unique_ptr<MachineClock> machine_ = std::make_unique<MachineClock>();
  std::unique_ptr<Transport> control_;
  std::unique_ptr<scenario::ControlClock> virtual_;
};

}  // namespace lockstep::cli
