#include "lockstep/report/run_report.h"

namespace lockstep::report {

VerdictCounts count_rules(const RunReport& run, std::string_view area,
                          std::optional<RuleKind> kind) {
  VerdictCounts counts;
  for (const RuleReport& rule : run.rules) {
    if ((area.empty() || area_of(rule.id) == area) && (!kind || rule.kind == *kind)) {
      counts.add(rule.verdict);
    }
  }
  return counts;
}

VerdictCounts count_scenarios(const RunReport& run) {
  VerdictCounts counts;
  for (const ScenarioReport& scenario : run.scenarios) {
    if (scenario.verdict) {
      counts.add(*scenario.verdict);
    }
  }
  return counts;
}

VerdictCounts count_checks(const RunReport& run) {
  VerdictCounts counts;
  for (const ScenarioReport& scenario : run.scenarios) {
    for (const scenario::CheckResult& check : scenario.checks) {
      counts.add(check.verdict);
    }
  }
  return counts;
}

Outcome outcome_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass:
    case Verdict::warn:
    case Verdict::variant: return Outcome::passed;
    case Verdict::fail:
    case Verdict::config:
    case Verdict::harness_error: return Outcome::failed;
    case Verdict::waived:
    case Verdict::not_exercised:
    case Verdict::not_applicable: return Outcome::skipped;
  }
  return Outcome::failed;
}

std::string describe_step(int step) {
  if (step == scenario::kStandingStep) {
    return "standing checker";
  }
  return step < 0 ? "the scenario" : "then[" + std::to_string(step) + "]";
}

}  // namespace lockstep::report
