#include "pass_progress_line.h"

#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>

#include "lockstep/report/foreign_text.h"

#include "command.h"

namespace lockstep::cli {
namespace {

constexpr std::size_t kEvery = 100;  ///< Records between two lines; a chunk of writes has as many.

std::string_view name_of(PassStep step) {
  switch (step) {
    case PassStep::reading_hubspot: return "reading HubSpot";
    case PassStep::reading_google: return "reading Google";
    case PassStep::updating: return "updating";
    case PassStep::creating: return "creating";
  }
  return "";
}

}  // namespace

PassProgressLine::PassProgressLine() : terminal_(wants_progress(STDERR_FILENO)) {}

PassProgressLine::~PassProgressLine() { clear(); }

void PassProgressLine::on_progress(const PassProgress& progress) {
  const bool is_due = progress.step != step_ || progress.done % kEvery == 0;
  step_ = progress.step;
  if (!terminal_ || !is_due) {
    return;
  }
  std::string text = report::terminal_line(progress.connection) + ": " +
                     std::string(name_of(progress.step)) + " " + std::to_string(progress.done);
  if (progress.total > 0) {
    text += " of " + std::to_string(progress.total);
  }
  std::cerr << "\r\x1b[K" << text << std::flush;
  shown_ = true;
}

void PassProgressLine::clear() {
  if (shown_) {
    std::cerr << "\r\x1b[K" << std::flush;
    shown_ = false;
  }
}

}  // namespace lockstep::cli
