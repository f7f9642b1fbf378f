/// Progress of a run on stderr, while its events go where they belong.

#pragma once

#include <cstddef>
#include <string>

#include "lockstep/scenario/events.h"

namespace lockstep::cli {

/// On a terminal one line that is written over and over; elsewhere only what failed, as it fails.
class Progress final : public scenario::EventSink {
 public:
  /// @param next  Where every event goes first; must outlive this.
  explicit Progress(scenario::EventSink& next);

  void write(const scenario::Event& event) override;

 private:
  void started(const scenario::ScenarioStarted& event);
  void finished(const scenario::ScenarioFinished& event);
  void show(const std::string& line) const;

  scenario::EventSink* next_;
  bool terminal_;
  bool colour_;
  std::size_t planned_ = 0;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace lockstep::cli
