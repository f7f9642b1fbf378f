#include "counted_progress.h"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "command.h"

namespace lockstep::cli {
namespace {

// Writing a line costs more than most of what is counted.
constexpr std::size_t kLinesMax = 200;

}  // namespace

CountedProgress::CountedProgress(std::string what, std::size_t total)
    : what_(std::move(what)), total_(total), terminal_(wants_progress(STDERR_FILENO)) {}

CountedProgress::~CountedProgress() {
  if (terminal_ && done_ > 0) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

void CountedProgress::done_one() {
  ++done_;
  if (terminal_ && done_ % (total_ / kLinesMax + 1) == 0) {
    std::cerr << "\r\x1b[K" << what_ << ": " << done_ << " of " << total_ << std::flush;
  }
}

}  // namespace lockstep::cli
