#include "lab.h"

#include <map>
#include <utility>
#include <variant>

#include "lockstep/base/assert.h"
#include "lockstep/scenario/load.h"

#include "to_scenario.h"

namespace lockstep::explore {
namespace {

using scenario::CheckResult;
using scenario::Verdict;

bool is_red(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::warn || verdict == Verdict::variant ||
         verdict == Verdict::harness_error;
}

std::string kind_of(const scenario::Check& check) {
  if (const auto* const record = std::get_if<scenario::ExpectRecord>(&check.what)) {
    return std::string(record->count ? "count in " : "values in ") +
           std::string(to_string(record->side));
  }
  if (std::holds_alternative<scenario::ExpectEqual>(check.what)) {
    return "equal";
  }
  return std::holds_alternative<scenario::ExpectQuiet>(check.what) ? "quiet" : "count";
}

std::string symptom_of(const CheckResult& check, const scenario::Scenario& scenario) {
  if (check.verdict == Verdict::harness_error) {
    return "harness error";
  }
  if (check.step == scenario::kStandingStep) {
    return check.rule + " standing";
  }
  if (check.step < 0) {
    return check.rule + " pass";
  }
  return check.rule + " " + kind_of(scenario.then.at(static_cast<std::size_t>(check.step)));
}

std::set<std::string> troubles_of(const scenario::Scenario& scenario,
                                  const scenario::ScenarioResult& result) {
  std::set<std::string> troubles;
  for (const std::size_t at : result.reached) {
    const sim::Fault& fault = scenario.faults[at].fault;
    std::string trouble(to_string(kind_of(fault)));
    if (const auto* const crash = std::get_if<sim::CrashConnector>(&fault)) {
      trouble += " " + std::string(to_string(crash->moment));
    }
    troubles.insert(std::move(trouble));
  }
  if (scenario.given.world.search_lag) {
    troubles.insert("search lag");
  }
  if (scenario.given.world.propagation_delay) {
    troubles.insert("propagation delay");
  }
  return troubles;
}

/// The rule that is about nothing but this trouble.
std::string rule_against(const std::string& trouble) {
  if (trouble.starts_with("crash-connector")) {
    return "ROB-1";
  }
  static const std::map<std::string, std::string> rules = {{"answer-error", "ROB-9"},
                                                           {"lose-request", "ROB-9"},
                                                           {"stall", "ROB-9"},
                                                           {"truncate", "ROB-2"},
                                                           {"commit-then-lose-answer", "ROB-2"},
                                                           {"expire-token", "CON-3"},
                                                           {"expire-sync-token", "ROB-4"},
                                                           {"short-page", "MRG-12"},
                                                           {"search lag", "ROB-5"},
                                                           {"propagation delay", "ROB-5"}};
  const auto found = rules.find(trouble);
  return found == rules.end() ? "" : found->second;
}

}  // namespace

Lab::Lab(std::unique_ptr<scenario::Connector> connector) : connector_(std::move(connector)) {}

Result<std::unique_ptr<Lab>> Lab::make(std::unique_ptr<scenario::Connector> connector) {
  std::unique_ptr<Lab> lab(new Lab(std::move(connector)));
  auto runner = scenario::ScenarioRunner::make(*lab->connector_, 1);
  if (!runner) {
    return Failure{runner.error()};
  }
  lab->runner_ = std::move(*runner);
  lab->runner_->let_faults_miss();
  lab->runner_->judge_each_pass();
  lab->runner_->tell_verdicts_only();
  return lab;
}

void Lab::judge_answers(std::shared_ptr<const descriptions::ServiceDescriptions> descriptions) {
  runner_->judge_answers(std::move(descriptions));
}

void Lab::digest_journals() { runner_->digest_journals(); }

Outcome Lab::run(const Draft& draft, const std::string& name) {
  return run_text(scenario_text(draft, name, ""));
}

Outcome Lab::run_text(const std::string& text) {
  const auto scenario = scenario::parse_scenario(text, "explored");
  LOCKSTEP_ASSERT(scenario.has_value());
  scenario::EventList events;
  const scenario::ScenarioResult result = runner_->run(*scenario, events);
  Outcome outcome;
  outcome.exchanges = result.exchanges;
  for (const CheckResult& check : result.checks) {
    if (is_red(check.verdict)) {
      outcome.red.push_back({check, symptom_of(check, *scenario)});
    }
    if (is_red(check.verdict) || check.verdict == Verdict::pass) {
      outcome.judged.insert(check.rule);
    }
  }
  outcome.troubles = troubles_of(*scenario, result);
  for (const std::string& trouble : outcome.troubles) {
    if (const std::string rule = rule_against(trouble); !rule.empty()) {
      outcome.judged.insert(rule);  // What must be true at the end is what it asks for.
    }
  }
  for (const scenario::Event& event : events.events()) {
    if (const auto* const finished = std::get_if<scenario::ScenarioFinished>(&event)) {
      outcome.journal_sha256 = finished->journal_sha256;
    }
  }
  return outcome;
}

}  // namespace lockstep::explore
