/// Base64 with padding (RFC 4648, section 4).

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lockstep::scenario {

[[nodiscard]] std::string to_base64(std::string_view bytes);

/// nullopt unless `text` is base64 as a whole; line breaks and blanks in it are ignored.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace lockstep::scenario
