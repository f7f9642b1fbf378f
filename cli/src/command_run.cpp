#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <sstream>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/read_events.h"
#include "lockstep/report/render.h"
#include "lockstep/report/write.h"
#include "lockstep/scenario/run.h"

#include "catalogue.h"
#include "command.h"
#include "connector_option.h"
#include "interrupt.h"
#include "run_output.h"
#include "specs.h"
#include "worker_count.h"

namespace lockstep::cli {
namespace {

constexpr std::size_t kMessageCharactersMax = 200;

struct Options {
  std::vector<std::string> files;
  bool http = false;
  ConnectorOption connector;
  std::uint64_t seed = 1;
  bool json = false;
  std::string journal;
  std::string specs;
  std::size_t seeds = 0;
};

/// Runs one scenario again for its journal: the same seed gives the same journal, byte for byte.
Result<void> write_journal(const Options& options, const std::vector<scenario::Scenario>& scenarios,
                           scenario::Connector& connector) {
  auto runner = scenario::ScenarioRunner::make(connector, options.seed);
  if (!runner) {
    return Failure{runner.error()};
  }
  (*runner)->keep_journals();
  std::string journal;
  for (const scenario::Scenario& scenario : scenarios) {
    scenario::EventList events;
    journal += (*runner)->run(scenario, events).journal;
  }
  return report::write_file(options.journal, journal);
}

/// Runs everything with many seeds, in worlds that vary, and tells only what is not as it should
/// be.
int run_seeds(const Options& options, const std::vector<scenario::Scenario>& scenarios,
              const ChosenConnector& chosen, const Specs& specs) {
  const bool shows_progress = wants_progress(STDERR_FILENO);
  const auto clear_line = [&] { std::cerr << (shows_progress ? "\r\x1b[K" : "") << std::flush; };
  std::size_t red = 0;
  std::size_t done = 0;
  for (; done < options.seeds && !interrupted(); ++done) {
    scenario::RunOptions run_options{options.seed + done, [] { return interrupted(); }};
    run_options.descriptions = specs;
    run_options.vary = true;
    run_options.jobs = worker_count();
    scenario::EventList events;
    const auto result = scenario::run_scenarios(scenarios, chosen.make, events, run_options);
    if (!result) {
      return report_error(result.error());
    }
    for (const scenario::CheckResult& check : result->checks) {
      if (report::outcome_of(check.verdict) == report::Outcome::failed) {
        ++red;
        clear_line();
        std::cout << "seed " << run_options.seed << "  " << to_string(check.verdict) << "  "
                  << check.rule << "  " << report::terminal_line(check.scenario) << ": "
                  << report::terminal_line(report::shorten(check.message, kMessageCharactersMax))
                  << "\n";
      }
    }
    if (shows_progress) {
      std::cerr << "\r\x1b[K" << done + 1 << " of " << options.seeds << " seeds, " << red
                << " checks failed" << std::flush;
    }
  }
  clear_line();
  std::cout << done << " of " << options.seeds << " seeds, " << scenarios.size()
            << " scenarios each: " << red << " checks failed\n";
  return interrupted() ? kIncomplete : red > 0 ? kFailed : kDone;
}

int run(const Options& options) {
  const Result<std::vector<scenario::Scenario>> scenarios =
      load_scenarios({options.files.begin(), options.files.end()});
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  const Result<Specs> specs = load_specs(options.specs);
  if (!specs) {
    return report_error(specs.error());
  }
  const Result<ChosenConnector> chosen = choose_connector(options.connector);
  if (!chosen) {
    return report_error(chosen.error());
  }
  if (!chosen->mistakes.empty()) {
    return report_mistakes(chosen->mistakes);
  }
  if (options.seeds > 0) {
    catch_interrupts();
    return run_seeds(options, *scenarios, *chosen, *specs);
  }
  const std::unique_ptr<scenario::Connector> connector = chosen->make();
  const Result<int> code =
      run_and_print(*scenarios, *connector, {options.seed, options.json, *specs});
  if (!code) {
    return report_error(code.error());
  }
  if (!options.journal.empty()) {
    if (const auto written = write_journal(options, *scenarios, *connector); !written) {
      return report_error(written.error());
    }
  }
  (options.json ? std::cerr : std::cout) << answers_line(*specs);
  return *code;
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("run", "Run scenario files against a connector");
  command->add_option("FILE", options->files, "Scenario files, or folders of them")->required();
  add_connector_option(*command, options->connector);
  command->add_flag("--http", options->http, "Through loopback sockets (this is the default)")
      ->excludes(command->get_option("--in-process"));
  command->add_option("--seed", options->seed, "Of everything random")->capture_default_str();
  command->add_flag("--json", options->json, "Print report.json instead of text");
  command->add_option("--journal", options->journal,
                      "Write every exchange and user action to this file, as JSON Lines");
  command
      ->add_option(
          "--seeds", options->seeds,
          "Run with so many seeds, from --seed on, in worlds that vary in what the services do "
          "not promise: length of pages, order of records, ids, contested facts; tells only what "
          "fails")
      ->excludes("--journal", "--json");
  add_specs_option(*command, options->specs);
  command->footer(
      "Examples:\n"
      "  lockstep run scenarios/suites/match/same-email-pairs.jsonc\n"
      "  lockstep run scenarios/suites/merge --in-process\n"
      "  lockstep run FILE.jsonc --connector connector.json\n"
      "  lockstep run scenarios/suites --in-process --seeds 100\n"
      "  lockstep run FILE.jsonc --journal journal.jsonl");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
