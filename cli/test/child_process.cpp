#include "child_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "lockstep/base/assert.h"

namespace lockstep::cli {
namespace {

/// Replaces this process by the command under test.
[[noreturn]] void become_lockstep(const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {LOCKSTEP_PROGRAM};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& argument : all) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  execv(LOCKSTEP_PROGRAM, pointers.data());
  _exit(126);
}

int wait_for(pid_t process) {
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// An empty file of its own that nobody else writes to.
std::string temporary_file() {
  std::string path = "/tmp/lockstep-cli-test-XXXXXX";
  const int file = mkstemp(path.data());
  LOCKSTEP_ASSERT(file >= 0);
  close(file);
  return path;
}

}  // namespace

Ended run_lockstep(const std::vector<std::string>& arguments) {
  const std::string out = temporary_file();
  const std::string err = temporary_file();
  const pid_t process = fork();
  if (process == 0) {
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open(out.c_str(), O_WRONLY), STDOUT_FILENO);
    dup2(open(err.c_str(), O_WRONLY), STDERR_FILENO);
    become_lockstep(arguments);
  }
  Ended ended{wait_for(process), read_all(out), read_all(err)};
  unlink(out.c_str());
  unlink(err.c_str());
  return ended;
}

ChildProcess::ChildProcess(const std::vector<std::string>& arguments) {
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  LOCKSTEP_ASSERT(pipe2(input.data(), O_CLOEXEC) == 0 && pipe2(output.data(), O_CLOEXEC) == 0);
  process_ = fork();
  if (process_ == 0) {
    dup2(input[0], STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    become_lockstep(arguments);
  }
  close(input[0]);
  close(output[1]);
  input_ = input[1];
  output_ = output[0];
}

ChildProcess::~ChildProcess() {
  if (process_ > 0) {
    send_signal(SIGKILL);
    static_cast<void>(exit_code());
  }
  close_input();
  close(output_);
}

std::string ChildProcess::read_line() const {
  std::string line;
  char letter = 0;
  while (read(output_, &letter, 1) == 1 && letter != '\n') {
    line += letter;
  }
  return line;
}

void ChildProcess::write(const std::string& text) const {
  LOCKSTEP_ASSERT(::write(input_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

void ChildProcess::close_input() {
  if (input_ >= 0) {
    close(input_);
    input_ = -1;
  }
}

void ChildProcess::send_signal(int signal_number) const { kill(process_, signal_number); }

int ChildProcess::exit_code() {
  const int code = wait_for(process_);
  process_ = -1;
  return code;
}

}  // namespace lockstep::cli
