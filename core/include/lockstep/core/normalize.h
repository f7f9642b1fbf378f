/// Normal forms: two values are the same if their normal forms are equal byte for byte.
///
/// Every function here is idempotent and total: bytes that are not UTF-8 are compared as they are.

#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// NFC without white space at both ends (MRG-15). Letter case stays: it is a difference.
[[nodiscard]] std::string normal_text(std::string_view text);

/// normal_text in lower case. Nothing else is folded: no dots, no plus tags (MAT-2).
[[nodiscard]] std::string normal_email(std::string_view email);

/// `text` without white space at both ends: ASCII and Unicode space separators (U+00A0, U+3000 …).
[[nodiscard]] std::string_view trim_blanks(std::string_view text) noexcept;

}  // namespace lockstep
