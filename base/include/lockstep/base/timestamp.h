/// Instants as text: RFC 3339 in UTC with milliseconds, as both services write them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/clock.h"

namespace lockstep {

/// "2024-01-17T19:55:04.281Z"
[[nodiscard]] std::string format_timestamp(Instant instant);

/// Reads "2024-01-17T19:55:04Z" with 0 to 9 fraction digits (cut to milliseconds) or an offset
/// such as "+02:00"; nullopt for anything else.
[[nodiscard]] std::optional<Instant> parse_timestamp(std::string_view text);

[[nodiscard]] constexpr std::int64_t to_epoch_ms(Instant instant) noexcept {
  return instant.time_since_epoch().count();
}
[[nodiscard]] constexpr Instant from_epoch_ms(std::int64_t epoch_ms) noexcept {
  return Instant(Duration(epoch_ms));
}

}  // namespace lockstep
