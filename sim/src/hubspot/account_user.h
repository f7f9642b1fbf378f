/// The one person who works in the portal's screens and lets apps in.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep::sim::hubspot {

inline constexpr std::uint32_t kUserId = 52'413'765;
/// As records, histories and events name the person (F36, F104).
[[nodiscard]] inline std::string user_source_id() { return "userId:" + std::to_string(kUserId); }

inline constexpr std::string_view kUserEmail = "owner@example.com";
inline constexpr std::string_view kHubDomain = "example.com";

}  // namespace lockstep::sim::hubspot
