/// The configuration file that a connector is given for each pass.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"
#include "lockstep/scenario/connector.h"

#include "json.h"
#include "stage.h"

namespace lockstep::scenario {

/// The settings of the default connection: both sides "all", default app hubspot, plan free, only
/// contacts with an email.
[[nodiscard]] Json default_connection();

/// The whole file. `connections` has the settings by account; names of lists become ids, and tokens
/// are added.
[[nodiscard]] Json connector_config(const std::map<std::string, Json>& connections,
                                    const WorldAccess& access,
                                    const std::filesystem::path& state_dir, Stage& stage);

/// Replaces the file by the text, or leaves it as it is. @error unavailable
[[nodiscard]] Result<void> write_file(const std::filesystem::path& file, const std::string& text);

}  // namespace lockstep::scenario
