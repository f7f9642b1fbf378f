#include <CLI/CLI.hpp>
#include <unistd.h>

#include <iostream>
#include <memory>

#include "lockstep/report/read_events.h"
#include "lockstep/report/render.h"
#include "lockstep/report/write.h"

#include "command.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string events;
  std::string out;
  bool json = false;
};

int run(const Options& options) {
  const Result<report::RunReport> run = report::read_events_file(options.events);
  if (!run) {
    return report_error(run.error());
  }
  if (const Result<void> written = report::write_reports(*run, options.out); !written) {
    return report_error(written.error());
  }
  std::cout << (options.json ? report::render_json(*run)
                             : report::render_terminal(*run, {wants_colour(STDOUT_FILENO)}));
  std::cerr << "report: " << options.out << "/index.html\n";
  return run->exit_code;
}

}  // namespace

void add_render(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("render", "Make the reports of a run again from its event stream");
  command->add_option("EVENTS", options->events, "events.jsonl of a run, also of one cut short")
      ->required();
  command->add_option("--out", options->out, "Where report.json, junit.xml and index.html go")
      ->required();
  command->add_flag("--json", options->json, "Print report.json instead of text");
  command->footer(
      "Ends with the exit code of the run: 5 where the stream ends before the run did.\n"
      "Example:\n  lockstep render out/events.jsonl --out again");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
