/// Both services' records side by side.

#pragma once

#include <string>
#include <string_view>

namespace lockstep::cli {

/// HubSpot on the left, Google on the right; safe for a terminal.
/// @param stores  As scenario::ScenarioResult::stores.
[[nodiscard]] std::string store_table(std::string_view stores);

}  // namespace lockstep::cli
