/// The questions of the set-up (S3 to S12), for someone at a terminal.

#pragma once

#include <iosfwd>
#include <optional>

#include "lockstep/core/settings.h"

namespace lockstep::cli {

struct SetupAnswers {
  std::optional<SyncSettings> settings;  ///< nullopt: later.
  bool turn_on = false;
};

/// Asks for the drop-downs, Google's filters, and whose value stands in a conflict. An empty line
/// takes the proposal; the end of the input takes it for what is left to ask, and "no" for
/// everything that would make data move.
[[nodiscard]] SetupAnswers ask_for_setup(std::istream& in, std::ostream& out);

}  // namespace lockstep::cli
