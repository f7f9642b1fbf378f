/// JSON from outside, with a bound on its depth.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace lockstep::sim {

/// Objects and arrays inside each other that a request body may have.
inline constexpr std::size_t kJsonDepthMax = 64;

/// Parses one JSON text; nullopt if it is not well-formed (UTF-8 included) or nests deeper than
/// `depth_max`. Never throws.
///
/// The bound is checked before the parser runs: nlohmann/json parses a million nested arrays and
/// then exhausts the stack when the value is copied, compared or dumped.
[[nodiscard]] std::optional<nlohmann::json> parse_bounded(std::string_view text,
                                                          std::size_t depth_max = kJsonDepthMax);

}  // namespace lockstep::sim
