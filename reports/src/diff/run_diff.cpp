#include "lockstep/report/run_diff.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "lockstep/base/rulebook.h"

namespace lockstep::report {
namespace {

struct Judged {
  Finding finding;
  std::size_t exchange_count = 0;
};

using Place = std::pair<std::string, std::string>;  ///< Rule and scenario.

/// Verdicts between which a change is news.
enum class Standing { unjudged, passes, warns, waived, fails };

Standing standing_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass: return Standing::passes;
    case Verdict::warn:
    case Verdict::variant: return Standing::warns;
    case Verdict::waived: return Standing::waived;
    case Verdict::fail:
    case Verdict::config:
    case Verdict::harness_error: return Standing::fails;
    case Verdict::not_exercised:
    case Verdict::not_applicable: break;
  }
  return Standing::unjudged;
}

std::map<Place, Judged> findings_of(const RunReport& run) {
  std::map<Place, Judged> findings;
  for (const ScenarioReport& scenario : run.scenarios) {
    std::map<std::string, VerdictCounts> counts;
    for (const scenario::CheckResult& check : scenario.checks) {
      counts[check.rule].add(check.verdict);
    }
    for (const auto& [rule, verdicts] : counts) {
      const Verdict worst = worst_of(verdicts);
      const auto check = std::ranges::find_if(scenario.checks, [&](const auto& each) {
        return each.rule == rule && each.verdict == worst;
      });
      Judged judged{{worst, {}, {}, {}}, scenario.exchange_count};
      if (worst != Verdict::pass) {
        judged.finding = {worst, check->message, check->expected, check->actual};
      }
      findings.emplace(Place(rule, scenario.name), std::move(judged));
    }
  }
  return findings;
}

std::optional<ChangeKind> kind_of(const Finding& before, const Finding& after) {
  const Standing from = standing_of(before.verdict);
  const Standing to = standing_of(after.verdict);
  if (from == to) {
    const bool is_news = from != Standing::passes && from != Standing::unjudged && before != after;
    return is_news ? std::optional(ChangeKind::failing_differently) : std::nullopt;
  }
  if (to == Standing::unjudged) {
    return ChangeKind::no_longer_exercised;
  }
  if (to == Standing::waived) {
    return ChangeKind::newly_waived;
  }
  if (from == Standing::unjudged) {
    return ChangeKind::newly_exercised;
  }
  if (to == Standing::passes) {
    return ChangeKind::fixed;
  }
  if (from == Standing::waived) {
    return ChangeKind::no_longer_waived;
  }
  return from == Standing::fails ? ChangeKind::failing_differently : ChangeKind::broken;
}

std::size_t rank_of(const std::string& rule) {
  const auto* const info = std::ranges::find(kRules, rule, &RuleInfo::id);
  return static_cast<std::size_t>(info - kRules.begin());
}

std::vector<Change> changes_between(const RunReport& before, const RunReport& after) {
  std::map<Place, std::pair<Judged, Judged>> places;
  for (auto& [place, judged] : findings_of(before)) {
    places[place].first = std::move(judged);
  }
  for (auto& [place, judged] : findings_of(after)) {
    places[place].second = std::move(judged);
  }
  std::vector<Change> changes;
  for (auto& [place, judged] : places) {
    auto& [old_one, new_one] = judged;
    const std::optional<ChangeKind> kind = kind_of(old_one.finding, new_one.finding);
    if (!kind) {
      continue;
    }
    const std::size_t fewest = old_one.exchange_count == 0 ? new_one.exchange_count
                               : new_one.exchange_count == 0
                                   ? old_one.exchange_count
                                   : std::min(old_one.exchange_count, new_one.exchange_count);
    changes.push_back({*kind, place.first, place.second, fewest, std::move(old_one.finding),
                       std::move(new_one.finding)});
  }
  std::ranges::stable_sort(changes, {}, [](const Change& change) {
    return std::tuple(change.kind, rank_of(change.rule), change.rule, change.exchange_count);
  });
  return changes;
}

std::string name_of(const RunReport& run) {
  return run.connector_name + " " + run.connector_version + " (" + run.transport + ", seed " +
         std::to_string(run.seed) + (run.complete ? ")" : ", incomplete)");
}

std::vector<std::string> caveats_between(const RunReport& before, const RunReport& after) {
  std::vector<std::string> caveats;
  const auto differs = [&](bool is_other, const char* sentence) {
    if (is_other) {
      caveats.emplace_back(sentence);
    }
  };
  differs(!before.complete, "The first run did not come to its end.");
  differs(!after.complete, "The second run did not come to its end.");
  differs(before.rulebook_sha256 != after.rulebook_sha256,
          "The rules are not the same: what a rule asks for may have changed.");
  differs(before.scenarios_sha256 != after.scenarios_sha256,
          "The scenarios are not the same: what is no longer exercised may be gone or renamed.");
  differs(before.fidelity_sha256 != after.fidelity_sha256,
          "The ledger of what the fakes do is not the same.");
  differs(before.seed != after.seed, "The seeds are not the same.");
  differs(before.transport != after.transport,
          "The connectors reached the services by other ways.");
  differs(before.connector_claims != after.connector_claims,
          "The connectors do not claim the same.");
  return caveats;
}

/// Scenarios of which no verdict changed, but the requests did.
std::vector<std::string> other_requests(const RunReport& before, const RunReport& after,
                                        const std::vector<Change>& changes) {
  std::map<std::string, std::string> journals;
  for (const ScenarioReport& scenario : before.scenarios) {
    journals.emplace(scenario.name, scenario.journal_sha256);
  }
  std::vector<std::string> names;
  for (const ScenarioReport& scenario : after.scenarios) {
    const auto old_one = journals.find(scenario.name);
    const bool is_comparable =
        old_one != journals.end() && !old_one->second.empty() && !scenario.journal_sha256.empty();
    if (is_comparable && old_one->second != scenario.journal_sha256 &&
        std::ranges::find(changes, scenario.name, &Change::scenario) == changes.end()) {
      names.push_back(scenario.name);
    }
  }
  return names;
}

}  // namespace

std::string_view to_string(ChangeKind kind) noexcept {
  switch (kind) {
    case ChangeKind::broken: return "broken";
    case ChangeKind::failing_differently: return "failing differently";
    case ChangeKind::no_longer_waived: return "no longer waived";
    case ChangeKind::no_longer_exercised: return "no longer exercised";
    case ChangeKind::newly_waived: return "newly waived";
    case ChangeKind::newly_exercised: return "newly exercised";
    case ChangeKind::fixed: return "fixed";
  }
  return "?";
}

RunDiff compare(const RunReport& before, const RunReport& after) {
  RunDiff diff;
  diff.before = name_of(before);
  diff.after = name_of(after);
  diff.caveats = caveats_between(before, after);
  diff.changes = changes_between(before, after);
  diff.other_requests = other_requests(before, after, diff.changes);
  return diff;
}

bool is_same(const RunDiff& diff) { return diff.changes.empty(); }

}  // namespace lockstep::report
