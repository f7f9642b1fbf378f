// Everything after the fork is limited to async-signal-safe calls: the harness has threads, and
// one of them may have held any lock at that moment.

#include "supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace lockstep::scenario {
namespace {

using What = SupervisorReport::What;

/// Where the pipes are in the supervisor; from kFirstUnused on everything is closed.
enum Place : int { kInput = 3, kOutput, kErrors, kControl, kReport, kFirstUnused };

/// Higher than any place, so that moving one pipe does not overwrite another.
constexpr int kAside = 64;

void send(const SupervisorReport& report) {
  while (write(kReport, &report, sizeof report) < 0 && errno == EINTR) {
  }
}

void take_places(const SupervisorPipes& pipes) {
  const std::array from = {pipes.input, pipes.output, pipes.errors, pipes.control, pipes.report};
  std::array<int, from.size()> aside{};
  for (std::size_t at = 0; at < from.size(); ++at) {
    aside.at(at) = fcntl(from.at(at), F_DUPFD_CLOEXEC, kAside);
  }
  for (std::size_t at = 0; at < from.size(); ++at) {
    dup3(aside.at(at), kInput + static_cast<int>(at), O_CLOEXEC);
  }
  // Among them the sockets of the fakes: a copy here would keep a broken connection open.
  syscall(SYS_close_range, kFirstUnused, ~0U, 0);
}

sigset_t child_signal() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGCHLD);
  return signals;
}

void reset_signals() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < SIGRTMIN; ++number) {
    sigaction(number, &action, nullptr);
  }
}

[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment,
                         const char* folder, int failure_pipe) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  setsid();
  dup2(kInput, STDIN_FILENO);
  dup2(kOutput, STDOUT_FILENO);
  dup2(kErrors, STDERR_FILENO);
  if (chdir(folder) == 0) {
    execve(program, arguments, environment);
  }
  const int reason = errno;
  while (write(failure_pipe, &reason, sizeof reason) < 0 && errno == EINTR) {
  }
  _exit(127);
}

/// Kills the children that there are now. @return How many that were.
int kill_children() {
  const int list = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (list < 0) {
    return 0;
  }
  int killed = 0;
  pid_t number = 0;
  std::array<char, 4096> text{};
  for (ssize_t size = 0; (size = read(list, text.data(), text.size())) > 0;) {
    for (ssize_t at = 0; at < size; ++at) {
      const char letter = text.at(static_cast<std::size_t>(at));
      if (letter >= '0' && letter <= '9') {
        number = number * 10 + (letter - '0');
      } else if (number != 0) {
        killed += kill(number, SIGKILL) == 0 ? 1 : 0;
        number = 0;
      }
    }
  }
  close(list);
  return killed;
}

/// Reaps what has ended. @return Whether there are children left.
bool reap(pid_t program, SupervisorReport& end, bool& ended) {
  for (;;) {
    int status = 0;
    const pid_t process = waitpid(-1, &status, WNOHANG);
    if (process <= 0) {
      return process == 0;
    }
    if (process == program) {
      ended = true;
      end.what = WIFSIGNALED(status) ? What::signalled : What::exited;
      end.number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    }
  }
}

/// Until nobody is left: killing a parent hands its children on to this process, where the next
/// round finds them.
void end_all(pid_t program, int child_signals, SupervisorReport& end, bool& ended) {
  kill(-program, SIGKILL);
  kill(program, SIGKILL);
  constexpr int kWaitMs = 50;
  while (reap(program, end, ended)) {
    kill_children();
    pollfd waiting{child_signals, POLLIN, 0};
    poll(&waiting, 1, kWaitMs);
    signalfd_siginfo information{};
    while (read(child_signals, &information, sizeof information) > 0) {
    }
  }
}

void watch(pid_t program, int child_signals) {
  SupervisorReport end;
  bool ended = false;
  while (!ended) {
    std::array<pollfd, 2> waiting{{{kControl, POLLIN, 0}, {child_signals, POLLIN, 0}}};
    if (poll(waiting.data(), waiting.size(), -1) < 0) {
      continue;  // EINTR.
    }
    signalfd_siginfo information{};
    while (read(child_signals, &information, sizeof information) > 0) {
    }
    reap(program, end, ended);
    if (waiting[0].revents != 0) {
      break;
    }
  }
  // By itself: whoever is still there was left behind.
  end.left_processes = ended && kill_children() > 0;
  end_all(program, child_signals, end, ended);
  send(end);
}

struct Prepared {
  std::vector<char*> arguments;
  std::vector<char*> environment;
};

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) {
    pointers.push_back(const_cast<char*>(text.c_str()));  // NOLINT: execve changes nothing.
  }
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void supervise(const SupervisedProgram& program, const Prepared& prepared,
                            const SupervisorPipes& pipes) {
  take_places(pipes);
  reset_signals();
  setsid();  // Ctrl-C ends the harness in order; it is not for what the harness runs.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const sigset_t signals = child_signal();
  sigprocmask(SIG_SETMASK, &signals, nullptr);
  const int child_signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);

  std::array<int, 2> failure{};
  if (child_signals < 0 || pipe2(failure.data(), O_CLOEXEC) != 0) {
    send({What::not_started, errno, false});
    _exit(1);
  }
  const pid_t child = _Fork();
  if (child == 0) {
    become(program.program.c_str(), prepared.arguments.data(), prepared.environment.data(),
           program.working_directory.c_str(), failure[1]);
  }
  int reason = child < 0 ? errno : 0;
  close(failure[1]);
  if (child > 0 && read(failure[0], &reason, sizeof reason) != sizeof reason) {
    reason = 0;  // The pipe was closed by a successful exec.
  }
  close(failure[0]);
  if (reason != 0) {
    send({What::not_started, reason, false});
    _exit(1);
  }
  for (const int place : {kInput, kOutput, kErrors}) {
    close(place);  // Their ends are the program's alone.
  }
  send({What::started, child, false});
  watch(child, child_signals);
  _exit(0);
}

}  // namespace

pid_t fork_supervisor(const SupervisedProgram& program, const SupervisorPipes& pipes) {
  const Prepared prepared{pointers_to(program.arguments), pointers_to(program.environment)};
  const pid_t supervisor = _Fork();
  if (supervisor == 0) {
    supervise(program, prepared, pipes);
  }
  return supervisor;
}

}  // namespace lockstep::scenario
