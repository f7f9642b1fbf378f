/// How far a loop is, on a terminal's stderr.

#pragma once

#include <cstddef>
#include <string>

namespace lockstep::cli {

/// One line that is written over and over, and is gone in the end; nothing where progress is not
/// wanted (wants_progress).
class CountedProgress {
 public:
  /// @param what  "exchanges redacted".
  CountedProgress(std::string what, std::size_t total);
  ~CountedProgress();
  CountedProgress(const CountedProgress&) = delete;
  CountedProgress& operator=(const CountedProgress&) = delete;

  void done_one();

 private:
  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool terminal_;
};

}  // namespace lockstep::cli
