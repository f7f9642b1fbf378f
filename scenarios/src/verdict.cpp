#include "lockstep/scenario/verdict.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "lockstep/base/assert.h"
#include "lockstep/base/rulebook.h"

namespace lockstep::scenario {

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass: return "pass";
    case Verdict::fail: return "fail";
    case Verdict::warn: return "warn";
    case Verdict::variant: return "variant";
    case Verdict::waived: return "waived";
    case Verdict::not_exercised: return "not exercised";
    case Verdict::not_applicable: return "not applicable";
    case Verdict::config: return "config";
    case Verdict::harness_error: return "harness error";
  }
  return "?";
}

std::optional<Verdict> parse_verdict(std::string_view text) noexcept {
  const auto* const found = std::ranges::find(kVerdicts, text, to_string);
  return found == kVerdicts.end() ? std::nullopt : std::optional(*found);
}

Verdict verdict_of_broken(RuleKind kind) noexcept {
  switch (kind) {
    case RuleKind::must: return Verdict::fail;
    case RuleKind::should: return Verdict::warn;
    case RuleKind::choice: return Verdict::variant;
  }
  return Verdict::fail;
}

std::size_t VerdictCounts::total() const noexcept {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

Verdict worst_of(const VerdictCounts& counts) noexcept {
  constexpr std::array kOrder = {Verdict::fail,    Verdict::harness_error, Verdict::warn,
                                 Verdict::variant, Verdict::config,        Verdict::waived,
                                 Verdict::pass,    Verdict::not_applicable};
  const auto* const worst =
      std::ranges::find_if(kOrder, [&](Verdict verdict) { return counts.of(verdict) > 0; });
  return worst == kOrder.end() ? Verdict::not_exercised : *worst;
}

std::vector<RuleVerdict> roll_up(const std::vector<CheckResult>& checks) {
  std::map<std::string, VerdictCounts, std::less<>> counts;
  std::map<std::string, std::set<std::string>, std::less<>> scenarios;
  for (const CheckResult& check : checks) {
    counts[check.rule].add(check.verdict);
    scenarios[check.rule].insert(check.scenario);
  }
  std::vector<RuleVerdict> rules;
  rules.reserve(kRules.size());
  for (const RuleInfo& info : kRules) {
    const std::string id(info.id);
    const std::set<std::string>& names = scenarios[id];
    rules.push_back({id, worst_of(counts[id]), counts[id], {names.begin(), names.end()}});
  }
  return rules;
}

Certificate certificate_for(const std::vector<RuleVerdict>& rules) {
  Certificate certificate;
  for (const RuleVerdict& rule : rules) {
    const auto* const info = std::ranges::find(kRules, rule.rule, &RuleInfo::id);
    LOCKSTEP_ASSERT(info != kRules.end());
    if (rule.counts.of(Verdict::fail) > 0) {
      certificate.obstacles.push_back(rule.rule + " does not hold");
    } else if (rule.counts.of(Verdict::harness_error) > 0) {
      certificate.obstacles.push_back(rule.rule + " has a scenario that could not be carried out");
    } else if (rule.verdict == Verdict::not_exercised && info->kind == RuleKind::must) {
      certificate.obstacles.push_back(rule.rule + " was not exercised");
    }
  }
  certificate.granted = certificate.obstacles.empty();
  return certificate;
}

int exit_code_for(const std::vector<RuleVerdict>& rules) noexcept {
  return std::ranges::any_of(rules,
                             [](const RuleVerdict& rule) {
                               return rule.counts.of(Verdict::fail) > 0 ||
                                      rule.counts.of(Verdict::harness_error) > 0;
                             })
             ? 1
             : 0;
}

}  // namespace lockstep::scenario
