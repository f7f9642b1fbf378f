#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "campaign_text.h"
#include "command.h"
#include "connector_option.h"
#include "explore/campaign_json.h"
#include "explore/goals.h"
#include "explore/small_worlds.h"
#include "hunt.h"
#include "interrupt.h"
#include "mutant.h"
#include "shard_processes.h"
#include "specs.h"
#include "worker_count.h"

namespace lockstep::cli {
namespace {

using explore::CampaignResult;

/// Of the engine, and caught by what random worlds are best at: a conflict that goes the wrong way.
constexpr const char* kCanary = "mrg-7-google-always-wins";

struct Options {
  ConnectorOption connector;
  std::string mutant;
  bool all_mutants = false;
  bool small = false;
  std::uint64_t seed = 1;
  std::uint64_t runs = 1'000;
  std::string shard;
  std::uint64_t jobs = 0;
  std::string out;
  std::string coverage;
  bool json = false;
  std::uint64_t cut_down_runs = 60;
  std::string specs;
  bool tells_progress = false;  ///< To the process that has started this one.
};

/// The part of the command line that says which worlds these are, and whose.
std::vector<std::string> kind_words(const Options& options) {
  std::vector<std::string> words;
  if (options.small) {
    words.emplace_back("--small");
  }
  if (!options.mutant.empty()) {
    words.insert(words.end(), {"--mutant", options.mutant});
  } else if (!options.connector.file.empty()) {
    words.insert(words.end(), {"--connector", options.connector.file});
    if (options.cut_down_runs != Options().cut_down_runs) {
      words.insert(words.end(), {"--cut-down-runs", std::to_string(options.cut_down_runs)});
    }
  }
  if (!options.specs.empty()) {
    words.insert(words.end(), {"--specs", options.specs});
  }
  return words;
}

std::uint64_t jobs_of(const Options& options) {
  return options.jobs > 0 ? options.jobs : worker_count();
}

std::string again(const Options& options) {
  std::string words = "lockstep explore";
  for (const std::string& word : kind_words(options)) {
    words += " " + word;
  }
  return words;
}

Result<scenario::ConnectorFactory> mutant_factory(const std::string& id) {
  const auto& mutants = mutants::all_mutants();
  const auto found = std::ranges::find(mutants, id, &mutants::Mutant::id);
  if (found == mutants.end()) {
    return failure(ErrorKind::invalid_input,
                   "there is no mutant \"" + id + "\" (lockstep mutants lists them)", "--mutant");
  }
  return scenario::ConnectorFactory(
      [mutant = &*found] { return mutants::make_mutant_connector(*mutant); });
}

Result<ChosenConnector> chosen_connector(const Options& options) {
  if (options.mutant.empty()) {
    ConnectorOption connector = options.connector;
    connector.in_process = connector.file.empty();
    return choose_connector(connector);
  }
  Result<scenario::ConnectorFactory> make = mutant_factory(options.mutant);
  if (!make) {
    return Failure{make.error()};
  }
  scenario::ConnectorInfo info = (*make)()->info();
  info.name = "mutant " + options.mutant;
  return ChosenConnector{std::move(*make), std::move(info), {}};
}

/// A line on a terminal that is written over and over, and gone at the end.
class ProgressLine {
 public:
  ProgressLine() = default;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { show(""); }

  void show(const std::string& text) const {
    if (is_shown_) {
      std::cerr << "\r\x1b[K" << text << std::flush;
    }
  }

