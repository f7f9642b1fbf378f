/// Carries out one scenario: from a fresh world to the checks.

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/descriptions/answer_recorder.h"
#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/events.h"
#include "lockstep/scenario/scenario.h"
#include "lockstep/scenario/verdict.h"

#include "checkers/checkers.h"
#include "checkers/standing.h"
#include "doors.h"
#include "record_watch.h"
#include "remains.h"
#include "story.h"

namespace lockstep::scenario {

/// When the connector dies.
struct CrashPoint {
  std::size_t request = 1;  ///< Of the scenario's passes, from 1.
  sim::CrashMoment moment = sim::CrashMoment::before;
};

/// What is left when all is over.
struct Life {
  std::vector<Remain> remains;
  std::size_t requests = 0;  ///< Of the scenario's own passes.
  bool died = false;
  std::string operation;  ///< In which it died.
  std::string trouble;    ///< The last pass that did not come to its end otherwise; or "".
};

class ScenarioRun {
 public:
  /// @param doors  Null for a connector that is called in this process. @param folder  Empty, and
  ///     this run's own. All must outlive the run.
  /// @param answers  Sees what the services answer; null if nothing describes it.
  /// @param varies  As RunOptions::vary.
  /// @param watched  What happens to records and memory is kept, as evidence of a failure.
  ScenarioRun(const Scenario& scenario, Connector& connector, Doors* doors,
              std::filesystem::path folder, std::uint64_t seed,
              std::shared_ptr<descriptions::AnswerRecorder> answers, bool varies, bool watched);

  /// As ScenarioRunner::let_faults_miss. Before run().
  void let_faults_miss() noexcept { faults_may_miss_ = true; }

  /// As ScenarioRunner::judge_each_pass. Before run().
  void judge_each_pass() noexcept { judges_each_pass_ = true; }

  /// Runs everything and judges it.
  void run();

  /// Instead of that: lives through it without judging, with a connector that dies once and is
  /// started again at once; then some passes more, with time between them. Faults of the scenario
  /// are over then.
  /// @error unavailable, invalid_input  It could not be carried out.
  [[nodiscard]] Result<Life> live(const std::optional<CrashPoint>& crash);

  [[nodiscard]] const std::vector<CheckResult>& checks() const noexcept { return checks_; }
  [[nodiscard]] const sim::Journal& journal() const { return stage_.world().journal(); }
  [[nodiscard]] Duration virtual_time();
  /// As ScenarioResult::stores.
  [[nodiscard]] std::string stores() const;
  /// How each pass ended.
  [[nodiscard]] const std::vector<PassEnded>& pass_ends() const noexcept { return pass_ends_; }
  /// As ScenarioResult::reached.
  [[nodiscard]] std::vector<std::size_t> reached_faults() const;
  /// In their order; the second tool's are among them.
  [[nodiscard]] const std::vector<PassRecord>& passes() const noexcept { return story_.passes; }
  /// What every record was after each change. @pre watched
  [[nodiscard]] const RecordWatch& watch() const noexcept { return *watch_; }
  [[nodiscard]] std::string to_json_text(const RecordWatch::View& view) const {
    return scenario::to_json_text(view, stage_);
  }
  /// Whether bases() can tell what the connector remembers.
  [[nodiscard]] bool memory_is_told() const { return connector_->tells_what_it_remembers(); }
  /// What it remembers of the records that were seen after each pass, where that is new: of the
  /// first twenty passes and forty records, as long as its state is small.
  [[nodiscard]] std::vector<BaseSeen> bases();
  /// The connector hung, so that the rest was not carried out.
  [[nodiscard]] bool hung() const noexcept { return hung_; }

 private:
  Result<void> start();
  Result<Life> live_on(const std::optional<CrashPoint>& crash);
  /// The world ends with this object: nobody may still hold a way into it.
  void finish();
  Result<void> carry_out();
  Result<void> carry_out(const Step& step);
  Result<void> pass(const SyncPasses& passes);
  PassOutcome sync(const std::filesystem::path& config);
  Result<void> act(const UserAction& action);
  /// At the records, after what was no request.
  void look_again();
  [[nodiscard]] std::filesystem::path memory_after(std::size_t pass) const;
  /// Copies the state of the connector that remembers, for bases().
  void keep_memory() const;
  /// Judges how a pass ended. @error unavailable  It could not even begin.
  Result<void> note_end(const PassOutcome& outcome, bool may_fail);
  void arm(const During& during);
  /// Why nothing that was found counts, or "": a fault or hook that was never reached.
  [[nodiscard]] std::string unreached() const;
  /// The same: answers that the services' descriptions do not allow.
  [[nodiscard]] std::string undescribed() const;
  void change_settings(const std::string& account, const Json& patch);

  void judge();
  void judge(const Check& check, int index);
  void judge_standing_rules();
  void judge_on_the_way();

  void add(const RuleId& rule, int step, const Finding& finding, const std::string& note);
  void add(const RuleId& rule, int step, Verdict verdict, const std::string& message);
  /// One verdict for every rule of the scenario that has none.
  void add_for_other_rules(Verdict verdict, const std::string& message);
  /// One verdict for every rule of the scenario.
  void add_for_all_rules(Verdict verdict, const std::string& message);

  const Scenario* scenario_;
  Connector* connector_;
  std::shared_ptr<descriptions::AnswerRecorder> answers_;
  Doors* doors_;
  std::filesystem::path folder_;
  std::shared_ptr<RecordWatch> watch_;  ///< Null where nobody asks for evidence.
  mutable Stage stage_;
  WorldAccess access_;
  Story story_;
  std::map<std::string, Json> connections_;  ///< Settings by account.
  Instant started_{};
  std::string hook_mistake_;  ///< What a user could not do in the middle of a sync.
  std::vector<CheckResult> checks_;
  std::vector<PassEnded> pass_ends_;
  bool hung_ = false;
  bool faults_may_miss_ = false;
  bool judges_each_pass_ = false;
  /// The first finding of each rule that did not hold after a pass, in order of the rules.
  std::map<std::string, StandingFinding, std::less<>> broken_on_the_way_;
  bool restarts_ = false;  ///< A pass that was killed is run again at once.
};

}  // namespace lockstep::scenario
