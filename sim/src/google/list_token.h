/// Page tokens and sync tokens: opaque to clients, the server's memory to us (G80–G94).

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/clock.h"

namespace lockstep::sim::google {

enum class TokenKind : char { page = 'p', sync = 's' };

struct ListToken {
  TokenKind kind = TokenKind::page;
  std::string list;              ///< Operation and account that it belongs to.
  std::uint64_t parameters = 0;  ///< Fingerprint of the frozen parameters (G81).
  std::uint64_t position = 0;    ///< Everything up to this revision (or offset) has been shown.
  std::uint64_t start = 0;       ///< Of a page: the position that the next sync token will have.
  Instant full_sync;             ///< When the full sync behind it began (G82).
  std::uint64_t generation = 0;  ///< Tokens of an older one have expired.

  friend bool operator==(const ListToken&, const ListToken&) = default;
};

[[nodiscard]] std::string write_token(const ListToken& token);

/// nullopt for anything that write_token did not make, or of another kind.
[[nodiscard]] std::optional<ListToken> read_token(std::string_view text, TokenKind kind);

/// FNV-1a, 64 bits.
[[nodiscard]] std::uint64_t fingerprint(std::string_view text) noexcept;

}  // namespace lockstep::sim::google
