/// The two loopback servers of each world that the control API makes.

#pragma once

#include <memory>

#include "lockstep/base/result.h"
#include "lockstep/sim/control_api.h"

namespace lockstep::cli {

/// Each 0 for any free one.
struct ServicePorts {
  int hubspot = 0;
  int google = 0;
};

class LoopbackHost final : public sim::WorldHost {
 public:
  /// @param first  Ports of the first world; the others get free ones.
  explicit LoopbackHost(ServicePorts first) : next_(first) {}

  /// Not for several threads at once.
  Result<std::unique_ptr<sim::ServedWorld>> serve(sim::World& world) override;

 private:
  ServicePorts next_;
};

}  // namespace lockstep::cli
