/// Ctrl-C and SIGTERM, for commands that end in order.

#pragma once

namespace lockstep::cli {

/// From now on the first SIGINT or SIGTERM only sets a mark; the second one ends the program as
/// if nobody had asked (exit code 130 or 143 for the shell).
void catch_interrupts();

/// From now on a signal ends the program at once, as it does before catch_interrupts().
void let_interrupts_end();

/// True once a signal has come. May be called from any thread.
[[nodiscard]] bool interrupted() noexcept;

/// Waits for SIGINT or SIGTERM or, if `stdin_too`, for the end of the standard input.
///
/// @pre hold_interrupts() was called before any thread was started.
void wait_for_the_end(bool stdin_too);

/// Keeps both signals, and SIGCHLD, for wait_for_the_end() and HeldSignals, in this thread and
/// those it will start.
void hold_interrupts();

/// The signals that hold_interrupts() keeps.
class HeldSignals {
 public:
  struct Signal {
    int number;
    bool from_terminal;  ///< Ctrl-C: the whole process group has got it.
  };

  HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals();

  /// The next one; waits for it.
  [[nodiscard]] Signal wait() const;

  [[nodiscard]] int file_descriptor() const noexcept { return file_; }

 private:
  int file_;
};

}  // namespace lockstep::cli
