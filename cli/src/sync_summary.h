/// What a pass did, for people and for programs.

#pragma once

#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/core/engine.h"

namespace lockstep::cli {

/// Of a single pass: JSON, or a few lines a connection and the requests by operation.
[[nodiscard]] std::string summary_json(const PassSummary& summary);
[[nodiscard]] std::string summary_text(const PassSummary& summary);

/// A pass in the log of a sync that goes on: one line a connection, with an error in it.
struct LoggedPass {
  Instant started;
  Duration took{};
  const PassSummary& summary;
};
/// JSON Lines: {"time","event":"pass","connection","state",…}
[[nodiscard]] std::string log_json(const LoggedPass& pass);
/// "2026-03-02T09:00:00.000Z main ok: HubSpot 0 created, 1 updated; …"
[[nodiscard]] std::string log_text(const LoggedPass& pass);

}  // namespace lockstep::cli
