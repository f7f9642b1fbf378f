/// Other programs: one that takes this one's place at the terminal, or several beside it.

#pragma once

#include <sys/types.h>

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

/// A program beside this one. Whoever has started it reads its output to the end and waits for it.
struct RunningChild {
  pid_t id = -1;
  int output = -1;  ///< Where its standard output comes out.
};

/// Starts `command` with this one's environment and standard error, and without input.
/// @param command  As for run_child, but by its path. @error unavailable  It cannot be started.
[[nodiscard]] Result<RunningChild> start_child(const std::vector<std::string>& command);

/// Waits for its end. @return As run_child.
int wait_for_child(pid_t child);

}  // namespace lockstep::cli
