#include "program/supervised_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <utility>

namespace lockstep::scenario {
namespace {

struct Pipe {
  FileDescriptor reading;
  FileDescriptor writing;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return std::nullopt;
  }
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

/// What the harness writes to is a socket: writing to one whose reader is gone can be made an
/// error, where a pipe would send a signal.
std::optional<Pipe> make_socket_pair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return std::nullopt;
  }
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

void never_block(const FileDescriptor& file) { fcntl(file.get(), F_SETFL, O_NONBLOCK); }

std::optional<SupervisorReport> read_report(const FileDescriptor& file) {
  SupervisorReport report;
  for (;;) {
    const ssize_t size = read(file.get(), &report, sizeof report);
    if (size == static_cast<ssize_t>(sizeof report)) {
      return report;
    }
    if (size >= 0 || errno != EINTR) {
      return std::nullopt;
    }
  }
}

Failure cannot_start(const SupervisedProgram& program, int reason) {
  return failure(ErrorKind::unavailable,
                 "cannot be started: " + std::generic_category().message(reason), program.program);
}

}  // namespace

Result<SupervisedProcess> SupervisedProcess::start(const SupervisedProgram& program) {
  std::optional<Pipe> input = make_socket_pair();
  std::optional<Pipe> output = make_pipe();
  std::optional<Pipe> errors = make_pipe();
  std::optional<Pipe> control = make_socket_pair();
  std::optional<Pipe> report = make_pipe();
  if (!input || !output || !errors || !control || !report) {
    return cannot_start(program, errno);
  }
  SupervisedProcess process;
  process.supervisor_ =
      fork_supervisor(program, {input->reading.get(), output->writing.get(), errors->writing.get(),
                                control->reading.get(), report->writing.get()});
  if (process.supervisor_ < 0) {
    return cannot_start(program, errno);
  }
  process.input_ = std::move(input->writing);
  process.output_ = std::move(output->reading);
  process.errors_ = std::move(errors->reading);
  process.control_ = std::move(control->writing);
  process.report_ = std::move(report->reading);
  report->writing.close();
  never_block(process.output_);
  never_block(process.errors_);
  never_block(process.control_);
  never_block(process.input_);
  const std::optional<SupervisorReport> started = read_report(process.report_);
  if (!started || started->what != SupervisorReport::What::started) {
    return cannot_start(program, started ? started->number : EAGAIN);
  }
  return process;
}

SupervisedProcess::~SupervisedProcess() {
  if (report_.is_open()) {  // Not moved from, and not waited for.
    control_.close();
    wait();
  }
}

bool SupervisedProcess::write_line(std::string_view line) const {
  std::string rest(line);
  rest += '\n';
  const ssize_t size = send(input_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
  return size == static_cast<ssize_t>(rest.size());
}

void SupervisedProcess::kill() const noexcept {
  const char order = 'k';
  // Full of orders, or nobody there: it is ordered, or needless.
  static_cast<void>(send(control_.get(), &order, 1, MSG_NOSIGNAL));
}

ProgramEnd SupervisedProcess::wait() {
  const std::optional<SupervisorReport> report = read_report(report_);
  waitpid(supervisor_, nullptr, 0);
  report_.close();
  if (!report) {  // Somebody killed the supervisor itself.
    return {true, SIGKILL, false};
  }
  return {report->what == SupervisorReport::What::signalled, report->number,
          report->left_processes};
}

}  // namespace lockstep::scenario
