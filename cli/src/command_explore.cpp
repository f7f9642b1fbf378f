#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "lockstep/report/foreign_text.h"

#include "command.h"
#include "connector_option.h"
#include "explore/campaign.h"
#include "interrupt.h"
#include "mutant.h"
#include "worker_count.h"

namespace lockstep::cli {
namespace {

using explore::CampaignResult;
using explore::Finding;

struct Options {
  ConnectorOption connector;
  std::string mutant;
  std::uint64_t seed = 1;
  std::uint64_t runs = 1'000;
  std::string out;
  bool json = false;
};

/// What a person does to see the failure again.
std::string again(const Options& options, const Finding& finding) {
  std::string words = "lockstep explore --seed " + std::to_string(finding.seed) + " --runs 1";
  if (!options.mutant.empty()) {
    words += " --mutant " + options.mutant;
  }
  return options.connector.file.empty() ? words : words + " --connector " + options.connector.file;
}

std::string file_name(const Finding& finding) {
  std::string name = finding.name.substr(finding.name.rfind('/') + 1);
  return name + ".jsonc";
}

std::string to_text(const Options& options, const CampaignResult& result) {
  std::string text;
  for (const Finding& finding : result.findings) {
    const scenario::CheckResult& check = finding.check;
    text += std::string(to_string(check.verdict)) + "  " + finding.symptom + "  (" +
            std::to_string(result.symptoms.at(finding.symptom)) + " worlds)\n  " +
            report::terminal_line(check.message) + "\n";
    if (!check.expected.empty() || !check.actual.empty()) {
      text += "  expected " + report::terminal_line(check.expected) + "\n  actual   " +
              report::terminal_line(check.actual) + "\n";
    }
    text += "  shape    " + finding.shape + "\n";
    if (!options.out.empty()) {
      text +=
          "  scenario " + (std::filesystem::path(options.out) / file_name(finding)).string() + "\n";
    }
    text += "  again    " + report::terminal_line(again(options, finding)) + "\n\n";
  }
  for (const std::uint64_t seed : result.unrepeatable) {
    text += "not repeatable: seed " + std::to_string(seed) + " went another way the second time\n";
  }
  text += "Worlds:    " + std::to_string(result.done) + ", " + std::to_string(result.red) +
          " red; " + std::to_string(result.exchanges) + " requests\n";
  text += "Repeated:  " + std::to_string(result.repeated) + ", " +
          std::to_string(result.unrepeatable.size()) + " otherwise than the first time\n";
  text += "Rules:    ";
  for (const auto& [rule, worlds] : result.held) {
    text += " " + rule + " " + std::to_string(worlds);
  }
  return text + (result.held.empty() ? " none held\n" : " (worlds in which they held)\n");
}

std::string to_json(const Options& options, const CampaignResult& result) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const Finding& finding : result.findings) {
    findings.push_back({{"symptom", finding.symptom},
                        {"shape", finding.shape},
                        {"rule", finding.check.rule},
                        {"verdict", to_string(finding.check.verdict)},
                        {"message", finding.check.message},
                        {"expected", finding.check.expected},
                        {"actual", finding.check.actual},
                        {"seed", finding.seed},
                        {"worlds", finding.worlds},
                        {"scenario", finding.scenario},
                        {"again", again(options, finding)}});
  }
  const nlohmann::ordered_json json = {{"first_seed", options.seed},
                                       {"worlds", result.done},
                                       {"red", result.red},
                                       {"requests", result.exchanges},
                                       {"repeated", result.repeated},
                                       {"unrepeatable", result.unrepeatable},
                                       {"symptoms", result.symptoms},
                                       {"held", result.held},
                                       {"findings", std::move(findings)}};
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// @error unavailable  The folder cannot be made or written to.
Result<void> write_scenarios(const std::string& folder, const CampaignResult& result) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const Finding& finding : result.findings) {
    const std::filesystem::path path = std::filesystem::path(folder) / file_name(finding);
    std::ofstream file(path, std::ios::binary);
    file << finding.scenario;
    if (!file.flush()) {
      return failure(ErrorKind::unavailable, "cannot be written", path.string());
    }
  }
  return {};
}

Result<ChosenConnector> chosen_connector(const Options& options) {
  if (options.mutant.empty()) {
    ConnectorOption connector = options.connector;
    connector.in_process = connector.file.empty();
    return choose_connector(connector);
  }
  const auto& mutants = mutants::all_mutants();
  const auto found = std::ranges::find(mutants, options.mutant, &mutants::Mutant::id);
  if (found == mutants.end()) {
    return failure(ErrorKind::invalid_input,
                   "there is no mutant \"" + options.mutant + "\" (lockstep mutants lists them)",
                   "--mutant");
  }
  return ChosenConnector{
      [mutant = &*found] { return mutants::make_mutant_connector(*mutant); }, {}, {}};
}

int run(const Options& options) {
  catch_interrupts();
  const Result<ChosenConnector> chosen = chosen_connector(options);
  if (!chosen) {
    return report_error(chosen.error());
  }
  if (!chosen->mistakes.empty()) {
    return report_mistakes(chosen->mistakes);
  }
  explore::CampaignOptions campaign;
  campaign.first_seed = options.seed;
  campaign.runs = options.runs;
  campaign.jobs = worker_count();
  campaign.interrupted = [] { return interrupted(); };
  const bool shows_progress = is_terminal(STDERR_FILENO);
  if (shows_progress) {
    campaign.progress = [&](std::uint64_t done, std::uint64_t red) {
      std::cerr << "\r\x1b[K" << done << " of " << options.runs << " worlds, " << red << " red"
                << std::flush;
    };
  }
  const Result<CampaignResult> result = explore::run_campaign(chosen->make, campaign);
  if (shows_progress) {
    std::cerr << "\r\x1b[K";
  }
  if (!result) {
    return report_error(result.error());
  }
  if (!options.out.empty()) {
    if (const auto written = write_scenarios(options.out, *result); !written) {
      return report_error(written.error());
    }
  }
  std::cout << (options.json ? to_json(options, *result) : to_text(options, *result));
  if (interrupted()) {
    std::cerr << "lockstep: interrupted after " << result->done << " of " << options.runs
              << " worlds\n";
    return kIncomplete;
  }
  return result->red > 0 || !result->unrepeatable.empty() ? kFailed : kDone;
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
  command
      ->add_option("--mutant", options->mutant,
                   "The built-in engine with this defect, to see whether it is found")
      ->excludes(connector);
  command->add_option("--seed", options->seed, "Of the first world; each has the next one")
      ->capture_default_str();
  command->add_option("--runs", options->runs, "How many worlds")->capture_default_str();
  command->add_option("--out", options->out,
                      "Write the smallest scenario of each finding to this folder");
  command->add_flag("--json", options->json, "Print JSON instead of text");
  command->footer(
      "A world has an address book on each side, users who edit both, and what can go wrong; at "
      "its\n"
      "end nothing fails any more, and every edit must be where it belongs (docs/exploring.md).\n"
      "Ends with 1 if a world is red, or goes another way when it is run again.\n"
      "Examples:\n"
      "  lockstep explore\n"
      "  lockstep explore --runs 10000 --out regressions\n"
      "  lockstep explore --seed $(date +%s) --connector connector.json --runs 200\n"
      "  lockstep explore --mutant mrg-7-google-always-wins");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
