/// Where the program of a command is, and why it could not be run.

#pragma once

#include <filesystem>
#include <string>

namespace lockstep::scenario {

struct FoundProgram {
  std::filesystem::path path;  ///< From the root.
  std::string problem;         ///< "" if it can be run, as far as its file shows.
  std::string hint;            ///< What to do about the problem.
};

/// Looks a name without '/' up in PATH, and one with a '/' from `folder` on. Of a script the
/// interpreter is looked at, too.
[[nodiscard]] FoundProgram find_program(const std::string& name,
                                        const std::filesystem::path& folder);

}  // namespace lockstep::scenario
