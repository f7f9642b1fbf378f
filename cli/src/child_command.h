/// Runs another program to its end, with this one's terminal, and ends as it did.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "lockstep/base/result.h"

namespace lockstep::cli {

/// Starts `command`, passes SIGINT and SIGTERM on to it, and waits for its end.
///
/// @param command      The program, looked up in PATH, and its arguments. @pre Not empty.
/// @param environment  Beside what this process has.
/// @return Its exit code; 128 + n if signal n ended it, as a shell tells it.
/// @error unavailable  It cannot be started.
///
/// @pre hold_interrupts() was called before any thread was started.
[[nodiscard]] Result<int> run_child(const std::vector<std::string>& command,
                                    const std::map<std::string, std::string>& environment);

}  // namespace lockstep::cli
