/// Where a connection's state lies.

#pragma once

#include <filesystem>
#include <string>

namespace lockstep {

/// Every connection has its own file, so that they cannot bleed into each other (CON-5). The id
/// may hold any character.
[[nodiscard]] std::filesystem::path state_path(const std::filesystem::path& folder,
                                               const std::string& connection_id);

}  // namespace lockstep
