/// One pass of the sync: recover, read changes, plan, apply, remember.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/error.h"
#include "lockstep/base/result.h"
#include "lockstep/base/transport.h"
#include "lockstep/core/config.h"

namespace lockstep {

/// What takes long in a pass.
enum class PassStep { reading_hubspot, reading_google, updating, creating };

/// How far a step of a connection's pass has come, in records.
struct PassProgress {
  std::string_view connection;
  PassStep step = PassStep::reading_google;
  std::size_t done = 0;
  std::size_t total = 0;  ///< 0: not known.
};

/// Told how a pass comes along, for people who wait. Called often, so it must be quick; it must
/// not throw.
class PassObserver {
 public:
  PassObserver() = default;
  PassObserver(const PassObserver&) = delete;
  PassObserver& operator=(const PassObserver&) = delete;
  virtual ~PassObserver() = default;
  virtual void on_progress(const PassProgress& progress) = 0;
};

class AccessTokens;
class OpenStates;

/// The doors to the world. The transports already know the services' base URLs; requests carry
/// paths such as "/v1/people/me/connections". All must outlive the pass.
struct Services {
  Transport& hubspot;
  Transport& google;
  Clock& clock;

  /// Where tokens are refreshed, when that is another host than the API's; null: the same one.
  Transport* hubspot_token = nullptr;
  Transport* google_token = nullptr;

  PassObserver* observer = nullptr;  ///< Null: nobody waits.

  OpenStates* states = nullptr;    ///< Of passes before; null: each one opens and closes its own.
  AccessTokens* tokens = nullptr;  ///< Of passes before; null: each one asks for its own.
};

enum class ConnectionState {
  ok,
  paused,  ///< Access is missing, see PauseReason; reconnecting resumes with nothing lost.
  off,     ///< Not enabled, or nothing to sync on either side: nothing was written.
};

[[nodiscard]] std::string_view to_string(ConnectionState state) noexcept;

/// Why a connection is paused. `to_string` gives the codes of health.json.
enum class PauseReason {
  auth_expired,  ///< A grant was revoked (CON-3).
  permission,    ///< Consent was denied, or does not cover what the sync needs (CON-4).
};
[[nodiscard]] std::string_view to_string(PauseReason reason) noexcept;

/// How many records are in which state after the pass (HLT-1).
struct StateCounts {
  std::size_t in_sync = 0;
  std::size_t excluded = 0;
  std::size_t failing = 0;
  std::size_t pending = 0;
};

/// What was confirmed as written to one service.
struct WriteCounts {
  std::size_t created = 0;
  std::size_t updated = 0;
};

struct ConnectionSummary {
  std::string id;
  ConnectionState state = ConnectionState::ok;
  std::optional<PauseReason> pause_reason;  ///< Of a paused one.
  StateCounts counts;
  WriteCounts hubspot;
  WriteCounts google;
  std::size_t conflicts = 0;  ///< New ones, of this pass.
  std::size_t refused = 0;    ///< Settings that a rule refuses.

  /// Why the pass of this connection ended early. What was confirmed before is kept, and the
  /// next pass goes on from there.
  std::optional<Error> error;
};

struct PassSummary {
  std::vector<ConnectionSummary> connections;  ///< In the order of the configuration.

  /// Requests sent, refused and repeated ones included, by operation ("people.connections.list").
  std::map<std::string, std::size_t> requests;

  /// The first error of a connection, or nullopt when every connection came to its end.
  [[nodiscard]] std::optional<Error> error() const;
};

/// Runs one pass over every enabled connection, one after the other, and leaves health.json,
/// refused.json and conflicts.json in `config.state_dir` (made when missing) if `config.reports`.
///
/// An error of one connection does not stop the others; it is in its summary.
///
/// Safe to be cut short anywhere: by the end of the process, or by an exception out of a
/// transport, which passes through. The next pass finds a state from which it recovers without a
/// second record (ROB-1, ROB-2).
///
/// @error corrupt_state  The state in `state_dir` is damaged, or newer than this program; it is
///     left as it is.
/// @error unavailable    `state_dir` cannot be written.
[[nodiscard]] Result<PassSummary> run_pass(const Config& config, Services services);

}  // namespace lockstep
