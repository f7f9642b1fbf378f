/// The thing under test, as the harness sees it: the built-in engine or a foreign program.

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"

namespace lockstep::scenario {

/// What a connector can claim (docs/connector_protocol.md). What it does not claim is not judged.
inline constexpr std::string_view kClaims[] = {
    "two_way",         "to_google",           "to_hubspot",   "filters",
    "custom_mappings", "several_connections", "no_email",     "health",
    "refused",         "conflicts",           "virtual_time", "lifecycle_stage",
    "other_contacts"};

/// How a connector reaches the world.
enum class Door {
  http,        ///< Through loopback sockets.
  in_process,  ///< By function calls.
};
[[nodiscard]] std::string_view to_string(Door door) noexcept;

struct ConnectorInfo {
  std::string name;
  std::string version;
  std::string vendor;
  std::set<std::string, std::less<>> claims;  ///< Of kClaims.
  Door door = Door::http;
};

/// Where the simulated world is. Endpoints and clock are there whichever door is used; the URLs
/// answer only through the http door. Valid until stop().
struct WorldAccess {
  std::string hubspot_url;
  std::string google_url;
  std::string control_url;
  std::string control_token;
  Endpoint* hubspot = nullptr;
  Endpoint* google = nullptr;
  Endpoint* control = nullptr;
  Clock* clock = nullptr;  ///< The control API's, without a request a look.

  /// True from a crash of the connector that a scenario ordered until its next pass.
  std::function<bool()> crashed;
};

enum class PassEnd {
  done,           ///< The pass came to its end.
  failed,         ///< It says that it gave up.
  killed,         ///< It was killed, as the scenario ordered.
  died,           ///< A signal ended it that nobody here sent.
  hung,           ///< It did not end in time, and was killed.
  flooded,        ///< It wrote more than it may, and was killed.
  left_protocol,  ///< It did not answer as the protocol says.
  not_started,    ///< The machine could not start it: nothing is known of the connector.
};

struct PassOutcome {
  PassEnd end = PassEnd::done;
  std::string message;          ///< What became of a pass that is not done. It, and the next, may
                                ///< be text of a foreign program.
  std::string words{};          ///< What the program wrote to its streams, the end of it.
  bool left_processes = false;  ///< Others that it had started were still there, and were killed.
};

/// "gave up", "hung" …: what a pass did.
[[nodiscard]] std::string_view to_string(PassEnd end) noexcept;

/// What a connector remembers of a contact after a pass: for each field the values of both sides
/// that it last took for the same. Ids are "" where it knows no record on that side.
struct RememberedContact {
  struct Field {
    std::string name;
    std::optional<std::string> hubspot;
    std::optional<std::string> google;

    friend bool operator==(const Field&, const Field&) = default;
  };

  std::string connection;
  std::string hubspot_id;
  std::string google_id;
  std::vector<Field> fields;

  friend bool operator==(const RememberedContact&, const RememberedContact&) = default;
};

class Connector {
 public:
  Connector() = default;
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;
  virtual ~Connector() = default;

  [[nodiscard]] virtual const ConnectorInfo& info() const = 0;

  /// Prepares a connector that has never synced, for one scenario.
  /// @error unavailable  It cannot be started; nothing can be judged.
  virtual Result<void> start(const WorldAccess& world) = 0;

  /// Runs one pass to its end, by the configuration file at `config` (docs/scenario_format.md).
  ///
  /// What it leaves in the world is what is judged. After `killed`, the next call is a restart on
  /// the same state directory.
  virtual PassOutcome sync(const std::filesystem::path& config) = 0;

  /// Ends whatever is running, now.
  virtual void kill() {}

  /// The scenario is over; the WorldAccess is no longer valid.
  virtual void stop() {}

  /// Whether remembered() has an answer. That of a foreign program is its own affair.
  [[nodiscard]] virtual bool tells_what_it_remembers() const { return false; }

  /// What it remembered of one contact. Also after stop().
  /// @param config  A configuration whose state directory is a copy of the one after a pass.
  /// @param which   A HubSpot id, or a Google resource name.
  [[nodiscard]] virtual std::vector<RememberedContact> remembered(
      const std::filesystem::path& /*config*/, const std::string& /*which*/) const {
    return {};
  }
};

}  // namespace lockstep::scenario
