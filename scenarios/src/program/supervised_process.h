/// A foreign program that runs, with pipes to it, and with nobody left of it afterwards.

#pragma once

#include <sys/types.h>

#include <optional>
#include <string_view>

#include "lockstep/base/result.h"

#include "program/file_descriptor.h"
#include "program/supervisor.h"

namespace lockstep::scenario {

/// How a program ended.
struct ProgramEnd {
  bool by_signal = false;
  int number = 0;  ///< Exit code or signal.
  bool left_processes = false;
};

/// Threads: one owner; kill() from any thread.
class SupervisedProcess {
 public:
  /// @error unavailable  It cannot be started; the message says why.
  static Result<SupervisedProcess> start(const SupervisedProgram& program);

  SupervisedProcess(SupervisedProcess&&) noexcept = default;
  SupervisedProcess& operator=(SupervisedProcess&&) noexcept = delete;
  SupervisedProcess(const SupervisedProcess&) = delete;
  SupervisedProcess& operator=(const SupervisedProcess&) = delete;
  /// Kills what still runs, and waits until nothing does.
  ~SupervisedProcess();

  /// The ends of the program's standard streams. Reading never blocks.
  [[nodiscard]] int output() const noexcept { return output_.get(); }
  [[nodiscard]] int errors() const noexcept { return errors_.get(); }
  /// Readable once the program and all that descends from it have ended.
  [[nodiscard]] int ended() const noexcept { return report_.get(); }

  /// Writes to its stdin. @return Whether it was taken; not by a program that does not read.
  bool write_line(std::string_view line) const;
  void close_input() noexcept { input_.close(); }

  /// Orders everything to be killed; does not wait for it.
  void kill() const noexcept;

  /// Waits for the end, without a bound: kill() comes first if it has to be.
  ProgramEnd wait();

 private:
  SupervisedProcess() = default;

  pid_t supervisor_ = -1;
  FileDescriptor input_;
  FileDescriptor output_;
  FileDescriptor errors_;
  FileDescriptor control_;
  FileDescriptor report_;
};

}  // namespace lockstep::scenario
