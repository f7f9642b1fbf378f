/// Base64 (RFC 4648): the standard alphabet for etags, the URL-safe one for tokens.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lockstep::sim::google {

enum class Base64Alphabet { standard, url_safe };

/// With padding.
[[nodiscard]] std::string base64_encode(std::string_view bytes, Base64Alphabet alphabet);

/// nullopt for a foreign letter, a wrong length or padding that does not belong.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text,
                                                       Base64Alphabet alphabet);

}  // namespace lockstep::sim::google