 private:
  bool is_shown_ = wants_progress(STDERR_FILENO);
};

std::string progress_text(std::uint64_t done, std::uint64_t all, std::uint64_t red) {
  return std::to_string(done) + " of " + std::to_string(all) + " worlds, " + std::to_string(red) +
         " red";
}

/// What the shards of several processes give together.
Result<CampaignResult> run_in_processes(const Options& options, std::uint64_t processes) {
  ShardProcesses shards;
  shards.count = processes;
  shards.arguments = {"explore",
                      "--json",
                      "--tell-progress",
                      "--seed",
                      std::to_string(options.seed),
                      "--runs",
                      std::to_string(options.runs)};
  const std::vector<std::string> words = kind_words(options);
  shards.arguments.insert(shards.arguments.end(), words.begin(), words.end());
  const Result<std::vector<std::string>> texts = [&] {
    const ProgressLine line;
    shards.progress = [&](std::uint64_t done, std::uint64_t red) {
      line.show(progress_text(done, options.runs, red));
    };
    return run_shards(shards);
  }();
  if (!texts) {
    return Failure{texts.error()};
  }
  std::vector<CampaignResult> results;
  for (const std::string& text : *texts) {
    Result<CampaignResult> result = explore::parse_campaign(text, "a shard's result");
    if (!result) {
      return result;
    }
    results.push_back(std::move(*result));
  }
  return explore::merge(std::move(results));
}

/// What worlds may ask of a connector: nothing that it does not claim.
explore::Claims claims_of(const std::set<std::string, std::less<>>& claimed) {
  using explore::Direction;
  explore::Claims claims{.directions = {}, .filters = claimed.contains("filters")};
  for (const auto& [name, direction] :
       {std::pair("to_google", Direction::to_google),
        std::pair("to_hubspot", Direction::to_hubspot), std::pair("two_way", Direction::two_way)}) {
    if (claimed.contains(name)) {
      claims.directions.push_back(direction);
    }
  }
  return claims.directions.empty() ? explore::Claims() : claims;
}

void choose_worlds(explore::CampaignOptions& campaign, bool small, const explore::Claims& claims) {
  campaign.comes_to_every_rule = !small && claims == explore::Claims();
  if (small) {
    campaign.draw = explore::small_world;
  } else {
    campaign.draw = [claims](std::uint64_t seed) { return explore::draw(seed, claims); };
  }
}

Result<CampaignResult> run_shard(const Options& options, const ChosenConnector& chosen,
                                 const explore::Shard& shard, const Specs& specs) {
  Result<scenario::ConnectorFactory> canary = mutant_factory(kCanary);
  if (!canary) {
    return Failure{canary.error()};
  }
  explore::CampaignOptions campaign;
  campaign.connector = chosen.info.name + " " + chosen.info.version;
  choose_worlds(campaign, options.small, claims_of(chosen.info.claims));
  campaign.again = again(options);
  campaign.first_seed = options.seed;
  campaign.runs = options.runs;
  campaign.shard = shard;
  campaign.descriptions = specs;
  if (!options.connector.file.empty()) {
    campaign.cut_down_runs_max = options.cut_down_runs;
    campaign.cut_down_max = 1;
  }
  if (options.mutant.empty() && !options.small && options.runs >= explore::kCanaryBudget) {
    campaign.canary = {kCanary, std::move(*canary)};
  }
  campaign.interrupted = [] { return interrupted(); };
  const std::optional<ProgressLine> line =
      options.tells_progress ? std::nullopt : std::optional<ProgressLine>(std::in_place);
  constexpr std::uint64_t kTellEvery = 20;
  campaign.progress = [&](std::uint64_t done, std::uint64_t red) {
    if (line) {
      line->show(progress_text(done, shard.share(options.runs), red));
    } else if (done % kTellEvery == 0) {
      std::cout << progress_line(done, red) << std::endl;
    }
  };
  return explore::run_campaign(chosen.make, campaign);
}

Result<void> write_results(const Options& options, const CampaignResult& result) {
  if (!options.coverage.empty()) {
    std::ofstream file(options.coverage, std::ios::binary);
    file << explore::coverage_markdown(result);
    if (!file.flush()) {
      return failure(ErrorKind::unavailable, "cannot be written", options.coverage);
    }
  }
  return options.out.empty() ? Result<void>() : write_scenarios(options.out, result);
}

/// Sends every mutant into worlds, and says which are found.
int hunt_mutants(const Options& options) {
  explore::CampaignOptions campaign;
  choose_worlds(campaign, options.small, {});
  campaign.first_seed = options.seed;
  campaign.interrupted = [] { return interrupted(); };
  const Result<std::vector<explore::CanaryResult>> found = [&] {
    const ProgressLine line;
    return explore::hunt(
        campaign, options.runs, jobs_of(options), [&](std::size_t done, std::size_t all) {
          line.show(std::to_string(done) + " of " + std::to_string(all) + " mutants");
        });
  }();
  if (!found) {
    return report_error(found.error());
  }
  std::cout << explore::hunt_page(*found, options.seed, options.runs, options.small);
  if (interrupted()) {
    return kIncomplete;
  }
  return options.small || explore::found_all_in_reach(*found) ? kDone : kFailed;
}

int exit_code_of_shard(const CampaignResult& result, const explore::Shard& shard) {
  if (!explore::reasons_for_red(result).empty()) {
    return kFailed;
  }
  return explore::worlds_done(result) < shard.share(result.runs) ? kIncomplete : kDone;
}

int run(const Options& options) {
  catch_interrupts();
  if (options.tells_progress) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);  // A shard has nobody left to work for then.
  }
  if (options.small && (options.seed < 1 || options.runs > explore::small_world_count() ||
                        options.seed - 1 > explore::small_world_count() - options.runs)) {
    return report_usage_error(
        "small worlds have the numbers 1 to " + std::to_string(explore::small_world_count()),
        "lockstep explore --small");
  }
  if (options.all_mutants) {
    return hunt_mutants(options);
  }
  const Result<ChosenConnector> chosen = chosen_connector(options);
  if (!chosen) {
    return report_error(chosen.error());
  }
  if (!chosen->mistakes.empty()) {
    return report_mistakes(chosen->mistakes);
  }
  const bool is_shard = !options.shard.empty();
  const Result<explore::Shard> shard =
      is_shard ? explore::parse_shard(options.shard) : explore::Shard();
  if (!shard) {
    return report_usage_error("--shard: " + shard.error().message, "");
  }
  const Result<Specs> specs = load_specs(options.specs);
  if (!specs) {
    return report_error(specs.error());
  }
  const Result<CampaignResult> result = is_shard ? run_shard(options, *chosen, *shard, *specs)
                                                 : run_in_processes(options, jobs_of(options));
  if (!result) {
    return report_error(result.error());
  }
  if (const auto written = write_results(options, *result); !written) {
    return report_error(written.error());
  }
  std::cout << (options.json ? explore::to_line(*result) + "\n"
                             : campaign_text(*result, again(options), options.out));
  if (!options.tells_progress) {
    (options.json ? std::cerr : std::cout) << answers_line(*specs);
  }
  return is_shard ? exit_code_of_shard(*result, *shard) : exit_code_of(*result);
}

}  // namespace

