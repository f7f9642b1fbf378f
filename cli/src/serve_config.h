/// The configuration of a connector for a world that `lockstep serve` serves.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>

namespace lockstep::cli {

/// The settings of the connection "main" as after installing: two-way, everything, HubSpot wins.
[[nodiscard]] nlohmann::ordered_json default_settings();

/// For `lockstep sync` or any connector (docs/connector_protocol.md).
/// @param world  As the control API describes it, with "control": {"url", "token"}.
/// @param settings  Of the connection: default_settings(), changed.
[[nodiscard]] nlohmann::ordered_json connector_config(const nlohmann::ordered_json& world,
                                                      const nlohmann::ordered_json& settings,
                                                      const std::filesystem::path& state_dir);

}  // namespace lockstep::cli
