#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/report/read_events.h"
#include "lockstep/report/render.h"
#include "lockstep/report/write.h"

#include "command.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string events;
  std::string out;
  std::string format;
  bool json = false;
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const report::ReportFormat& format : report::report_formats()) {
    names.emplace_back(format.name);
  }
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

/// The run in the format that was asked for, or nullptr for the text of a terminal.
const report::ReportFormat* chosen_format(const Options& options) {
  const auto formats = report::report_formats();
  const auto found = std::ranges::find(formats, options.json ? "json" : options.format,
                                       [](const auto& format) { return std::string(format.name); });
  return found == formats.end() ? nullptr : &*found;
}

int run(const Options& options) {
  const report::ReportFormat* const format = chosen_format(options);
  if (format == nullptr && !options.format.empty()) {
    const std::string nearest = nearest_of(options.format, format_names());
    return report_usage_error("there is no format \"" + options.format + "\"",
                              nearest.empty() ? "formats: " + listed(format_names())
                                              : "did you mean \"" + nearest + "\"?");
  }
  const Result<report::RunReport> run = report::read_events_file(options.events);
  if (!run) {
    return report_error(run.error());
  }
  if (!options.out.empty()) {
    if (const Result<void> written = report::write_reports(*run, options.out); !written) {
      return report_error(written.error());
    }
    std::cerr << "report: " << options.out << "/index.html\n";
  }
  std::cout << (format != nullptr ? format->render(*run)
                                  : report::render_terminal(*run, {wants_colour(STDOUT_FILENO)}));
  return run->exit_code;
}

}  // namespace

void add_render(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("render", "Make the reports of a run again from its event stream");
  command->add_option("EVENTS", options->events, "events.jsonl of a run, also of one cut short")
      ->required();
  command->add_option("--out", options->out,
                      "Folder for the files of all formats (docs/reports.md); without it none is "
                      "written");
  CLI::Option* const format = command->add_option(
      "--format", options->format, "What to print instead of text: " + listed(format_names()));
  command->add_flag("--json", options->json, "The same as --format json")->excludes(format);
  command->footer(
      "Ends with the exit code of the run: 5 where the stream ends before the run did.\n"
      "Examples:\n"
      "  lockstep render out/events.jsonl --out again\n"
      "  lockstep render out/events.jsonl --format summary >> \"$GITHUB_STEP_SUMMARY\"");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
