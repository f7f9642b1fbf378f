#include "interrupt.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "lockstep/base/assert.h"

namespace lockstep::cli {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;  // The one thing that a signal handler may touch.

void note_signal(int /*signal_number*/) {
  g_interrupted = 1;
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

sigset_t held_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGCHLD);
  return signals;
}

/// Reads what there is; false at the end of the input.
bool drain(int file_descriptor) {
  std::array<char, 4096> buffer{};
  return read(file_descriptor, buffer.data(), buffer.size()) > 0;
}

}  // namespace

void catch_interrupts() {
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
}

void let_interrupts_end() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool interrupted() noexcept { return g_interrupted != 0; }

void hold_interrupts() {
  const sigset_t signals = held_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_the_end(bool stdin_too) {
  const HeldSignals signals;
  std::array<pollfd, 2> waiting{
      {{signals.file_descriptor(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
  for (;;) {
    if (poll(waiting.data(), stdin_too ? 2 : 1, -1) < 0) {
      continue;  // EINTR.
    }
    // A connector whose passes this process runs ends, too, and is waited for elsewhere.
    const bool signalled = waiting[0].revents != 0 && signals.wait().number != SIGCHLD;
    const bool input = stdin_too && waiting[1].revents != 0;
    if (signalled || (input && !drain(STDIN_FILENO))) {
      break;
    }
  }
}

HeldSignals::HeldSignals() {
  const sigset_t signals = held_signals();
  file_ = signalfd(-1, &signals, SFD_CLOEXEC);
  LOCKSTEP_ASSERT(file_ >= 0);
}

HeldSignals::~HeldSignals() { close(file_); }

HeldSignals::Signal HeldSignals::wait() const {
  signalfd_siginfo information{};
  while (read(file_, &information, sizeof information) != sizeof information) {
  }  // EINTR.
  return {static_cast<int>(information.ssi_signo), information.ssi_code == SI_KERNEL};
}

}  // namespace lockstep::cli
