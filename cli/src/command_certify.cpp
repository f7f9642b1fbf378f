#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <system_error>

#include "lockstep/report/read_events.h"
#include "lockstep/report/render.h"
#include "lockstep/report/write.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "catalogue.h"
#include "command.h"
#include "connector_option.h"
#include "interrupt.h"
#include "package_options.h"
#include "progress.h"
#include "specs.h"
#include "waiver_options.h"
#include "worker_count.h"

namespace lockstep::cli {
namespace {

using scenario::Scenario;

struct Options {
  std::string out = "out";
  ConnectorOption connector;
  std::string only;
  std::uint64_t seed = 1;
  bool json = false;
  std::string suites;
  std::string specs;
  WaiverOptions waivers;
  PackageOptions package;
  std::optional<std::vector<std::string>> crash_matrix;
};

/// By its name, by the folder it is in, or by a rule that it judges.
bool is_chosen(const Scenario& scenario, const std::string& pattern) {
  return scenario::matches_pattern(pattern, scenario.name) ||
         scenario::matches_pattern(pattern + "/*", scenario.name) ||
         std::ranges::any_of(scenario.rules, [&](RuleId rule) {
           return scenario::matches_pattern(pattern, rule.text());
         });
}

Result<std::vector<Scenario>> chosen_scenarios(const Options& options) {
  Result<std::vector<Scenario>> scenarios = load_catalogue(options.suites);
  if (!scenarios || options.only.empty()) {
    return scenarios;
  }
  std::erase_if(*scenarios, [&](const Scenario& each) { return !is_chosen(each, options.only); });
  if (scenarios->empty()) {
    return failure(ErrorKind::invalid_input,
                   "no scenario fits \"" + options.only +
                       "\" (such as \"merge\", \"*/lost-*\" or \"PHN-*\"; quote the stars)",
                   "--only");
  }
  return scenarios;
}

std::vector<std::string> crash_patterns(const Options& options) {
  if (options.crash_matrix && options.crash_matrix->empty()) {
    return {std::begin(scenario::kCrashScenarios), std::end(scenario::kCrashScenarios)};
  }
  return options.crash_matrix.value_or(std::vector<std::string>());
}

bool has_crash_scenario(const Options& options, const std::vector<Scenario>& scenarios) {
  return std::ranges::any_of(crash_patterns(options), [&](const std::string& pattern) {
    return std::ranges::any_of(scenarios, [&](const Scenario& scenario) {
      return scenario::matches_pattern(pattern, scenario.name);
    });
  });
}

Failure not_writable(const std::filesystem::path& path, const std::string& reason) {
  return failure(ErrorKind::unavailable, "cannot write here: " + reason, path.string());
}

/// An empty folder for the run: reports of an earlier run must not stand beside its events.
Result<void> clear_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? Result<void>(not_writable(folder, error.message()))
               : report::remove_reports(folder);
}

/// Runs the scenarios, or tells why not; the events are on disk as they happen.
Result<void> run_into(const std::filesystem::path& events_path, const Options& options,
                      const std::vector<Scenario>& scenarios, const ChosenConnector& connector,
                      const Specs& specs, const std::vector<scenario::Waiver>& waivers,
                      const PackageMaterial& material) {
  std::ofstream file(events_path, std::ios::binary | std::ios::trunc);
  if (!file) {
    return not_writable(events_path, "the file cannot be opened");
  }
  scenario::JsonLinesSink events(file);
  if (!connector.mistakes.empty()) {
    scenario::write_preflight(connector.info, connector.mistakes, events, {options.seed});
    return {};
  }
  Progress progress(events);
  catch_interrupts();
  scenario::RunOptions run_options;
  run_options.seed = options.seed;
  run_options.descriptions = specs;
  run_options.whole = options.only.empty();
  run_options.waivers = waivers;
  run_options.today = day_of(options.waivers);
  run_options.crash_scenarios = crash_patterns(options);
  report::Package evidence;
  if (!options.package.path.empty()) {
    run_options.digest_journals = true;
    run_options.evidence = [&](const std::string& scenario, const std::string& har) {
      evidence.emplace(scenario, har);
    };
  }
  run_options.interrupted = [] { return interrupted(); };
  // Nothing in the events depends on how many there are.
  run_options.jobs = worker_count();
  const auto result = scenario::run_scenarios(scenarios, connector.make, progress, run_options);
  if (!result) {
    return Failure{result.error()};
  }
  file.close();
  if (!file) {
    return not_writable(events_path, "the disk does not take it");
  }
  if (!options.package.path.empty() && result->exit_code == kIncomplete) {
    std::cerr << "lockstep: the run did not come to its end, so there is no package\n";
  } else if (!options.package.path.empty()) {
    if (auto written =
            write_certificate(options.package, material, events_path.string(), evidence,
                              waivers.empty() ? "" : options.waivers.file, day_of(options.waivers));
        !written) {
      return written;
    }
  }
  return options.waivers.fix ? fix_waivers(options.waivers, *result) : Result<void>();
}

int run(const Options& options) {
  const Result<std::vector<Scenario>> scenarios = chosen_scenarios(options);
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  const Result<Specs> specs = load_specs(options.specs);
  if (!specs) {
    return report_error(specs.error());
  }
  const Result<ChosenConnector> connector = choose_connector(options.connector);
  if (!connector) {
    return report_error(connector.error());
  }
  if (!connector->mistakes.empty() && !connector->make) {
    return report_mistakes(connector->mistakes);  // Not even a name that a report could be about.
  }
  const auto waivers = chosen_waivers(options.waivers);
  if (!waivers) {
    return report_error(waivers.error());
  }
  if (options.crash_matrix && !has_crash_scenario(options, *scenarios)) {
    return report_usage_error("no scenario of this run fits --crash-matrix",
                              "without names it takes those of a first sync, in \"direction\"");
  }
  const auto material = package_material(options.package, options.connector);
  if (!material) {
    return report_error(material.error());
  }
  const std::filesystem::path folder = options.out;
  const std::filesystem::path events = folder / "events.jsonl";
  if (const Result<void> cleared = clear_folder(folder); !cleared) {
    return report_error(cleared.error());
  }
  if (const Result<void> done =
          run_into(events, options, *scenarios, *connector, *specs, *waivers, *material);
      !done) {
    return report_error(done.error());
  }
  const Result<report::RunReport> run = report::read_events_file(events);
  if (!run) {
    return report_error(run.error());
  }
  if (const Result<void> written = report::write_reports(*run, folder); !written) {
    return report_error(written.error());
  }
  if (!connector->mistakes.empty()) {
    return report_mistakes(connector->mistakes);
  }
  std::cout << (options.json ? report::render_json(*run)
                             : report::render_terminal(*run, {wants_colour(STDOUT_FILENO)}));
  (options.json ? std::cerr : std::cout)
      << "Report:    " << (folder / "index.html").string() << "\n"
      << answers_line(*specs);
  return run->exit_code;
}

}  // namespace

