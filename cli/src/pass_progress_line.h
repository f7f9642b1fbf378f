/// How a pass comes along, on a terminal.

#pragma once

#include <cstddef>

#include "lockstep/core/engine.h"

namespace lockstep::cli {

/// One line on stderr that is written over and over, if stderr is a terminal; else nothing.
class PassProgressLine final : public PassObserver {
 public:
  PassProgressLine();
  PassProgressLine(const PassProgressLine&) = delete;
  PassProgressLine& operator=(const PassProgressLine&) = delete;
  ~PassProgressLine() override;

  void on_progress(const PassProgress& progress) override;

  /// Takes the line away, before something else is written.
  void clear();

 private:
  bool terminal_;
  bool shown_ = false;
  PassStep step_ = PassStep::reading_google;
};

}  // namespace lockstep::cli
