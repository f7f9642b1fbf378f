/// How the connections stand, as their states tell it: nothing is asked of the services.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"

namespace lockstep {

/// Records that are not in sync for the same reason.
struct ReasonCount {
  std::string state;   ///< "excluded", "failing", "pending"
  std::string reason;  ///< "STORAGE_LIMIT_EXCEEDED"; "" for none.
  std::string cause;   ///< "account", "contact"; "" for none.
  std::string message;
  std::vector<std::string> remedies;
  std::size_t count = 0;
};

struct ConnectionStatus {
  std::string id;
  bool enabled = true;

  // Of the last pass; nullopt and "" before the first.
  std::optional<Instant> last_pass;
  std::string state;         ///< "ok", "paused", "off"
  std::string pause_reason;  ///< "AUTH_EXPIRED", "PERMISSION"
  std::string error;         ///< Why it ended early.

  StateCounts counts;
  std::vector<ReasonCount> reasons;  ///< The most frequent first.
  std::size_t conflicts = 0;         ///< All that were ever decided.
  std::size_t open_creates = 0;      ///< Sent, and not confirmed yet.
};

/// In the order of the configuration. States stay as they are.
/// @error As for run_pass.
[[nodiscard]] Result<std::vector<ConnectionStatus>> status_of(const Config& config);

}  // namespace lockstep
