#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "lockstep/base/text.h"
#include "lockstep/scenario/load.h"

#include "catalogue.h"
#include "command.h"
#include "interrupt.h"
#include "kill_matrix.h"
#include "kill_matrix_page.h"
#include "worker_count.h"

namespace lockstep::cli {
namespace {

using mutants::Fate;
using mutants::Mutant;
using scenario::Scenario;

struct Options {
  std::string only;
  std::string scenarios;
  bool full = false;
  std::string format = "text";
  std::string suites;
  std::uint64_t seed = 1;
};

std::vector<const Mutant*> chosen_mutants(const std::string& pattern) {
  std::vector<const Mutant*> chosen;
  for (const Mutant& mutant : mutants::all_mutants()) {
    if (pattern.empty() || scenario::matches_pattern(pattern, mutant.id) ||
        scenario::matches_pattern(pattern, mutant.rule.text())) {
      chosen.push_back(&mutant);
    }
  }
  return chosen;
}

/// By name, or by the folder they are in; several patterns are separated by commas.
Result<std::vector<Scenario>> chosen_scenarios(const Options& options) {
  Result<std::vector<Scenario>> scenarios = load_catalogue(options.suites);
  if (!scenarios || options.scenarios.empty()) {
    return scenarios;
  }
  const std::vector<std::string_view> patterns = split(options.scenarios, ',');
  std::erase_if(*scenarios, [&](const Scenario& each) {
    return std::ranges::none_of(patterns, [&](std::string_view pattern) {
      return scenario::matches_pattern(pattern, each.name) ||
             scenario::matches_pattern(std::string(pattern) + "/*", each.name);
    });
  });
  if (scenarios->empty()) {
    return failure(ErrorKind::invalid_input,
                   "no scenario fits \"" + options.scenarios + "\" (such as \"merge\")",
                   "--scenarios");
  }
  return scenarios;
}

int run(const Options& options) {
  const std::vector<const Mutant*> chosen = chosen_mutants(options.only);
  if (chosen.empty()) {
    return report_usage_error("no mutant fits \"" + options.only + "\"",
                              "a name or a rule, with * for anything: 'PHN-*'");
  }
  const Result<std::vector<Scenario>> scenarios = chosen_scenarios(options);
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  catch_interrupts();
  mutants::MatrixOptions matrix_options;
  matrix_options.seed = options.seed;
  matrix_options.full = options.full;
  matrix_options.jobs = worker_count();
  matrix_options.interrupted = [] { return interrupted(); };
  std::size_t done = 0;
  const bool shows_progress = wants_progress(STDERR_FILENO);
  matrix_options.done = [&](const Fate& fate) {
    ++done;
    if (shows_progress) {
      std::cerr << "\r\033[K" << done << " of " << chosen.size() << "  " << fate.mutant->id
                << std::flush;
    }
  };
  const Result<std::vector<Fate>> fates = mutants::run_matrix(chosen, *scenarios, matrix_options);
  if (shows_progress) {
    std::cerr << "\r\033[K";
  }
  if (!fates) {
    return report_error(fates.error());
  }
  if (interrupted()) {
    std::cerr << "lockstep: interrupted after " << done << " of " << chosen.size()
              << " mutants; half a matrix says nothing\n";
    return kIncomplete;
  }
  std::cout << (options.format == "json"       ? mutants::matrix_json(*fates)
                : options.format == "markdown" ? mutants::matrix_markdown(*fates)
                                               : mutants::matrix_text(*fates, options.full));
  return std::ranges::all_of(*fates, &Fate::is_killed) ? kDone : kFailed;
}

}  // namespace

void add_mutants(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "mutants", "Show which wrong connectors the catalogue catches, and by which scenarios");
  command->add_option("--only", options->only, "Only mutants that fit: a name or a rule, with *");
  command->add_option("--scenarios", options->scenarios,
                      "Only scenarios that fit: names with *, or folders, separated by commas");
  command->add_flag("--full", options->full,
                    "Run every scenario that judges a mutant's rule, and tell which are enough for "
                    "all; without it a mutant's run ends with the first that kills it");
  command->add_option("--format", options->format, "text, json or markdown (docs/mutants.md)")
      ->check(CLI::IsMember({"text", "json", "markdown"}))
      ->capture_default_str();
  command->add_option("--suites", options->suites, "Folder of another catalogue");
  command->add_option("--seed", options->seed, "Of everything random")->capture_default_str();
  command->footer(
      "A mutant is the built-in engine with one defect in one rule. It is killed by a scenario in\n"
      "which a check of that rule does not hold. Ends with 1 if one survives.\n"
      "Examples:\n"
      "  lockstep mutants\n"
      "  lockstep mutants --only 'PHN-*' --full\n"
      "  lockstep mutants --full --format markdown > docs/mutants.md");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
