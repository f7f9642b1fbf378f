/// Text that nobody can guess.

#pragma once

#include <string>

namespace lockstep::cli {

/// 256 bits from the operating system in 43 unreserved characters: a state, or a code verifier.
/// The one thing here that a seed must not decide.
[[nodiscard]] std::string make_secret();

}  // namespace lockstep::cli
