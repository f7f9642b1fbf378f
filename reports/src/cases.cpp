#include "cases.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "lockstep/base/rulebook.h"
#include "lockstep/base/timestamp.h"

namespace lockstep::report {
namespace {

using scenario::CheckResult;

constexpr std::size_t kPassesMax = 5;

std::string describe(const CheckResult& check) {
  std::string text = check.scenario + " " + describe_step(check.step) + " at " +
                     format_timestamp(check.at) + ": " + check.message + "\n";
  if (!check.expected.empty() || !check.actual.empty()) {
    const auto shown = [](const std::string& value) { return value.empty() ? "(nothing)" : value; };
    text += "expected: " + shown(check.expected) + "\nactual:   " + shown(check.actual) + "\n";
  }
  for (const scenario::Leaning& leaning : check.leans_on) {
    text += "leans on: " + describe_leaning(leaning) + "\n";
  }
  return text;
}

/// How passes ended, each with what the program wrote.
std::string describe_passes(const std::vector<scenario::PassEnded>& passes) {
  std::string text;
  const std::size_t shown_count = std::min(passes.size(), kPassesMax);
  for (std::size_t at = 0; at < shown_count; ++at) {
    text += describe_pass(passes[at]) + "\n" + passes[at].words;
    text += text.ends_with('\n') ? "" : "\n";
  }
  return shown_count == passes.size()
             ? text
             : text + "and " + std::to_string(passes.size() - shown_count) + " more passes\n";
}

/// The checks of one rule in one scenario.
struct Judgement {
  const ScenarioReport* scenario = nullptr;
  std::vector<const CheckResult*> checks;
};

/// By rule, in the order of the run. One look at each check, however many rules there are.
std::map<std::string_view, std::vector<Judgement>> judgements_of(const RunReport& run) {
  std::map<std::string_view, std::vector<Judgement>> by_rule;
  for (const ScenarioReport& scenario : run.scenarios) {
    for (const CheckResult& check : scenario.checks) {
      std::vector<Judgement>& judgements = by_rule[check.rule];
      if (judgements.empty() || judgements.back().scenario != &scenario) {
        judgements.push_back({&scenario, {}});
      }
      judgements.back().checks.push_back(&check);
    }
  }
  return by_rule;
}

Case case_of(const RunReport& run, const RuleReport& rule, const Judgement& judgement) {
  VerdictCounts counts;
  for (const CheckResult* check : judgement.checks) {
    counts.add(check->verdict);
  }
  Case made{"lockstep." + std::string(area_of(rule.id)),
            rule.id + " " + judgement.scenario->name,
            worst_of(counts),
            std::string(to_string(rule.kind)),
            "",
            "",
            "",
            judgement.scenario};
  for (const CheckResult* check : judgement.checks) {
    if (check->verdict == made.verdict && made.verdict != Verdict::pass) {
      made.message += made.message.empty() ? check->message : "";
      made.body += describe(*check);
      if (const scenario::Waiver* const waiver = waiver_of(run, *check)) {
        made.message = describe_waiver(*waiver) + ": " + check->message;
      }
    }
  }
  if (outcome_of(made.verdict) == Outcome::failed) {
    made.output = describe_passes(judgement.scenario->pass_ends);
  }
  return made;
}

Case case_of_run(std::string name, Verdict verdict, std::string message, std::string body) {
  return {"lockstep.run",     std::move(name), verdict, "",
          std::move(message), std::move(body), "",      nullptr};
}

Case case_of_scenario(const ScenarioReport& scenario, std::string message) {
  return {"lockstep.run",
          scenario.name,
          Verdict::harness_error,
          "",
          std::move(message),
          "",
          describe_passes(scenario.pass_ends),
          &scenario};
}

/// A waiver that fails the run: of which rule, why, and what it says.
Case case_of_waiver(const scenario::WaiverOutcome& outcome, std::size_t number) {
  std::string text;
  for (const scenario::WaiverOutcome::Mistake& mistake : outcome.mistakes) {
    text += (text.empty() ? "" : "; ") + mistake.fault + ": " + mistake.message;
  }
  Case made = case_of_run("waiver " + std::to_string(number) + " of " + outcome.waiver.rule,
                          Verdict::fail, std::move(text), describe_waiver(outcome.waiver) + "\n");
  made.kind = "waiver";
  return made;
}

/// What no rule's case tells: mistakes of configuration, scenarios that could not be carried out
/// and have no check that says so, waivers that are out of date, and a run that did not come to its
/// end.
Suite suite_of_run(const RunReport& run) {
  Suite suite{"run", {}};
  for (const scenario::ConfigMistake& mistake : run.config_mistakes) {
    const std::string number = std::to_string(suite.cases.size() + 1);
    suite.cases.push_back(case_of_run("configuration " + number, Verdict::config,
                                      mistake.where + ": " + mistake.message,
                                      "hint: " + mistake.hint + "\n"));
  }
  for (const ScenarioReport& scenario : run.scenarios) {
    const bool told = std::ranges::find(scenario.checks, Verdict::harness_error,
                                        &CheckResult::verdict) != scenario.checks.end();
    if (!scenario.verdict) {
      suite.cases.push_back(
          case_of_scenario(scenario, "the run ended in the middle of this scenario"));
    } else if (*scenario.verdict == Verdict::harness_error && !told) {
      suite.cases.push_back(case_of_scenario(scenario, "the scenario could not be carried out"));
    }
  }
  for (std::size_t at = 0; at < run.waivers.size(); ++at) {
    if (!run.waivers[at].mistakes.empty()) {
      suite.cases.push_back(case_of_waiver(run.waivers[at], at + 1));
    }
  }
  if (!run.complete) {
    suite.cases.push_back(case_of_run("the run comes to its end", Verdict::harness_error,
                                      "the event stream ends before the run did",
                                      std::to_string(run.scenarios.size()) + " of " +
                                          std::to_string(run.scenarios_planned) +
                                          " scenarios were started"));
  }
  return suite;
}

}  // namespace

std::vector<Suite> make_suites(const RunReport& run) {
  const auto by_rule = judgements_of(run);
  std::vector<Suite> suites;
  for (const RuleReport& rule : run.rules) {
    const auto* const area = std::ranges::find(kRuleAreas, area_of(rule.id), &RuleArea::id);
    const std::string name = area == kRuleAreas.end()
                                 ? "other rules"
                                 : std::string(area->id) + " " + std::string(area->title);
    if (suites.empty() || suites.back().name != name) {
      suites.push_back({name, {}});
    }
    const auto judged = by_rule.find(rule.id);
    if (judged == by_rule.end()) {
      suites.back().cases.push_back({"lockstep." + std::string(area_of(rule.id)), rule.id,
                                     rule.verdict, "", "no scenario of this run judged the rule",
                                     "", "", nullptr});
      continue;
    }
    for (const Judgement& judgement : judged->second) {
      suites.back().cases.push_back(case_of(run, rule, judgement));
    }
  }
  if (Suite of_run = suite_of_run(run); !of_run.cases.empty()) {
    suites.push_back(std::move(of_run));
  }
  return suites;
}

}  // namespace lockstep::report
