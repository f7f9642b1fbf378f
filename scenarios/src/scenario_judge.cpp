/// The second half of a run: what the checkers say becomes verdicts.

#include <algorithm>
#include <set>

#include "lockstep/scenario/needs.h"

#include "scenario_run.h"

namespace lockstep::scenario {

void ScenarioRun::judge() {
  for (std::size_t index = 0; index < scenario_->then.size() && !hung_; ++index) {
    judge(scenario_->then[index], static_cast<int>(index));
  }
  if (!hung_) {
    judge_standing_rules();
  }
}

void ScenarioRun::judge(const Check& check, int index) {
  if (const std::string_view claim = claim_of(check);
      !claim.empty() && !connector_->info().claims.contains(claim)) {
    for (const RuleId rule : check.rules) {
      add(rule, index, Verdict::not_applicable,
          "the connector does not claim \"" + std::string(claim) + '"');
    }
    return;
  }
  Finding finding;
  if (std::holds_alternative<ExpectQuiet>(check.what)) {
    const std::size_t first = story_.passes.size();
    constexpr int kPasses = 3;
    for (int number = 0; number < kPasses; ++number) {
      if (const auto passed = pass({}); !passed) {
        add_for_all_rules(Verdict::harness_error, passed.error().message);
        return;
      }
      if (hung_) {
        add_for_other_rules(Verdict::not_exercised, "the connector hung before it came to this");
        return;
      }
    }
    const auto lock = stage_.world().lock();
    finding = check_quiet(story_, first);
  } else {
    const auto lock = stage_.world().lock();
    finding = std::visit(
        [&](const auto& expect) {
          if constexpr (std::is_same_v<std::decay_t<decltype(expect)>, ExpectQuiet>) {
            return Finding{};
          } else {
            return lockstep::scenario::check(expect, story_);
          }
        },
        check.what);
  }
  for (const RuleId rule : check.rules) {
    add(rule, index, finding, check.note);
  }
}

void ScenarioRun::judge_standing_rules() {
  std::vector<StandingFinding> findings;
  {
    const auto lock = stage_.world().lock();
    findings = judge_standing(story_);
  }
  for (StandingFinding& one : findings) {
    const auto broken = broken_on_the_way_.find(one.rule.text());
    if (broken != broken_on_the_way_.end() && (one.finding.holds || !one.finding.exercised)) {
      one.finding = broken->second.finding;
    }
    if (one.finding.exercised) {
      add(one.rule, kStandingStep, one.finding, "");
    }
  }
  // A rule that the scenario names, and that no check could speak for, is no pass.
  std::set<std::string, std::less<>> spoken;
  for (const CheckResult& check : checks_) {
    spoken.insert(check.rule);
  }
  for (const RuleId rule : scenario_->rules) {
    if (!spoken.contains(rule.text())) {
      const auto standing = std::ranges::find(findings, rule, &StandingFinding::rule);
      add(rule, kStandingStep,
          standing == findings.end() ? not_exercised("no check speaks for this rule")
                                     : standing->finding,
          "");
    }
  }
}

void ScenarioRun::judge_on_the_way() {
  std::vector<StandingFinding> findings;
  {
    const auto lock = stage_.world().lock();
    findings = judge_state(story_);
  }
  for (StandingFinding& one : findings) {
    if (one.finding.exercised && !one.finding.holds) {
      one.finding.message += " (after pass " + std::to_string(story_.passes.size()) + ")";
      broken_on_the_way_.try_emplace(std::string(one.rule.text()), std::move(one));
    }
  }
}

void ScenarioRun::add(const RuleId& rule, int step, const Finding& finding,
                      const std::string& note) {
  CheckResult result;
  result.rule = rule.text();
  result.scenario = scenario_->name;
  result.step = step;
  result.at = stage_.world().clock().now();
  result.message = note.empty() ? finding.message : finding.message + " (" + note + ")";
  result.verdict = !finding.exercised ? Verdict::not_exercised
                   : finding.holds    ? Verdict::pass
                                      : verdict_of_broken(rule.info().kind);
  result.expected = finding.expected;
  result.actual = finding.actual;
  result.exchanges = finding.exchanges;
  checks_.push_back(std::move(result));
}

void ScenarioRun::add(const RuleId& rule, int step, Verdict verdict, const std::string& message) {
  CheckResult result;
  result.rule = rule.text();
  result.verdict = verdict;
  result.scenario = scenario_->name;
  result.step = step;
  result.at = stage_.world().clock().now();
  result.message = message;
  checks_.push_back(std::move(result));
}

void ScenarioRun::add_for_all_rules(Verdict verdict, const std::string& message) {
  for (const RuleId rule : scenario_->rules) {
    add(rule, kScenarioStep, verdict, message);
  }
}

void ScenarioRun::add_for_other_rules(Verdict verdict, const std::string& message) {
  for (const RuleId rule : scenario_->rules) {
    if (std::ranges::find(checks_, rule.text(), &CheckResult::rule) == checks_.end()) {
      add(rule, kScenarioStep, verdict, message);
    }
  }
}

}  // namespace lockstep::scenario
