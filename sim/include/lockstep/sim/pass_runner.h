/// Runs passes of a connector in the worlds of the control API: this module knows no connector.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <functional>
#include <string>

#include "lockstep/base/result.h"
#include "lockstep/sim/control_api.h"

namespace lockstep::sim {

/// One pass that somebody asked for.
struct PassOrder {
  const WorldDescription& world;
  const nlohmann::json& settings;  ///< An object: what differs from the settings before.
  std::size_t number = 1;          ///< In the life of this world.
  std::function<bool()> crashed;   ///< True once a fault has killed the connector.
};

/// The control API gives a connector one state for each world, which goes with the world: into
/// snapshots, back, and into forks. It never calls two methods for one world at a time; for
/// different worlds it does.
class PassRunner {
 public:
  PassRunner() = default;
  PassRunner(const PassRunner&) = delete;
  PassRunner& operator=(const PassRunner&) = delete;
  virtual ~PassRunner() = default;

  /// Runs one pass to its end. The world is not locked: the connector asks its services.
  /// @return {"end": "done", "message": "", "words": ""}: also of a pass that gave up.
  /// @error invalid_input  The settings. @error unavailable  The connector cannot be started.
  virtual Result<nlohmann::ordered_json> run_pass(const PassOrder& order) = 0;

  /// What the connector says of itself and remembers of the world: "connector", "settings" (as the
  /// next pass has them), and "health", "refused" and "conflicts" as it left them, or null.
  [[nodiscard]] virtual nlohmann::ordered_json memory(const std::string& world) = 0;

  /// Keeps the connector's state as it is, under the number of a snapshot of the world.
  virtual Result<void> keep(const std::string& world, std::size_t snapshot) = 0;
  virtual Result<void> go_back(const std::string& world, std::size_t snapshot) = 0;
  virtual void drop(const std::string& world, std::size_t snapshot) = 0;
  /// A new world goes on from the state that it has in another.
  virtual Result<void> fork(const std::string& from, const std::string& to) = 0;
  /// The world is gone, or starts again: the connector has never synced in it.
  virtual void forget(const std::string& world) = 0;
};

}  // namespace lockstep::sim
