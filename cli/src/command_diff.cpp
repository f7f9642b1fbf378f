#include <CLI/CLI.hpp>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include "lockstep/report/certificate.h"
#include "lockstep/report/read_events.h"
#include "lockstep/report/run_diff.h"

#include "command.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string before;
  std::string after;
  std::string format = "text";
};

/// A run by its event stream, or by a folder or archive that holds one.
Result<report::RunReport> read_run(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error) && !report::is_archive_path(path)) {
    return report::read_events_file(path);
  }
  if (std::filesystem::is_directory(path, error)) {
    return report::read_events_file(path / report::kEventsFile);
  }
  const Result<report::Package> package = report::read_package(path);
  if (!package) {
    return Failure{package.error()};
  }
  const auto events = package->find(std::string(report::kEventsFile));
  return events == package->end()
             ? Result<report::RunReport>(failure(ErrorKind::invalid_input,
                                                 "there is no events.jsonl in it", path.string()))
             : report::read_events(events->second, path.string());
}

int run(const Options& options) {
  const Result<report::RunReport> before = read_run(options.before);
  if (!before) {
    return report_error(before.error());
  }
  const Result<report::RunReport> after = read_run(options.after);
  if (!after) {
    return report_error(after.error());
  }
  const report::RunDiff diff = report::compare(*before, *after);
  std::cout << (options.format == "html"       ? report::diff_html(diff)
                : options.format == "markdown" ? report::diff_markdown(diff)
                : options.format == "json"     ? report::diff_json(diff)
                                           : report::diff_text(diff, wants_colour(STDOUT_FILENO)));
  return report::is_same(diff) ? kDone : kFailed;
}

}  // namespace

void add_diff(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "diff", "Tell one run from another by behaviour: what broke, what is fixed");
  command
      ->add_option("A", options->before,
                   "The run before: events.jsonl, the folder of its report, or its package")
      ->required();
  command->add_option("B", options->after, "The run after")->required();
  CLI::Option* const format =
      command->add_option("--format", options->format, "text, markdown, html or json")
          ->check(CLI::IsMember({"text", "markdown", "html", "json"}))
          ->capture_default_str();
  command
      ->add_flag_callback(
          "--json", [options] { options->format = "json"; }, "The same as --format json")
      ->excludes(format);
  command->footer(
      "Ends with 0 if every rule did in every scenario what it did before, else with 1.\n"
      "Examples:\n"
      "  lockstep diff last-month.zip out\n"
      "  lockstep diff before/events.jsonl after/events.jsonl --format html > diff.html");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
