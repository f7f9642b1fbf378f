/// Tells whether a state file is as it was left, so that it need not be read whole to be trusted.

#pragma once

#include <filesystem>

namespace lockstep {

/// Notes size and time of a file and of its write-ahead log, in a small file beside them. What
/// cannot be noted is left: the next open() checks the whole file.
void seal_state(const std::filesystem::path& file);

/// Removes the seal. @return True if file and log are as they were sealed; a pass that was killed,
/// or whatever else touched them, leaves false.
[[nodiscard]] bool break_seal(const std::filesystem::path& file);

}  // namespace lockstep
