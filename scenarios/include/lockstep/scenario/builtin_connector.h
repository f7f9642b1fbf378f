/// The sync engine of this very program as a connector: it gets no easier door than a stranger's.

#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/transport.h"
#include "lockstep/scenario/connector.h"
#include "lockstep/sim/service.h"

namespace lockstep::scenario {

/// Stands between the engine and the world, for connectors that are wrong on purpose. What it does
/// not override happens as it should.
class EngineShell {
 public:
  EngineShell() = default;
  EngineShell(const EngineShell&) = delete;
  EngineShell& operator=(const EngineShell&) = delete;
  virtual ~EngineShell() = default;

  /// A scenario begins with a connector that has never synced.
  virtual void begin() {}

  /// May rewrite the configuration and the state directory. The transports reach the world.
  virtual void before_pass(const std::filesystem::path& /*config*/, Transport& /*hubspot*/,
                           Transport& /*google*/) {}

  virtual Result<Response> send(sim::Service /*service*/, const Request& request,
                                Transport& world) {
    return world.send(request);
  }

  virtual void sleep_until(Clock& clock, Instant deadline) { clock.sleep_until(deadline); }

  /// The pass is done, and has left its reports. Not called if it was killed.
  virtual void after_pass(const std::filesystem::path& /*config*/, Transport& /*hubspot*/,
                          Transport& /*google*/) {}
};

/// @param door  http: the engine speaks to the world through loopback sockets, its clock included.
/// @param shell  May be null.
[[nodiscard]] std::unique_ptr<Connector> make_builtin_connector(
    Door door, std::unique_ptr<EngineShell> shell = nullptr);

}  // namespace lockstep::scenario
