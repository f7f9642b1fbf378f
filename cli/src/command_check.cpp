#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <set>

#include "lockstep/base/rulebook.h"
#include "lockstep/base/text.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/scenario/needs.h"

#include "catalogue.h"
#include "command.h"
#include "connector_option.h"

namespace lockstep::cli {
namespace {

using scenario::Scenario;

struct Options {
  ConnectorOption connector;
  std::string suites;
  bool json = false;
};

/// What of the catalogue is about a connector.
struct Applicability {
  std::size_t scenarios = 0;
  std::size_t applicable = 0;
  std::map<std::string, std::size_t> missing;  ///< Scenarios that each unclaimed claim would open.
  /// Rules that no applicable scenario judges, by area.
  std::map<std::string, std::vector<std::string>> unjudged;
  std::size_t judged = 0;  ///< Rules that some do.
};

Applicability applicability(const std::vector<Scenario>& scenarios,
                            const scenario::ConnectorInfo& info) {
  Applicability found;
  std::set<std::string, std::less<>> judged;
  for (const RuleId rule : scenario::kStandingRules) {
    judged.insert(std::string(rule.text()));
  }
  for (const Scenario& scenario : scenarios) {
    ++found.scenarios;
    bool applies = true;
    for (const std::string& need : scenario::needs_of(scenario)) {
      if (!info.claims.contains(need)) {
        ++found.missing[need];
        applies = false;
      }
    }
    if (!applies) {
      continue;
    }
    ++found.applicable;
    for (const RuleId rule : scenario.rules) {
      judged.insert(std::string(rule.text()));
    }
  }
  for (const RuleInfo& rule : kRules) {
    if (judged.contains(rule.id)) {
      ++found.judged;
    } else {
      found.unjudged[std::string(rule.id.substr(0, 3))].emplace_back(rule.id.substr(4));
    }
  }
  return found;
}

std::vector<std::string> claims_of(const scenario::ConnectorInfo& info) {
  return {info.claims.begin(), info.claims.end()};
}

std::string to_json(const scenario::ConnectorInfo& info, const Applicability& found) {
  const nlohmann::ordered_json json = {
      {"connector",
       {{"name", info.name},
        {"version", info.version},
        {"vendor", info.vendor},
        {"claims", claims_of(info)}}},
      {"mistakes", nlohmann::ordered_json::array()},
      {"scenarios", {{"all", found.scenarios}, {"applicable", found.applicable}}},
      {"not_claimed", found.missing},
      {"rules_not_judged", found.unjudged}};
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string to_json(const std::vector<scenario::ConfigMistake>& mistakes) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const scenario::ConfigMistake& mistake : mistakes) {
    list.push_back({{"verdict", to_string(scenario::Verdict::config)},
                    {"where", mistake.where},
                    {"message", mistake.message},
                    {"hint", mistake.hint}});
  }
  return nlohmann::ordered_json{{"mistakes", std::move(list)}}.dump(
             2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

std::string to_text(const scenario::ConnectorInfo& info, const Applicability& found) {
  std::string text = "Connector:      " +
                     report::terminal_line(info.name + " " + info.version + " (" + info.vendor) +
                     ")\nClaims:         " + join(claims_of(info), ", ") +
                     "\nConfiguration:  no mistake found; a first pass came to its end\nApplies:  "
                     "      " +
                     std::to_string(found.applicable) + " of " + std::to_string(found.scenarios) +
                     " scenarios, " + std::to_string(found.judged) + " of " +
                     std::to_string(kRules.size()) + " rules\n";
  for (const auto& [claim, count] : found.missing) {
    text += "Not claimed:    " + claim + ", which " + std::to_string(count) +
            (count == 1 ? " scenario needs\n" : " scenarios need\n");
  }
  for (const auto& [area, rules] : found.unjudged) {
    text += "Not judged:     " + area + " " + join(rules, ", ") + "\n";
  }
  return text;
}

int run(const Options& options) {
  const Result<ChosenConnector> chosen = choose_connector(options.connector);
  if (!chosen) {
    return report_error(chosen.error());
  }
  if (!chosen->mistakes.empty()) {
    if (options.json) {
      std::cout << to_json(chosen->mistakes);
    }
    return report_mistakes(chosen->mistakes);
  }
  const Result<std::vector<Scenario>> scenarios = load_catalogue(options.suites);
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  const Applicability found = applicability(*scenarios, chosen->info);
  std::cout << (options.json ? to_json(chosen->info, found) : to_text(chosen->info, found));
  return kDone;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "check", "Find mistakes in a connector's configuration, before anything is judged");
  command->add_option("FILE", options->connector.file, "The connector.json")->required();
  command->add_option("--suites", options->suites, "Folder of another catalogue");
  command->add_flag("--json", options->json, "Print JSON instead of text");
  command->footer(
      "Reads the file, starts the program, lets it run one pass over a world with one contact on\n"
      "each side, and says which scenarios its claims open. Ends with 6 if something is wrong.\n"
      "Examples:\n"
      "  lockstep check connector.json\n"
      "  lockstep check examples/connectors/python/connector.json --json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
