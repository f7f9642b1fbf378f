#include "lockstep/scenario/builtin_connector.h"

#include <exception>
#include <iterator>
#include <tuple>
#include <utility>

#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/net/http_transport.h"
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

class BuiltinConnector final : public Connector {
 public:
  explicit BuiltinConnector(Door door) {
    info_.name = "Lockstep engine";
    info_.version = LOCKSTEP_VERSION;
    info_.vendor = "Lockstep";
    info_.claims = {std::begin(kClaims), std::end(kClaims)};
    info_.door = door;
  }

  [[nodiscard]] const ConnectorInfo& info() const override { return info_; }

  Result<void> start(const WorldAccess& world) override {
    world_ = world;
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
      return run(*config, *doors);
    } catch (const ConnectorKilled& killed) {
      return killed.by_scenario ? PassOutcome{PassEnd::killed, "killed by the scenario"}
                                : PassOutcome{PassEnd::failed, killed.reason};
    } catch (const std::exception& error) {
      return {PassEnd::failed, std::string("the engine broke off: ") + error.what()};
    }
  }

  void stop() override { world_ = {}; }

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

  [[nodiscard]] PassOutcome run(const Config& config, PassDoors& doors) const {
    RequestBudget budget;
    MortalTransport hubspot(*doors.hubspot, world_.crashed, budget);
    MortalTransport google(*doors.google, world_.crashed, budget);
    ControlClock clock(*doors.control, config.control ? config.control->token : "");
    const Result<PassSummary> summary = run_pass(config, {hubspot, google, clock});
    if (!summary) {
      return {PassEnd::failed, summary.error().source + ": " + summary.error().message};
    }
    if (const std::optional<Error> error = summary->error()) {
      return {PassEnd::failed, error->source + ": " + error->message};
    }
    if (clock.error()) {
      return {PassEnd::failed, clock.error()->message};
    }
    return {};
  }

  ConnectorInfo info_;
  WorldAccess world_;
};

}  // namespace

std::unique_ptr<Connector> make_builtin_connector(Door door) {
  return std::make_unique<BuiltinConnector>(door);
}

}  // namespace lockstep::scenario
