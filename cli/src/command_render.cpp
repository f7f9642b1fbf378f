#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/report/package.h"
#include "lockstep/report/read_events.h"
#include "lockstep/report/render.h"
#include "lockstep/report/tool_formats.h"
#include "lockstep/report/write.h"

#include "command.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::vector<std::string> events;
  std::string out;
  std::string format;
  std::string scenario;
  bool json = false;
};

// Formats that are no file of a report's folder.
constexpr const char* kTrace = "chrome-trace";
constexpr const char* kHar = "har";
constexpr const char* kAllure = "allure";

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const report::ReportFormat& format : report::report_formats()) {
    names.emplace_back(format.name);
  }
  names.insert(names.end(), {kTrace, kHar, kAllure});
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

bool has_failed(const report::ScenarioReport& scenario) {
  return scenario.verdict && report::outcome_of(*scenario.verdict) == report::Outcome::failed;
}

/// The scenarios that a trace or an archive is of: the one that is named, or all that failed.
/// @error not_found  The run has no scenario of that name.
Result<std::vector<const report::ScenarioReport*>> chosen_scenarios(const Options& options,
                                                                    const report::RunReport& run) {
  std::vector<const report::ScenarioReport*> chosen;
  std::vector<std::string> names;
  for (const report::ScenarioReport& scenario : run.scenarios) {
    if (options.scenario.empty() ? has_failed(scenario) : scenario.name == options.scenario) {
      chosen.push_back(&scenario);
    }
    names.push_back(scenario.name);
  }
  if (chosen.empty() && !options.scenario.empty()) {
    const std::string nearest = nearest_of(options.scenario, names);
    return failure(ErrorKind::not_found,
                   "the run has no scenario \"" + options.scenario + "\"" +
                       (nearest.empty() ? "" : " (did you mean \"" + nearest + "\"?)"),
                   options.events.front());
  }
  return chosen;
}

int print_trace(const Options& options, const report::RunReport& run) {
  const auto scenarios = chosen_scenarios(options, run);
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  if (scenarios->empty()) {
    std::cerr << "lockstep: no scenario failed, so the trace is empty (--scenario names another)\n";
  }
  std::cout << report::render_chrome_trace(run, *scenarios);
  return run.exit_code;
}

int print_har(const Options& options, const report::RunReport& run) {
  const auto scenarios = chosen_scenarios(options, run);
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  if (scenarios->size() != 1) {
    return report_usage_error(
        std::to_string(scenarios->size()) + " scenarios failed, and an archive is of one",
        scenarios->empty() ? "--scenario NAME" : "--scenario " + scenarios->front()->name);
  }
  if (scenarios->front()->exchanges.empty()) {
    std::cerr << "lockstep: the stream keeps no exchanges of " << scenarios->front()->name
              << ": only of scenarios with a check that does not pass\n";
  }
  std::cout << report::render_har(*scenarios->front());
  return run.exit_code;
}

int write_allure(const Options& options, const report::RunReport& run) {
  if (options.out.empty()) {
    return report_usage_error("Allure's results are a folder", "--out FOLDER, new or empty");
  }
  if (const auto written = report::write_package(report::render_allure(run), options.out);
      !written) {
    return report_error(written.error());
  }
  std::cerr << "results: " << options.out << "\n";
  return run.exit_code;
}

int print_run(const Options& options, const report::ReportFormat* format,
              const report::RunReport& run) {
  if (!options.out.empty()) {
    if (const Result<void> written = report::write_reports(run, options.out); !written) {
      return report_error(written.error());
    }
    std::cerr << "report: " << options.out << "/index.html\n";
  }
  std::cout << (format != nullptr ? format->render(run)
                                  : report::render_terminal(run, {wants_colour(STDOUT_FILENO)}));
  return run.exit_code;
}

int run(const Options& options) {
  const std::vector<std::string> known = format_names();
  if (!options.format.empty() && std::ranges::find(known, options.format) == known.end()) {
    const std::string nearest = nearest_of(options.format, known);
    return report_usage_error(
        "there is no format \"" + options.format + "\"",
        nearest.empty() ? "formats: " + listed(known) : "did you mean \"" + nearest + "\"?");
  }
  const bool several = options.events.size() > 1;
  if (several && (options.format != "html" || !options.out.empty())) {
    return report_usage_error("only --format html shows several runs side by side",
                              "lockstep render A B --format html > compared.html");
  }
  std::vector<report::RunReport> runs;
  for (const std::string& events : options.events) {
    Result<report::RunReport> run = report::read_events_file(events);
    if (!run) {
      return report_error(run.error());
    }
    runs.push_back(std::move(*run));
  }
  if (several) {
    std::cout << report::render_comparison(runs);
    return std::ranges::max(runs, {}, &report::RunReport::exit_code).exit_code;
  }
  const report::RunReport& run = runs.front();
  if (options.format == kTrace) {
    return print_trace(options, run);
  }
  if (options.format == kHar) {
    return print_har(options, run);
  }
  return options.format == kAllure ? write_allure(options, run)
                                   : print_run(options, chosen_format(options), run);
}

}  // namespace

void add_render(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("render", "Make the reports of a run again from its event stream");
  command
      ->add_option(
          "EVENTS", options->events,
          "events.jsonl of a run, also of one cut short; of several runs, up to eight, for "
          "--format html")
      ->required()
      ->expected(1, 8);
  command->add_option(
      "--out", options->out,
      "Folder for the files of all formats (docs/reports.md), or for Allure's results; "
      "without it none is written");
  CLI::Option* const format = command->add_option(
      "--format", options->format, "What to print instead of text: " + listed(format_names()));
  command->add_option("--scenario", options->scenario,
                      "Of chrome-trace and har: the scenario; without it those that failed");
  command->add_flag("--json", options->json, "The same as --format json")->excludes(format);
  command->footer(
      "Ends with the exit code of the run, the highest of several: 5 where the stream ends before\n"
      "the run did.\n"
      "Examples:\n"
      "  lockstep render out/events.jsonl --out again\n"
      "  lockstep render out/events.jsonl --format summary >> \"$GITHUB_STEP_SUMMARY\"\n"
      "  lockstep render out/events.jsonl --format chrome-trace > trace.json    (ui.perfetto.dev)\n"
      "  lockstep render out/events.jsonl --format har --scenario phones/phone-changes > "
      "phone.har\n"
      "  lockstep render out/events.jsonl --format allure --out allure-results\n"
      "  lockstep render 1.0/events.jsonl 2.0/events.jsonl --format html > compared.html");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
