/// Durations on the command line: "90s", "5m", "1h".

#pragma once

#include <optional>
#include <string>

#include "lockstep/base/clock.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace lockstep::cli {

/// Adds an option that takes a whole number with a unit: ms, s, m or h.
CLI::Option* add_duration_option(CLI::App& command, const std::string& name,
                                 std::optional<Duration>& duration, const std::string& description);

}  // namespace lockstep::cli
