#include "child_command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "lockstep/base/assert.h"

#include "interrupt.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has no header for it.

namespace lockstep::cli {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

/// This process's environment with `added` in front: the first entry of a name counts, and ours
/// stand in for those that were there.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& added) {
  std::vector<std::string> entries;
  for (const auto& [name, value] : added) {
    entries.push_back(name + '=' + value);
  }
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!added.contains(text.substr(0, text.find('=')))) {
      entries.push_back(text);
    }
  }
  return entries;
}

/// What the child starts with: no signal is blocked, none is ignored.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGPIPE);  // This program ignores it.
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }

  [[nodiscard]] const posix_spawnattr_t* get() const noexcept { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Failure cannot_start(const std::string& command, int error) {
  return failure(ErrorKind::unavailable,
                 "cannot start this command: " + std::generic_category().message(error), command);
}

/// No input, and an output of its own.
class SpawnFiles {
 public:
  explicit SpawnFiles(int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
  }
  SpawnFiles(const SpawnFiles&) = delete;
  SpawnFiles& operator=(const SpawnFiles&) = delete;
  ~SpawnFiles() { posix_spawn_file_actions_destroy(&actions_); }

  [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

Result<int> run_child(const std::vector<std::string>& command,
                      const std::map<std::string, std::string>& environment) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = environment_with(environment);
  const SpawnAttributes attributes;
  pid_t child = -1;
  const int refused = posix_spawnp(&child, arguments[0].c_str(), nullptr, attributes.get(),
                                   pointers_to(arguments).data(), pointers_to(variables).data());
  if (refused != 0) {
    return cannot_start(command[0], refused);
  }
  const HeldSignals signals;
  for (;;) {
    int status = 0;
    if (waitpid(child, &status, WNOHANG) == child) {
      return exit_code_of(status);
    }
    const HeldSignals::Signal signal = signals.wait();
    // The terminal has sent its own signals to both of us.
    if (signal.number != SIGCHLD && !signal.from_terminal) {
      kill(child, signal.number);
    }
  }
}

Result<RunningChild> start_child(const std::vector<std::string>& command) {
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
    return cannot_start(command[0], errno);
  }
  std::vector<std::string> arguments = command;
  const SpawnAttributes attributes;
  const SpawnFiles files(pipe_ends[1]);
  RunningChild child;
  const int refused = posix_spawn(&child.id, arguments[0].c_str(), files.get(), attributes.get(),
                                  pointers_to(arguments).data(), environ);
  close(pipe_ends[1]);
  if (refused != 0) {
    close(pipe_ends[0]);
    return cannot_start(command[0], refused);
  }
  child.output = pipe_ends[0];
  return child;
}

int wait_for_child(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return exit_code_of(status);
}

}  // namespace lockstep::cli
