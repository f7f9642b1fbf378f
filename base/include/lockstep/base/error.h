/// What went wrong, in a form that a caller can branch on and a person can read.

#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// What the caller should do next, which is all that callers branch on.
enum class ErrorKind {
  invalid_input,    ///< The request can never succeed as it is; fix the data.
  not_found,        ///< The thing does not exist (any more).
  conflict,         ///< Someone changed it since we read it; read again and plan again.
  unauthenticated,  ///< The credential is missing, expired or revoked.
  throttled,        ///< Ask again later; the error carries no effect.
  unavailable,      ///< The server refused for now; the request had no effect.
  outcome_unknown,  ///< The exchange broke; the request may have taken effect.
  expired_cursor,   ///< The sync token or page cursor is no longer valid; start a full read.
  corrupt_state,    ///< Our own stored state does not make sense; stop.
};

[[nodiscard]] std::string_view to_string(ErrorKind kind) noexcept;

struct Error {
  ErrorKind kind;
  std::string message;  ///< One sentence for a person, without personal data.
  std::string source;   ///< Where it came from: an operation or a file, e.g. "people.get" or
                        ///< "scenario.jsonc:12".
};

}  // namespace lockstep
