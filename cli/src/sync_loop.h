/// Passes of the engine, one after the other, until a signal comes.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "lockstep/base/clock.h"

namespace lockstep::cli {

struct SyncLoopOptions {
  std::string config;
  Duration every{};                   ///< From the start of one pass to the start of the next.
  std::optional<std::size_t> passes;  ///< nullopt: until a signal comes.
  std::optional<int> webhook_port;    ///< Where to listen for hints; nullopt: nowhere.
  std::string webhook_url;            ///< As HubSpot sends to; "": the listener's address.
  bool json = false;
};

/// Runs a pass at once and then every so often, or soon after a webhook has hinted at a change. The
/// configuration is read anew for each pass. Logs to stdout. The first SIGINT or SIGTERM ends it
/// between two requests; a second one at once.
///
/// What goes wrong with a connection, or with reading the configuration again, is logged, and the
/// next pass tries again; a state that is damaged ends the loop.
///
/// @return The exit code: after `passes`, whether each came to its end.
[[nodiscard]] int run_sync_loop(const SyncLoopOptions& options);

}  // namespace lockstep::cli
