#include "progress.h"

#include <unistd.h>

#include <iostream>
#include <variant>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"

#include "command.h"

namespace lockstep::cli {
namespace {

constexpr std::size_t kNameCharactersMax = 60;

}  // namespace

Progress::Progress(scenario::EventSink& next)
    : next_(&next),
      terminal_(wants_progress(STDERR_FILENO)),
      colour_(wants_colour(STDERR_FILENO)) {}

void Progress::write(const scenario::Event& event) {
  next_->write(event);
  if (const auto* const run = std::get_if<scenario::RunStarted>(&event)) {
    planned_ = run->scenarios;
  } else if (const auto* const scenario = std::get_if<scenario::ScenarioStarted>(&event)) {
    started(*scenario);
  } else if (const auto* const done = std::get_if<scenario::ScenarioFinished>(&event)) {
    finished(*done);
  } else if (std::holds_alternative<scenario::RunFinished>(event)) {
    show("");
  }
}

void Progress::started(const scenario::ScenarioStarted& event) {
  show("[" + std::to_string(done_ + 1) + "/" + std::to_string(planned_) + "] " +
       (failed_ == 0 ? "" : std::to_string(failed_) + " failed  ") +
       report::shorten(report::terminal_line(event.scenario), kNameCharactersMax));
}

void Progress::finished(const scenario::ScenarioFinished& event) {
  ++done_;
  if (report::outcome_of(event.verdict) != report::Outcome::failed) {
    return;
  }
  ++failed_;
  report::ScenarioReport scenario;
  scenario.name = event.scenario;
  scenario.verdict = event.verdict;
  show("");
  std::cerr << report::render_scenario_line(scenario, {colour_}) << "\n";
}

void Progress::show(const std::string& line) const {
  if (terminal_) {
    std::cerr << "\r\x1b[K" << line << std::flush;
  }
}

}  // namespace lockstep::cli