void add_explore(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "explore", "Put a connector into random worlds, and cut down what fails to a scenario");
  CLI::Option* const connector =
      command->add_option("--connector", options->connector.file,
                          "The connector.json of a program (docs/connector_protocol.md); without "
                          "it the built-in engine is meant, by function calls");
  CLI::Option* const mutant =
      command
          ->add_option("--mutant", options->mutant,
                       "The built-in engine with this defect, to see whether it is found")
          ->excludes(connector);
  command
      ->add_flag("--all-mutants", options->all_mutants,
                 "Send each mutant into worlds until one is red, and print as Markdown which were "
                 "found; --runs is the most for each")
      ->excludes(connector)
      ->excludes(mutant);
  CLI::Option* const seed =
      command->add_option("--seed", options->seed, "Of the first world; each has the next one")
          ->capture_default_str();
  CLI::Option* const runs =
      command->add_option("--runs", options->runs, "How many worlds, in all shards together")
          ->check(CLI::PositiveNumber)
          ->capture_default_str();
  command->add_flag("--small", options->small,
                    "Instead of random worlds all of up to two contacts, four steps and one fault; "
                    "seeds are their numbers");
  CLI::Option* const jobs = command->add_option(
      "-j,--jobs", options->jobs, "How many processes; as many as there are processors without it");
  jobs->check(CLI::Range(1, 256));
  command
      ->add_option("--shard", options->shard,
                   "Only this part of the worlds, such as 2/8, in this process; with --json for "
                   "lockstep merge")
      ->excludes(jobs);
  command
      ->add_option("--cut-down-runs", options->cut_down_runs,
                   "With --connector: how many runs cutting down a finding may take")
      ->capture_default_str();
  command->add_option("--out", options->out,
                      "Write the smallest scenario of each finding to this folder");
  command->add_option("--coverage", options->coverage,
                      "Write to this file which rules were judged in which trouble, as Markdown");
  add_specs_option(*command, options->specs);
  command->add_flag("--json", options->json, "Print the result as a line of JSON instead of text");
  command->add_flag("--tell-progress", options->tells_progress)->group("");  // Not shown.
  command->footer(
      "A world has an address book on each side, users who edit both, and what can go wrong; at "
      "its\n"
      "end nothing fails any more, and every edit must be where it belongs (docs/exploring.md).\n"
      "Ends with 1 if a world is red, goes another way when it is run again, or a rule that\n"
      "random worlds come to was never judged; with 5 if it was interrupted.\n"
      "Examples:\n"
      "  lockstep explore\n"
      "  lockstep explore --runs 10000 --out regressions\n"
      "  lockstep explore --seed $(date +%s) --connector connector.json --runs 200\n"
      "  lockstep explore --runs 1000000 --shard 3/64 --json > shard-3.json\n"
      "  lockstep explore --mutant mrg-7-google-always-wins");
  command->callback([options, &action, seed, runs] {
    if (options->small && seed->empty() && runs->empty()) {
      options->runs = explore::small_world_count();
    }
    action = [options] { return run(*options); };
  });
}

}  // namespace lockstep::cli
