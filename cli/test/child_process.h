/// Runs the lockstep command as users do: as a process.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace lockstep::cli {

struct Ended {
  int exit_code = -1;  ///< 128 + n if signal n ended it.
  std::string out;
  std::string err;
};

/// Runs `lockstep ARGUMENTS` to its end, without a terminal and with an empty input.
[[nodiscard]] Ended run_lockstep(const std::vector<std::string>& arguments);

/// A running `lockstep ARGUMENTS` with open pipes to its input and from its output.
class ChildProcess {
 public:
  explicit ChildProcess(const std::vector<std::string>& arguments);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Waits for a line of its output; "" if it ends before.
  [[nodiscard]] std::string read_line() const;
  void write(const std::string& text) const;
  void close_input();
  void send_signal(int signal_number) const;

  /// Waits for its end.
  [[nodiscard]] int exit_code();

 private:
  pid_t process_ = -1;
  int input_ = -1;
  int output_ = -1;
};

}  // namespace lockstep::cli
