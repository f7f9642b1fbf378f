/// The engine and both services in one process, for laws about whole passes.

#pragma once

#include <filesystem>
#include <string>

#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/pass_plan.h"
#include "lockstep/sim/in_process_transport.h"
#include "lockstep/sim/world.h"

namespace lockstep {

/// One account on each side, one connection with the settings' defaults. Its state lies in a folder
/// that goes with it.
class EngineWorld {
 public:
  explicit EngineWorld(const sim::WorldOptions& options = {});
  EngineWorld(const EngineWorld&) = delete;
  EngineWorld& operator=(const EngineWorld&) = delete;
  ~EngineWorld();

  [[nodiscard]] sim::World& world() noexcept { return world_; }
  [[nodiscard]] const std::string& google_account() const noexcept { return account_; }
  [[nodiscard]] Config& config() noexcept { return config_; }
  [[nodiscard]] Transport& hubspot_door() noexcept { return hubspot_; }
  [[nodiscard]] Transport& google_door() noexcept { return google_; }

  /// One pass, or a dry run. @pre it comes to its end
  PassSummary pass();
  /// A pass through other doors, however it ends.
  Result<PassSummary> pass_through(Transport& hubspot, Transport& google);
  PassPlan plan();

  /// Time in which every delay of the services ends.
  void settle();

 private:
  [[nodiscard]] Services services();

  sim::World world_;
  std::string account_;
  std::filesystem::path folder_;
  Config config_;
  sim::InProcessTransport hubspot_;
  sim::InProcessTransport google_;
};

}  // namespace lockstep