void add_certify(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "certify", "Judge a connector by the whole catalogue, and write the report");
  command->add_option("--out", options->out, "Folder of the report")->capture_default_str();
  add_connector_option(*command, options->connector);
  command->add_option("--only", options->only,
                      "Only scenarios that fit: a name with *, a folder, or a rule");
  command->add_option("--seed", options->seed, "Of everything random")->capture_default_str();
  command->add_flag("--json", options->json, "Print report.json instead of text");
  command->add_option("--suites", options->suites, "Folder of another catalogue");
  add_specs_option(*command, options->specs);
  command
      ->add_option_function<std::vector<std::string>>(
          "--crash-matrix",
          [options](const std::vector<std::string>& patterns) {
            options->crash_matrix.emplace();
            std::ranges::copy_if(patterns, std::back_inserter(*options->crash_matrix),
                                 [](const std::string& each) { return !each.empty(); });
          },
          "Also kill the connector at every request of these scenarios, in three phases, and judge "
          "what is left; without names those of a first sync in each direction")
      ->expected(0, -1);
  add_waiver_options(*command, options->waivers);
  add_package_options(*command, options->package);
  command->footer(
      "Writes events.jsonl, index.html, report.json, JUnit (also GitLab's), CTRF, summary.md and\n"
      "badge.json (docs/reports.md). Interrupted (Ctrl-C), it writes what is done and ends with "
      "5.\n"
      "Examples:\n"
      "  lockstep certify\n"
      "  lockstep certify --connector connector.json\n"
      "  lockstep certify --connector connector.json --waivers waivers.json\n"
      "  lockstep certify --connector connector.json --package certificate.zip --sign key.pem\n"
      "  lockstep certify --crash-matrix\n"
      "  lockstep certify --only PHN-8\n"
      "  lockstep certify --only 'merge/*' --out /tmp/merge");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
