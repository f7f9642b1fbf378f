/// Runs scenarios against a connector and judges what became of the world.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/events.h"
#include "lockstep/scenario/scenario.h"
#include "lockstep/scenario/verdict.h"

namespace lockstep::descriptions {
class ServiceDescriptions;
}

namespace lockstep::scenario {

struct RunOptions {
  std::uint64_t seed = 1;

  /// Asked before each scenario, from any thread; true ends the run there, and what is done is
  /// kept.
  std::function<bool()> interrupted = {};

  /// How many scenarios run side by side, each with a connector of its own. Neither the events nor
  /// their order depend on it.
  std::size_t jobs = 1;

  /// What the answers of the fakes are held against; null for nothing. A violation makes the
  /// scenario a harness error: the fake is wrong, and what it led to says nothing.
  std::shared_ptr<const descriptions::ServiceDescriptions> descriptions{};
};

struct ScenarioResult {
  Verdict verdict = Verdict::not_exercised;
  std::vector<CheckResult> checks;
  std::size_t exchanges = 0;  ///< Requests of the connector.
  bool hung = false;          ///< The connector, so that the rest was not carried out.
  Duration virtual_time{0};
  std::string journal;  ///< The whole of it, as JSON Lines, if it was asked for.
};

/// Runs one scenario after the other, each in a fresh world made from the seed and its name. The
/// servers of the http door are started once and serve whichever world is current.
class ScenarioRunner {
 public:
  /// @param connector  Must outlive the runner.
  /// @error unavailable  No port, or no place for state directories.
  static Result<std::unique_ptr<ScenarioRunner>> make(Connector& connector, std::uint64_t seed);
  ~ScenarioRunner();
  ScenarioRunner(const ScenarioRunner&) = delete;
  ScenarioRunner& operator=(const ScenarioRunner&) = delete;

  /// From now on results carry their journal. A long scenario's has many megabytes.
  void keep_journals();

  /// From now on as RunOptions::descriptions.
  void judge_answers(std::shared_ptr<const descriptions::ServiceDescriptions> descriptions);

  /// Runs `scenario` and writes its events. Whatever the connector does, this returns.
  ScenarioResult run(const Scenario& scenario, EventSink& events);

 private:
  class Impl;
  explicit ScenarioRunner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

struct RunResult {
  std::vector<RuleVerdict> rules;
  std::vector<std::pair<std::string, Verdict>> scenarios;
  Certificate certificate;
  int exit_code = 0;
};

using ConnectorFactory = std::function<std::unique_ptr<Connector>()>;

/// Runs `scenarios` and writes the whole event stream, from run_started to run_finished, in their
/// order.
///
/// @return exit_code 0 or 1 by the verdicts, 5 if the run was interrupted.
/// @error unavailable  As ScenarioRunner::make.
/// @pre make_connector gives connectors that know nothing of each other
[[nodiscard]] Result<RunResult> run_scenarios(const std::vector<Scenario>& scenarios,
                                              const ConnectorFactory& make_connector,
                                              EventSink& events, const RunOptions& options = {});

/// The same with a single connector, one scenario after the other.
[[nodiscard]] Result<RunResult> run_scenarios(const std::vector<Scenario>& scenarios,
                                              Connector& connector, EventSink& events,
                                              const RunOptions& options = {});

/// Instead of a run: the stream of a connector whose configuration is wrong. Ends with exit code 6.
/// @pre `mistakes` is not empty
void write_preflight(const ConnectorInfo& connector, const std::vector<ConfigMistake>& mistakes,
                     EventSink& events, const RunOptions& options = {});

}  // namespace lockstep::scenario
