/// A whole run: many scenarios, side by side, with one stream of events in their order.

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <variant>

#include "lockstep/base/rulebook.h"
#include "lockstep/scenario/digests.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/needs.h"
#include "lockstep/scenario/run.h"

#include "crash_lives.h"
#include "workshop.h"

namespace lockstep::scenario {
namespace {

RunStarted run_started(const ConnectorInfo& info, const RunOptions& options,
                       const std::vector<Scenario>& scenarios) {
  return {kEventSchema,
          LOCKSTEP_VERSION,
          kRulebookVersion,
          info.name,
          info.version,
          info.vendor,
          {info.claims.begin(), info.claims.end()},
          std::string(to_string(info.door)),
          options.seed,
          scenarios.size(),
          options.whole,
          sha256_of(scenarios),
          rulebook_sha256(),
          fidelity_sha256(),
          options.waivers.empty() ? "" : options.today,
          options.crash_scenarios};
}

RunFinished run_finished(const RunResult& result) {
  RunFinished event;
  event.exit_code = result.exit_code;
  event.certificate = result.certificate.granted;
  event.obstacles = result.certificate.obstacles;
  event.rules = result.rules;
  for (const RuleVerdict& rule : result.rules) {
    event.verdicts.add(rule.verdict);
  }
  for (const auto& [name, verdict] : result.scenarios) {
    event.scenario_verdicts.add(verdict);
  }
  return event;
}

/// Waives what may be waived, in the result of a scenario and in its events alike.
void waive(Done& done, Waiving& waiving) {
  VerdictCounts counts;
  for (CheckResult& check : done.result.checks) {
    waiving.apply(check);
    counts.add(check.verdict);
  }
  done.result.verdict = worst_of(counts);
  auto check = done.result.checks.begin();
  for (Event& event : done.events.events()) {
    if (auto* const made = std::get_if<CheckMade>(&event)) {
      made->check = *check++;
    } else if (auto* const finished = std::get_if<ScenarioFinished>(&event)) {
      finished->verdict = done.result.verdict;
    }
  }
}

void refuse(Certificate& certificate, std::string obstacle) {
  certificate.granted = false;
  certificate.obstacles.push_back(std::move(obstacle));
}

bool is_chosen(const Scenario& scenario, const ConnectorInfo& info, const RunOptions& options) {
  const auto fits = [&](const std::string& pattern) {
    return matches_pattern(pattern, scenario.name);
  };
  const auto needs = needs_of(scenario);
  return std::ranges::any_of(options.crash_scenarios, fits) &&
         std::ranges::all_of(needs, [&](const auto& need) { return info.claims.contains(need); });
}

Result<RunResult> run_with(const std::vector<Scenario>& scenarios,
                           const std::vector<Connector*>& connectors, EventSink& events,
                           const RunOptions& options) {
  std::vector<std::unique_ptr<ScenarioRunner>> runners;
  for (Connector* const connector : connectors) {
    auto runner = ScenarioRunner::make(*connector, options.seed);
    if (runner) {
      (*runner)->judge_answers(options.descriptions);
      if (options.vary) {
        (*runner)->vary();
      }
      if (options.digest_journals) {
        (*runner)->digest_journals();
      }
      if (options.evidence) {
        (*runner)->keep_evidence();
      }
    }
    if (!runner) {
      return Failure{runner.error()};
    }
    runners.push_back(std::move(*runner));
  }
  events.write(run_started(connectors.front()->info(), options, scenarios));

  RunResult result;
  Waiving waiving(options.waivers, options.today);
  const auto deliver = [&](const std::string& name, Done& done) {
    waive(done, waiving);
    for (const Event& event : done.events.events()) {
      events.write(event);
    }
    if (options.evidence && !done.result.har.empty()) {
      options.evidence(name, done.result.har);
    }
    result.scenarios.emplace_back(name, done.result.verdict);
    std::ranges::move(done.result.checks, std::back_inserter(result.checks));
  };
  Workshop workshop(scenarios, options);
  workshop.run(runners,
               [&](std::size_t index, Done& done) { deliver(scenarios[index].name, done); });
  bool interrupted = workshop.interrupted();
  for (const Scenario& scenario : scenarios) {
    if (is_chosen(scenario, connectors.front()->info(), options) && !workshop.gave_up() &&
        !interrupted) {
      const std::unique_ptr<Done> done = live_matrix(scenario, runners, options.interrupted);
      deliver(matrix_name(scenario), *done);
      interrupted = options.interrupted && options.interrupted();
    }
  }

  result.rules = roll_up(result.checks);
  const bool is_complete = !interrupted && !workshop.gave_up();
  result.waivers = waiving.outcomes(is_complete && options.whole);
  result.certificate = certificate_of(result.rules, result.waivers, options.whole);
  constexpr int kFailed = 1;
  constexpr int kIncomplete = 5;
  const bool has_wrong_waiver = std::ranges::any_of(
      result.waivers, [](const auto& outcome) { return !outcome.mistakes.empty(); });
  result.exit_code = has_wrong_waiver ? kFailed : exit_code_for(result.rules);
  if (!is_complete) {
    result.exit_code = kIncomplete;
    refuse(result.certificate, interrupted
                                   ? "the run was interrupted"
                                   : "the connector hung in three scenarios; the rest was not run");
  }
  for (const WaiverOutcome& outcome : result.waivers) {
    events.write(WaiverJudged{outcome});
  }
  events.write(run_finished(result));
  return result;
}

}  // namespace

Certificate certificate_of(const std::vector<RuleVerdict>& rules,
                           const std::vector<WaiverOutcome>& waivers, bool whole) {
  Certificate certificate = certificate_for(rules);
  for (const WaiverOutcome& outcome : waivers) {
    for (const WaiverOutcome::Mistake& mistake : outcome.mistakes) {
      refuse(certificate, "a waiver of " + outcome.waiver.rule + " is " + mistake.fault + ": " +
                              mistake.message);
    }
  }
  if (!whole) {
    refuse(certificate, "only a part of the catalogue was run");
  }
  return certificate;
}

void write_preflight(const ConnectorInfo& connector, const std::vector<ConfigMistake>& mistakes,
                     EventSink& events, const RunOptions& options) {
  events.write(run_started(connector, options, {}));
  for (const ConfigMistake& mistake : mistakes) {
    events.write(ConfigMistakeFound{mistake});
  }
  constexpr int kPreflight = 6;
  RunResult result;
  result.rules = roll_up({});
  result.exit_code = kPreflight;
  result.certificate.obstacles = {"the connector's configuration is wrong; nothing was judged"};
  events.write(run_finished(result));
}

Result<RunResult> run_scenarios(const std::vector<Scenario>& scenarios,
                                const ConnectorFactory& make_connector, EventSink& events,
                                const RunOptions& options) {
  std::vector<std::unique_ptr<Connector>> connectors;
  std::vector<Connector*> pointers;
  for (std::size_t job = 0; job < std::max<std::size_t>(1, options.jobs); ++job) {
    connectors.push_back(make_connector());
    pointers.push_back(connectors.back().get());
  }
  return run_with(scenarios, pointers, events, options);
}

Result<RunResult> run_scenarios(const std::vector<Scenario>& scenarios, Connector& connector,
                                EventSink& events, const RunOptions& options) {
  return run_with(scenarios, {&connector}, events, options);
}

}  // namespace lockstep::scenario
