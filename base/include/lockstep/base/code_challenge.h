/// Proof that whoever exchanges an authorisation code is the one who asked for it (RFC 7636).

#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// Whether `text` has the form of a verifier or challenge: 43 to 128 unreserved characters.
[[nodiscard]] bool is_code_challenge(std::string_view text);

/// The challenge of method S256 that `verifier` meets.
[[nodiscard]] std::string hashed_challenge(std::string_view verifier);

/// The bytes in the URL-safe alphabet, without padding.
[[nodiscard]] std::string unpadded_base64(std::string_view bytes);

}  // namespace lockstep
