/// Configuration files that commands change. They hold the keys to people's contacts.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/core/config.h"
#include "lockstep/core/config_changes.h"

namespace lockstep::cli {

struct ConfigFile {
  std::filesystem::path path;
  std::string text;
  Config config;

  [[nodiscard]] ConfigText content() const { return {text, name}; }
  std::string name;  ///< For messages.
};

/// @error not_found, invalid_input  As of load_config().
[[nodiscard]] Result<ConfigFile> read_config_file(const std::filesystem::path& path);

/// Puts the file in its place, whole or not at all, for its owner alone to read (mode 0600).
/// @error unavailable  The folder or the disk does not take it; what was there before stays.
[[nodiscard]] Result<void> write_config_file(const std::filesystem::path& path,
                                             std::string_view text);

/// The connection of this id, or the only one if `id` is "".
/// @error invalid_input  There is none, or which one is not said.
[[nodiscard]] Result<const ConnectionConfig*> choose_connection(const ConfigFile& file,
                                                                const std::string& id);

}  // namespace lockstep::cli
