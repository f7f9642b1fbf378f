/// Runs scenarios against a connector and judges what became of the world.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/crash_matrix.h"
#include "lockstep/scenario/events.h"
#include "lockstep/scenario/scenario.h"
#include "lockstep/scenario/verdict.h"
#include "lockstep/scenario/waiver.h"

namespace lockstep::descriptions {
class ServiceDescriptions;
}

namespace lockstep::scenario {

struct CrashPoint;
struct Life;

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

  /// The scenarios are the whole catalogue. There is no certificate for a part of it, and nothing
  /// is stale that only the rest could show.
  bool whole = true;

  /// Failures that are declared, and the day by which they expire ("2026-11-28").
  std::vector<Waiver> waivers{};
  std::string today{};

  /// What the services do not promise is as the seed and the scenario's name decide: shorter pages
  /// than are asked for, the order of lists that a sync is requested of, of batches and of equal
  /// hits, how large the ids are, and whether search orders them as texts or as numbers.
  bool vary = false;

  /// Digest the journals (ScenarioFinished::journal_sha256): runs with the same digest made the
  /// same requests at the same times.
  bool digest_journals = false;

  /// Patterns of the scenarios of which a crash matrix is made, after everything else. Each becomes
  /// a scenario of its own, "crash-matrix/NAME", which judges ROB-1.
  std::vector<std::string> crash_scenarios{};

  /// Called in the order of the scenarios with the exchanges of each one that has a check that
  /// does not pass, as HAR 1.2. Empty: nobody wants them.
  std::function<void(const std::string& scenario, const std::string& har)> evidence{};
};

struct ScenarioResult {
  Verdict verdict = Verdict::not_exercised;
  std::vector<CheckResult> checks;
  std::size_t exchanges = 0;  ///< Requests of the connector.
  bool hung = false;          ///< The connector, so that the rest was not carried out.
  Duration virtual_time{0};
  std::vector<std::size_t> reached;  ///< Those of the scenario's faults that had their effect.
  std::string journal;               ///< The whole of it, as JSON Lines, if it was asked for.
  std::string har;                   ///< As RunOptions::evidence, if it was asked for.
  /// What both services hold at the end, if it was asked for: JSON {"hubspot":[…],"google":[…]}.
  std::string stores;
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

  /// From now on as RunOptions::vary.
  void vary();

  /// From now on a scenario whose faults are not all reached is judged all the same. For worlds
  /// that are drawn: nobody knows beforehand which requests there will be.
  void let_faults_miss();

  /// From now on what must be true at any time is judged after every pass, and not at the end
  /// alone, where it may have been mended. It costs as often what judging costs once.
  void judge_each_pass();

  /// From now on events carry the digest of the journal.
  void digest_journals();

  /// From now on results carry what shows that a check does not pass.
  void keep_evidence();

  /// From now on results carry what the services hold.
  void keep_stores();

  /// From now on no event tells what led to a check that does not pass. For those who run the same
  /// again to see that: to keep an eye on every record takes a quarter of a short scenario's time.
  void tell_verdicts_only();

  /// From now on as RunOptions::descriptions.
  void judge_answers(std::shared_ptr<const descriptions::ServiceDescriptions> descriptions);

  /// Runs `scenario` and writes its events. Whatever the connector does, this returns.
  ScenarioResult run(const Scenario& scenario, EventSink& events);

  /// Lives through `scenario` without judging it, for the crash matrix.
  /// @error unavailable, invalid_input  It could not be carried out.
  Result<std::shared_ptr<const Life>> live(const Scenario& scenario,
                                           const std::optional<CrashPoint>& crash);

 private:
  class Impl;
  explicit ScenarioRunner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Whether a run that came to its end earns a certificate: as certificate_for, and not with a
/// waiver that fails the run, or by a part of the catalogue.
[[nodiscard]] Certificate certificate_of(const std::vector<RuleVerdict>& rules,
                                         const std::vector<WaiverOutcome>& waivers, bool whole);

struct RunResult {
  std::vector<CheckResult> checks;  ///< In the order of the run.
  std::vector<WaiverOutcome> waivers;
  std::vector<RuleVerdict> rules;
  std::vector<std::pair<std::string, Verdict>> scenarios;
  Certificate certificate;
  int exit_code = 0;
};

using ConnectorFactory = std::function<std::unique_ptr<Connector>()>;

/// Runs `scenarios` and writes the whole event stream, from run_started to run_finished, in their
/// order.
///
/// @return exit_code 0 or 1 by the verdicts and the waivers, 5 if the run was interrupted.
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
