/// The files that a pass leaves for people and harnesses: health.json, refused.json and
/// conflicts.json (docs/connector_protocol.md).

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/settings.h"

#include "sync_state.h"

namespace lockstep {

/// What the reports tell of one connection.
struct ConnectionReport {
  std::string id;
  ConnectionState state = ConnectionState::ok;
  std::optional<PauseReason> pause_reason = std::nullopt;
  std::vector<Refusal> refused;
  SyncState* sync = nullptr;  ///< Not null.
};

/// Writes the three files, each whole or not at all: a reader never sees half a file.
/// @error unavailable  The folder cannot be written.
[[nodiscard]] Result<void> write_reports(const std::filesystem::path& folder,
                                         const std::vector<ConnectionReport>& connections);

}  // namespace lockstep
