/// Assertions for programmer errors. They stay on in release builds.

#pragma once

namespace lockstep {

/// Prints the broken expectation with its place to stderr and aborts.
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line) noexcept;

}  // namespace lockstep

/// States what must be true here whatever the outside world does. A false expectation is a
/// bug in this program, so the program stops; anything the network, a file or a user can
/// cause is an Error instead (see result.h).
#define LOCKSTEP_ASSERT(expression)                     \
  (static_cast<bool>(expression) ? static_cast<void>(0) \
                                 : ::lockstep::assertion_failed(#expression, __FILE__, __LINE__))
