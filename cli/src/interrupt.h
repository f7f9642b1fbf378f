/// Ctrl-C and SIGTERM, for commands that end in order.

#pragma once

namespace lockstep::cli {

/// From now on the first SIGINT or SIGTERM only sets a mark; the second one ends the program as
/// if nobody had asked (exit code 130 or 143 for the shell).
void catch_interrupts();

/// True once a signal has come. May be called from any thread.
[[nodiscard]] bool interrupted() noexcept;

/// Waits for SIGINT or SIGTERM or, if `stdin_too`, for the end of the standard input.
///
/// @pre hold_interrupts() was called before any thread was started.
void wait_for_the_end(bool stdin_too);

/// Keeps both signals for wait_for_the_end(), in this thread and those it will start.
void hold_interrupts();

}  // namespace lockstep::cli
