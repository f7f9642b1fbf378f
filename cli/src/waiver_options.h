/// The options of a run that has waivers.

#pragma once

#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/run.h"

namespace CLI {
class App;
}

namespace lockstep::cli {

/// --waivers, --fix and --today.
struct WaiverOptions {
  std::string file;   ///< "": none.
  bool fix = false;   ///< Write the file again as it fits the run.
  std::string today;  ///< "": the machine's day, in UTC.
};

void add_waiver_options(CLI::App& command, WaiverOptions& options);

/// The waivers of the file; none if none is named, or if it is yet to be written.
/// @error invalid_input, not_found  As scenario::load_waivers. Also where --fix would lose
/// comments.
[[nodiscard]] Result<std::vector<scenario::Waiver>> chosen_waivers(const WaiverOptions& options);

/// The day by which waivers expire.
[[nodiscard]] std::string day_of(const WaiverOptions& options);

/// Writes the file as it fits a run (scenario::mended), and says so. A run that did not come to its
/// end changes nothing. @error unavailable  The disk does not take it.
[[nodiscard]] Result<void> fix_waivers(const WaiverOptions& options,
                                       const scenario::RunResult& result);

}  // namespace lockstep::cli
