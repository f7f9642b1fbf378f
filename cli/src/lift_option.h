/// A recording as a scenario, for the commands that make one of it.

#pragma once

#include <string>

#include "lockstep/base/result.h"
#include "lockstep/scenario/lift.h"

namespace CLI {
class App;
}

namespace lockstep::cli {

/// The option --settings.
void add_lift_settings_option(CLI::App& command, std::string& settings);

/// Reads the recording and lifts it.
/// @param settings  A file, or "". @param name  Of the scenario.
/// @error not_found, invalid_input  A file cannot be read, or is not what it should be.
[[nodiscard]] Result<scenario::Lifted> lift_file(const std::string& recording,
                                                 const std::string& settings,
                                                 const std::string& name);

/// One line a gap, safe for a terminal.
[[nodiscard]] std::string to_text(const std::vector<scenario::FidelityGap>& gaps);

}  // namespace lockstep::cli
