#include "kill_matrix.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "lockstep/scenario/needs.h"
#include "lockstep/scenario/run.h"

namespace lockstep::mutants {
namespace {

using scenario::Scenario;
using scenario::Verdict;

bool is_red(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::warn || verdict == Verdict::variant;
}

std::set<std::string> red_rules(const std::vector<scenario::CheckResult>& checks) {
  std::set<std::string> rules;
  for (const scenario::CheckResult& check : checks) {
    if (is_red(check.verdict)) {
      rules.insert(check.rule);
    }
  }
  return rules;
}

/// Contacts that a scenario makes: what it costs.
std::size_t weight(const Scenario& scenario) {
  std::size_t contacts = 0;
  for (const scenario::Fill& fill : scenario.given.fill) {
    contacts += fill.count;
  }
  return contacts;
}

/// Whether every scenario judges the rule, whatever it names.
bool is_standing(RuleId rule) {
  return std::ranges::find(scenario::kStandingRules, rule) != std::end(scenario::kStandingRules);
}

std::vector<const Scenario*> order_for(const Mutant& mutant, const std::vector<Scenario>& scenarios,
                                       bool full) {
  const auto names_rule = [&](const Scenario& scenario) {
    return std::ranges::find(scenario.rules, mutant.rule) != scenario.rules.end();
  };
  std::vector<const Scenario*> order;
  for (const Scenario& scenario : scenarios) {
    const bool is_worth_it =
        (!full || is_standing(mutant.rule)) && weight(scenario) <= kContactsMax;
    if (is_worth_it || names_rule(scenario)) {
      order.push_back(&scenario);
    }
  }
  std::ranges::stable_sort(order, {}, [&](const Scenario* scenario) {
    const bool is_main = scenario->rules.front() == mutant.rule;
    return std::pair(is_main ? 0 : names_rule(*scenario) ? 1 : 2, weight(*scenario));
  });
  return order;
}

Fate run_one(const Mutant& mutant, const std::vector<Scenario>& scenarios,
             const MatrixOptions& options, std::optional<Error>& error) {
  Fate fate{&mutant, {}, 0};
  const std::unique_ptr<scenario::Connector> connector = make_mutant_connector(mutant);
  auto runner = scenario::ScenarioRunner::make(*connector, options.seed);
  if (!runner) {
    error = runner.error();
    return fate;
  }
  (*runner)->judge_answers(options.descriptions);
  (*runner)->tell_verdicts_only();
  for (const Scenario* const scenario : order_for(mutant, scenarios, options.full)) {
    if ((options.interrupted && options.interrupted()) || (!options.full && fate.is_killed())) {
      break;
    }
    scenario::EventList ignored;
    ++fate.scenarios;
    std::set<std::string> rules = red_rules((*runner)->run(*scenario, ignored).checks);
    if (!rules.empty()) {
      fate.kills.push_back({scenario->name, std::move(rules)});
    }
  }
  return fate;
}

}  // namespace

bool Fate::is_killed() const {
  return std::ranges::any_of(kills, [&](const Kill& kill) {
    return kill.rules.contains(std::string(mutant->rule.text()));
  });
}

Result<std::vector<Fate>> run_matrix(const std::vector<const Mutant*>& mutants,
                                     const std::vector<Scenario>& scenarios,
                                     const MatrixOptions& options) {
  std::vector<Fate> fates(mutants.size());
  std::optional<Error> problem;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> workers;
    for (std::size_t job = 0; job < std::max<std::size_t>(1, options.jobs); ++job) {
      workers.emplace_back([&] {
        for (std::size_t at = next++; at < mutants.size(); at = next++) {
          std::optional<Error> error;
          Fate fate = run_one(*mutants[at], scenarios, options, error);
          const std::scoped_lock lock(mutex);
          if (error) {
            problem = error;
          }
          if (options.done) {
            options.done(fate);
          }
          fates[at] = std::move(fate);
        }
      });
    }
  }
  if (problem) {
    return Failure{*problem};
  }
  return fates;
}

std::vector<std::string> covering_set(const std::vector<Fate>& fates) {
  std::map<std::string, std::set<const Mutant*>> killed_by;
  std::set<const Mutant*> open;
  for (const Fate& fate : fates) {
    for (const Kill& kill : fate.kills) {
      if (kill.rules.contains(std::string(fate.mutant->rule.text()))) {
        killed_by[kill.scenario].insert(fate.mutant);
        open.insert(fate.mutant);
      }
    }
  }
  std::vector<std::string> chosen;
  while (!open.empty()) {
    const auto gain = [&](const auto& entry) {
      return std::ranges::count_if(entry.second,
                                   [&](const Mutant* mutant) { return open.contains(mutant); });
    };
    const auto best = std::ranges::max_element(killed_by, {}, gain);
    for (const Mutant* const mutant : best->second) {
      open.erase(mutant);
    }
    chosen.push_back(best->first);
  }
  // A later choice may have made an earlier one needless.
  for (std::size_t at = 0; at < chosen.size();) {
    const bool is_needless =
        std::ranges::all_of(killed_by.at(chosen[at]), [&](const Mutant* mutant) {
          return std::ranges::any_of(chosen, [&](const std::string& other) {
            return other != chosen[at] && killed_by.at(other).contains(mutant);
          });
        });
    if (is_needless) {
      chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
      ++at;
    }
  }
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace lockstep::mutants
