/// The process between the harness and a foreign program: it knows all of the program's
/// descendants, and ends when none is left.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace lockstep::scenario {

/// What a supervisor writes, twice: once the program runs or could not be started, and at the end.
/// Plain bytes through a pipe between two copies of one program.
struct SupervisorReport {
  enum class What { started, not_started, exited, signalled };
  What what = What::not_started;
  int number = 0;               ///< The program's process; errno; its exit code; its signal.
  bool left_processes = false;  ///< At its end others were still there, and were killed.
};

/// A program to run, with everything that a forked process cannot make for itself any more.
struct SupervisedProgram {
  std::string program;  ///< A path.
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  ///< "NAME=value", the whole of it.
  std::string working_directory;
};

/// File descriptors of one supervisor.
struct SupervisorPipes {
  int input = -1;    ///< The program's stdin.
  int output = -1;   ///< Its stdout.
  int errors = -1;   ///< Its stderr.
  int control = -1;  ///< A byte, or the end of this socket, is the order to kill.
  int report = -1;   ///< Takes SupervisorReports.
};

/// Forks a supervisor, which starts the program in a session of its own. Every process that
/// descends from the program stays under the supervisor, in whatever session or group it puts
/// itself: orphans are handed to the nearest subreaper. When the program ends, or on the order to
/// kill, all of them are killed. If the harness dies, so do they.
///
/// @return The supervisor's process; -1 with errno set.
[[nodiscard]] pid_t fork_supervisor(const SupervisedProgram& program, const SupervisorPipes& pipes);

}  // namespace lockstep::scenario
