#include "run_output.h"

#include <unistd.h>

#include <iostream>
#include <sstream>

#include "lockstep/report/read_events.h"
#include "lockstep/report/render.h"

#include "command.h"
#include "interrupt.h"
#include "progress.h"

namespace lockstep::cli {
namespace {

void print(bool json, const report::RunReport& run) {
  if (json) {
    std::cout << report::render_json(run);
    return;
  }
  const report::TerminalStyle style{wants_colour(STDOUT_FILENO), /*certification=*/false};
  for (const report::ScenarioReport& scenario : run.scenarios) {
    std::cout << report::render_scenario_line(scenario, style) << "\n";
  }
  std::cout << "\n" << report::render_terminal(run, style);
}

}  // namespace

Result<int> run_and_print(const std::vector<scenario::Scenario>& scenarios,
                          scenario::Connector& connector, const RunOutput& output) {
  std::ostringstream stream;
  scenario::JsonLinesSink events(stream);
  Progress progress(events);
  catch_interrupts();
  scenario::RunOptions options{output.seed, [] { return interrupted(); }};
  options.descriptions = output.specs;
  const auto result = scenario::run_scenarios(scenarios, connector, progress, options);
  if (!result) {
    return Failure{result.error()};
  }
  const Result<report::RunReport> report = report::read_events(stream.str(), "events");
  if (!report) {
    return Failure{report.error()};
  }
  print(output.json, *report);
  return result->exit_code;
}

}  // namespace lockstep::cli
