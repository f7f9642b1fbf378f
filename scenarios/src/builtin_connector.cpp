#include "lockstep/scenario/builtin_connector.h"

#include <exception>
#include <iterator>
#include <tuple>
#include <utility>

#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/open_states.h"
#include "lockstep/net/http_transport.h"
#include "lockstep/scenario/builtin_name.h"
#include "lockstep/scenario/control_clock.h"
#include "lockstep/sim/in_process_transport.h"

#include "mortal_transport.h"

namespace lockstep::scenario {
namespace {

/// The transports and the clock of one pass. A killed process takes its connections with it, so no
/// two passes share them.
struct PassDoors {
  std::unique_ptr<Transport> hubspot;
  std::unique_ptr<Transport> google;
  std::unique_ptr<Transport> control;
};

/// The engine's way to a service, past the shell.
class ShellTransport final : public Transport {
 public:
  /// All must outlive the transport.
  ShellTransport(EngineShell& shell, sim::Service service, Transport& world)
      : shell_(&shell), service_(service), world_(&world) {}

  Result<Response> send(const Request& request) override {
    return shell_->send(service_, request, *world_);
  }

 private:
  EngineShell* shell_;
  sim::Service service_;
  Transport* world_;
};

class ShellClock final : public Clock {
 public:
  /// Both must outlive the clock.
  ShellClock(EngineShell& shell, Clock& clock) : shell_(&shell), clock_(&clock) {}

  [[nodiscard]] Instant now() const override { return clock_->now(); }
  void sleep_until(Instant deadline) override { shell_->sleep_until(*clock_, deadline); }

 private:
  EngineShell* shell_;
  Clock* clock_;
};

class BuiltinConnector final : public Connector {
 public:
  BuiltinConnector(Door door, std::unique_ptr<EngineShell> shell)
      : has_shell_(shell != nullptr),
        shell_(has_shell_ ? std::move(shell) : std::make_unique<EngineShell>()) {
    info_.name = kBuiltinConnectorName;
    info_.version = LOCKSTEP_VERSION;
    info_.vendor = "Lockstep";
    info_.claims = {std::begin(kClaims), std::end(kClaims)};
    info_.door = door;
  }

  [[nodiscard]] const ConnectorInfo& info() const override { return info_; }

  Result<void> start(const WorldAccess& world) override {
    world_ = world;
    states_ = info_.door == Door::in_process ? std::make_unique<OpenStates>() : nullptr;
    shell_->begin();
    return {};
  }

  PassOutcome sync(const std::filesystem::path& config_file) override {
    const Result<Config> config = load_config(config_file);
    if (!config) {
      return {PassEnd::failed, config.error().source + ": " + config.error().message};
    }
    Result<PassDoors> doors = open_doors(*config);
    if (!doors) {
      return {PassEnd::failed, doors.error().message};
    }
    try {
      return run(config_file, *config, *doors);
    } catch (const ConnectorKilled& killed) {
      return killed.by_scenario ? PassOutcome{PassEnd::killed, "killed by the scenario"}
                                : PassOutcome{PassEnd::failed, killed.reason};
    } catch (const std::exception& error) {
      return {PassEnd::failed, std::string("the engine broke off: ") + error.what()};
    }
  }

  void stop() override {
    world_ = {};
    states_.reset();
  }

 private:
  [[nodiscard]] Result<PassDoors> open_doors(const Config& config) const {
    PassDoors doors;
    const std::string control_url = config.control ? config.control->url : std::string();
    for (const auto& [transport, url, endpoint] :
         {std::tuple(&doors.hubspot, config.hubspot.base_url, world_.hubspot),
          std::tuple(&doors.google, config.google.base_url, world_.google),
          std::tuple(&doors.control, control_url, world_.control)}) {
      if (info_.door == Door::in_process) {
        *transport = std::make_unique<sim::InProcessTransport>(*endpoint);
        continue;
      }
      HttpTransportOptions options;
      options.base_url = url;
      auto made = make_http_transport(options);
      if (!made) {
        return Failure{made.error()};
      }
      *transport = std::move(*made);
    }
    return doors;
  }

  [[nodiscard]] PassOutcome run(const std::filesystem::path& config_file, const Config& as_written,
                                PassDoors& doors) const {
    RequestBudget budget;
    MortalTransport hubspot(*doors.hubspot, world_.crashed, budget);
    MortalTransport google(*doors.google, world_.crashed, budget);
    shell_->before_pass(config_file, hubspot, google);
    const Result<Config> config = has_shell_ ? load_config(config_file) : as_written;
    if (!config) {
      return {PassEnd::failed, config.error().source + ": " + config.error().message};
    }
    ControlClock clock(*doors.control, config->control ? config->control->token : "");
    ShellTransport to_hubspot(*shell_, sim::Service::hubspot, hubspot);
    ShellTransport to_google(*shell_, sim::Service::google, google);
    ShellClock shell_clock(*shell_, clock);
    Services services{to_hubspot, to_google, shell_clock};
    services.states = states_.get();
    const Result<PassSummary> summary = run_pass(*config, services);
    if (!summary) {
      return {PassEnd::failed, summary.error().source + ": " + summary.error().message};
    }
    shell_->after_pass(config_file, hubspot, google);
    if (const std::optional<Error> error = summary->error()) {
      return {PassEnd::failed, error->source + ": " + error->message};
    }
    if (clock.error()) {
      return {PassEnd::failed, clock.error()->message};
    }
    return {};
  }

  ConnectorInfo info_;
  bool has_shell_;  ///< One that may rewrite the configuration.
  std::unique_ptr<EngineShell> shell_;
  /// Opening a state anew costs a third of a short pass. By sockets it is done all the same.
  std::unique_ptr<OpenStates> states_;
  WorldAccess world_;
};

}  // namespace

std::unique_ptr<Connector> make_builtin_connector(Door door, std::unique_ptr<EngineShell> shell) {
  return std::make_unique<BuiltinConnector>(door, std::move(shell));
}

}  // namespace lockstep::scenario
