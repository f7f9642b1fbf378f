#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

#include "lockstep/base/text.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/scenario/drift.h"
#include "lockstep/scenario/recording_file.h"

#include "command.h"
#include "counted_progress.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string file;
  bool json = false;
  bool ledger = false;
};

/// What stands in a recording is anybody's text.
void print(const std::string& text) {
  for (const std::string_view line : split(text, '\n')) {
    if (!line.empty()) {
      std::cout << report::terminal_line(line) << "\n";
    }
  }
}

scenario::DriftReport drift_of(const scenario::Recording& recording) {
  CountedProgress progress("exchanges compared", recording.exchanges.size());
  return scenario::find_drift(recording, [&] { progress.done_one(); });
}

int run(const Options& options) {
  const Result<scenario::Recording> recording = scenario::read_recording(options.file);
  if (!recording) {
    return report_error(recording.error());
  }
  const scenario::DriftReport drift = drift_of(*recording);
  if (options.json) {
    std::cout << to_json(drift) << "\n";
  } else {
    print(options.ledger ? proposed_ledger(drift) : to_text(drift));
  }
  return drift.differences.empty() ? kDone : kFailed;
}

}  // namespace

void add_drift(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "drift", "Ask the fakes what a recording asked the services, and tell where they differ");
  command->add_option("RECORDING", options->file, "A recording of `lockstep record` or `import`")
      ->required();
  CLI::Option* const json = command->add_flag("--json", options->json, "Print it as JSON");
  command
      ->add_flag("--ledger", options->ledger,
                 "Print rows for the fidelity ledger instead, for a person to finish")
      ->excludes(json);
  command->footer(
      "Ends with 0 if every answer that can be compared is alike, else with 1. What is compared\n"
      "and what is not: docs/recording.md.\n"
      "Examples:\n"
      "  lockstep drift monday.jsonl\n"
      "  lockstep drift monday.jsonl --ledger");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
