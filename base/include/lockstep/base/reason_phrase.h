/// The words that go with a status code in the first line of an answer.

#pragma once

#include <string_view>

namespace lockstep {

/// "Not Found" (RFC 9110, section 15; RFC 4918; RFC 6585); "Unknown" for codes of nobody but a
/// service.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

}  // namespace lockstep
