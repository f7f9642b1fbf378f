/// Files of strangers, read whole or not at all.

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "lockstep/base/result.h"

namespace lockstep::scenario {

/// @error not_found      It cannot be read, or is a folder.
/// @error invalid_input  It is larger than `bytes_max`; no more than that was read.
[[nodiscard]] Result<std::string> read_bounded(const std::filesystem::path& file,
                                               std::size_t bytes_max);

}  // namespace lockstep::scenario
