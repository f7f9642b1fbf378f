#include "lockstep/report/run_report.h"

#include <algorithm>
#include <iterator>

#include "lockstep/scenario/connector.h"

namespace lockstep::report {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::size_t failed_rules(const RunReport& run) {
  return static_cast<std::size_t>(std::ranges::count_if(run.rules, [](const RuleReport& rule) {
    return outcome_of(rule.verdict) == Outcome::failed;
  }));
}

}  // namespace

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

std::vector<Verdict> verdicts_in(const VerdictCounts& counts) {
  std::vector<Verdict> verdicts;
  std::ranges::copy_if(scenario::kVerdicts, std::back_inserter(verdicts),
                       [&](Verdict verdict) { return counts.of(verdict) > 0; });
  return verdicts;
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

bool is_unusual(const scenario::PassEnded& pass) {
  return pass.end != to_string(scenario::PassEnd::done) || pass.left_processes;
}

std::string describe_pass(const scenario::PassEnded& pass) {
  return "pass " + std::to_string(pass.pass) + " " + pass.end +
         (pass.message.empty() ? "" : ": " + pass.message) +
         (pass.left_processes ? "; it left processes behind, which were killed" : "");
}

std::string_view last_words(const scenario::PassEnded& pass) {
  std::string_view words = pass.words;
  words = words.substr(0, words.find_last_not_of(kBlanks) + 1);
  words.remove_prefix(words.find_last_of("\r\n") + 1);  // npos + 1 is 0: all of it is one line.
  words.remove_prefix(std::min(words.find_first_not_of(kBlanks), words.size()));
  return pass.message.find(words) == std::string::npos ? words : std::string_view();
}

std::vector<scenario::PassEnded> telling_passes(const ScenarioReport& scenario) {
  std::vector<scenario::PassEnded> telling;
  for (const scenario::PassEnded& pass : scenario.pass_ends) {
    const bool has_check =
        std::ranges::find(scenario.checks, "pass " + std::to_string(pass.pass) + " " + pass.end,
                          &scenario::CheckResult::message) != scenario.checks.end();
    if (is_unusual(pass) && (!has_check || pass.left_processes || !last_words(pass).empty())) {
      telling.push_back(pass);
    }
  }
  return telling;
}

std::vector<CrashTable> crash_tables(const RunReport& run) {
  std::vector<CrashTable> tables;
  for (const scenario::CrashCell& cell : run.crash_cells) {
    if (tables.empty() || tables.back().scenario != cell.scenario) {
      tables.push_back({cell.scenario, {}, 0});
    }
    tables.back().cells.push_back(&cell);
    tables.back().unharmed += cell.outcome == to_string(scenario::CrashOutcome::ok) ? 1U : 0U;
  }
  return tables;
}

std::string describe_waiver(const scenario::Waiver& waiver) {
  return "waived until " + waiver.expires + " by " + waiver.owner + ": " + waiver.reason + " (" +
         waiver.issue + ")";
}

const scenario::Waiver* waiver_of(const RunReport& run, const scenario::CheckResult& check) {
  return check.waiver && *check.waiver < run.waivers.size() ? &run.waivers[*check.waiver].waiver
                                                            : nullptr;
}

std::size_t wrong_waivers(const RunReport& run) {
  return static_cast<std::size_t>(std::ranges::count_if(
      run.waivers, [](const auto& outcome) { return !outcome.mistakes.empty(); }));
}

std::string describe_leaning(const scenario::Leaning& leaning) {
  return leaning.behaviour + " (" + leaning.status + ")";
}

std::vector<std::string_view> not_claimed(const RunReport& run) {
  std::vector<std::string_view> missing;
  for (const std::string_view claim : scenario::kClaims) {
    if (std::ranges::find(run.connector_claims, claim) == run.connector_claims.end()) {
      missing.push_back(claim);
    }
  }
  return missing;
}

std::string headline(const RunReport& run) {
  if (!run.config_mistakes.empty()) {
    return counted(run.config_mistakes.size(), "mistake", "mistakes") +
           " of configuration; nothing was judged";
  }
  if (!run.complete) {
    return "The run is incomplete";
  }
  const std::size_t failed = failed_rules(run);
  if (failed > 0) {
    return counted(failed, "rule does not hold", "rules do not hold");
  }
  if (const std::size_t wrong = wrong_waivers(run); wrong > 0) {
    return counted(wrong, "waiver is", "waivers are") + " out of date or too broad";
  }
  return run.exit_code == 0 ? "Every MUST that was judged holds" : "The run did not succeed";
}

bool has_failed(const RunReport& run) {
  return !run.config_mistakes.empty() || (run.complete && run.exit_code != 0) ||
         failed_rules(run) > 0;
}

std::string score(const RunReport& run) {
  std::string text;
  for (const RuleKind kind : {RuleKind::must, RuleKind::should}) {
    const VerdictCounts counts = count_rules(run, {}, kind);
    const std::size_t applicable = counts.total() - counts.of(Verdict::not_applicable);
    if (applicable > 0) {
      text += std::string(to_string(kind)) + " " + std::to_string(counts.of(Verdict::pass)) + "/" +
              std::to_string(applicable) + " · ";
    }
  }
  const VerdictCounts counts = count_rules(run);
  for (const Verdict verdict : {Verdict::waived, Verdict::not_applicable}) {
    if (counts.of(verdict) > 0) {
      text += std::to_string(counts.of(verdict)) + " " + std::string(to_string(verdict)) + " · ";
    }
  }
  return text + "rulebook " + std::to_string(run.rulebook_version);
}

std::string describe_step(int step) {
  if (step == scenario::kStandingStep) {
    return "standing checker";
  }
  return step < 0 ? "the scenario" : "then[" + std::to_string(step) + "]";
}

}  // namespace lockstep::report
