/// The loopback servers through which programs reach whichever world is current.

#pragma once

#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>

#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"
#include "lockstep/net/http_server.h"
#include "lockstep/scenario/connector.h"
#include "lockstep/sim/world.h"

namespace lockstep::scenario {

/// Passes requests on to an endpoint that changes from scenario to scenario; several at a time, as
/// they come.
class SwitchedEndpoint final : public Endpoint {
 public:
  /// Waits for the exchanges under way. @param endpoint  Null: every connection is lost.
  /// @param before  Called before each exchange, from any thread; may be empty.
  void point_to(Endpoint* endpoint, std::function<void()> before = {});

  Exchange exchange(const Request& request) override;
  [[nodiscard]] std::unique_ptr<Arrival> arrive(const Request& request) override;
  Exchange exchange_arrived(const Request& request, Arrival* arrival) override;

 private:
  std::shared_mutex mutex_;
  Endpoint* endpoint_ = nullptr;
  std::function<void()> before_;
};

/// How virtual time goes while a connector runs.
enum class TimeFlow {
  virtual_only,  ///< It passes when somebody asks for it.
  as_real,       ///< As fast as real time, for programs that sleep.
};

/// Virtual time that keeps up with real time during passes.
class RealTimeFlow;

/// Three servers on free ports, started once for many scenarios.
class Doors {
 public:
  /// @error unavailable  No port can be had.
  static Result<std::unique_ptr<Doors>> open();

  ~Doors();

  /// Lets the servers serve this world. @return Where to find them.
  [[nodiscard]] WorldAccess serve(sim::World& world, TimeFlow time = TimeFlow::virtual_only);
  /// Between the two time may flow.
  void begin_pass();
  void end_pass();
  /// Waits for exchanges under way; from here on every connection is lost.
  void close();

 private:
  Doors();

  std::unique_ptr<RealTimeFlow> flow_;  ///< Null where time is virtual only.
  SwitchedEndpoint hubspot_;
  SwitchedEndpoint google_;
  SwitchedEndpoint control_;
  std::unique_ptr<HttpServer> hubspot_server_;
  std::unique_ptr<HttpServer> google_server_;
  std::unique_ptr<HttpServer> control_server_;
};

/// Access by function call; the URLs stand for themselves and lead nowhere.
[[nodiscard]] WorldAccess direct_access(sim::World& world);

}  // namespace lockstep::scenario
