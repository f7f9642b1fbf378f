/// The pass of one connection.

#pragma once

#include <functional>

#include "lockstep/base/result.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/phone.h"

#include "oauth.h"
#include "pass.h"
#include "reports.h"
#include "sync_state.h"

namespace lockstep {

/// One connection and all that its pass works with and reports to.
struct ConnectionRun {
  const Config& config;
  const ConnectionConfig& connection;
  Services services;
  const PhoneNumbers& phones;
  SyncState state;  ///< What is confirmed is saved on the way.
  std::vector<Refusal> refused = {};
  ConnectionSummary summary = {};
};

/// The second half of a pass, after everything was read.
using PassEnd = std::function<Result<void>(Pass&)>;

/// Recovers, matches, plans, applies, remembers.
[[nodiscard]] Result<void> write_everything(Pass& pass);

/// Reads what has changed, and goes on with `end`. Whatever ends the pass early is in the summary.
/// @error unavailable, corrupt_state  The state could not be saved.
[[nodiscard]] Result<void> run_connection(ConnectionRun& run, RequestCounts& counts,
                                          const PassEnd& end = write_everything);

}  // namespace lockstep
