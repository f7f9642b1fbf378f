/// The head of an answer as it goes over the wire (RFC 9112), without a socket.

#pragma once

#include <string>

#include "lockstep/base/http.h"

namespace lockstep {

/// Status line and fields up to the empty line. What frames the answer is said here and nowhere
/// else: such fields of `response` are left out, and so is a field that holds a line break.
///
/// @param closes  The connection ends after this answer.
[[nodiscard]] std::string answer_head(const Response& response, bool closes);

/// RFC 9110, section 6.4.1.
[[nodiscard]] bool may_have_body(int status) noexcept;

}  // namespace lockstep
