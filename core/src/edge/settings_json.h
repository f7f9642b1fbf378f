/// Settings as they stand in a configuration file.

#pragma once

#include <nlohmann/json.hpp>

#include "lockstep/core/settings.h"

namespace lockstep {

/// The members of a connection that are settings: "hubspot", "google", "default_app" … What is
/// absent is null. parse_config() reads the same settings from them.
[[nodiscard]] nlohmann::ordered_json settings_json(const SyncSettings& settings);

}  // namespace lockstep
