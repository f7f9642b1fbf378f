#include "lockstep/scenario/builtin_connector.h"

#include <exception>
#include <iterator>
#include <optional>
#include <utility>

#include "lockstep/core/access_tokens.h"
#include "lockstep/core/config.h"
#include "lockstep/core/contact_story.h"
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
  std::unique_ptr<Transport> control;  ///< Null in process: the clock is at hand.
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

/// What a process remembers from pass to pass.
struct ProcessMemory {
  explicit ProcessMemory(Door door) {
    if (door == Door::in_process) {
      states.emplace();
    }
  }

  AccessTokens tokens;
  /// Opening one anew costs a third of a short pass; by sockets it is done all the same.
  std::optional<OpenStates> states;
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
    begin_process();
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
      begin_process();
      return killed.by_scenario ? PassOutcome{PassEnd::killed, "killed by the scenario"}
                                : PassOutcome{PassEnd::failed, killed.reason};
    } catch (const std::exception& error) {
      begin_process();
      return {PassEnd::failed, std::string("the engine broke off: ") + error.what()};
    }
  }

  void stop() override {
    world_ = {};
    memory_.reset();
  }

  [[nodiscard]] bool tells_what_it_remembers() const override { return true; }

  [[nodiscard]] std::vector<RememberedContact> remembered(const std::filesystem::path& config_file,
                                                          const std::string& which) const override {
    std::vector<RememberedContact> contacts;
    const Result<Config> config = load_config(config_file);
    const auto stories = config ? contact_stories(*config, which)
                                : Result<std::vector<ContactStory>>(Failure{config.error()});
    if (!stories) {
      return contacts;
    }
    for (const ContactStory& story : *stories) {
      RememberedContact contact{story.connection, story.hubspot_id, story.google_id, {}};
      for (const StoryField& field : story.fields) {
        if (field.met) {
          contact.fields.push_back({field.field, field.hubspot_base, field.google_base});
        }
      }
      contacts.push_back(std::move(contact));
    }
    return contacts;
  }

 private:
  void begin_process() { memory_ = std::make_unique<ProcessMemory>(info_.door); }

  [[nodiscard]] Result<PassDoors> open_doors(const Config& config) const {
    PassDoors doors;
    if (info_.door == Door::in_process) {
      doors.hubspot = std::make_unique<sim::InProcessTransport>(*world_.hubspot);
      doors.google = std::make_unique<sim::InProcessTransport>(*world_.google);
      return doors;
    }
    const std::string control_url = config.control ? config.control->url : std::string();
    for (const auto& [transport, url] : {std::pair(&doors.hubspot, config.hubspot.base_url),
                                         std::pair(&doors.google, config.google.base_url),
                                         std::pair(&doors.control, control_url)}) {
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
    std::optional<ControlClock> control_clock;
    if (doors.control != nullptr) {
      control_clock.emplace(*doors.control, config->control ? config->control->token : "");
    }
    Clock& clock = control_clock ? *control_clock : *world_.clock;
    ShellTransport to_hubspot(*shell_, sim::Service::hubspot, hubspot);
    ShellTransport to_google(*shell_, sim::Service::google, google);
    ShellClock shell_clock(*shell_, clock);
    Services services{to_hubspot, to_google, shell_clock};
    services.tokens = &memory_->tokens;
    services.states = memory_->states ? &*memory_->states : nullptr;
    const Result<PassSummary> summary = run_pass(*config, services);
    if (!summary) {
      return {PassEnd::failed, summary.error().source + ": " + summary.error().message};
    }
    shell_->after_pass(config_file, hubspot, google);
    if (const std::optional<Error> error = summary->error()) {
      return {PassEnd::failed, error->source + ": " + error->message};
    }
    if (control_clock && control_clock->error()) {
      return {PassEnd::failed, control_clock->error()->message};
    }
    return {};
  }

  ConnectorInfo info_;
  bool has_shell_;  ///< One that may rewrite the configuration.
  std::unique_ptr<EngineShell> shell_;
  std::unique_ptr<ProcessMemory> memory_;  ///< Null before start().
  WorldAccess world_;
};

}  // namespace

std::unique_ptr<Connector> make_builtin_connector(Door door, std::unique_ptr<EngineShell> shell) {
  return std::make_unique<BuiltinConnector>(door, std::move(shell));
}

}  // namespace lockstep::scenario
