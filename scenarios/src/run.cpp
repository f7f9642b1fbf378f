#include "lockstep/scenario/run.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "lockstep/base/digest.h"
#include "lockstep/descriptions/answer_recorder.h"
#include "lockstep/scenario/leaning.h"
#include "lockstep/scenario/temporary_folder.h"
#include "lockstep/sim/har.h"

#include "doors.h"
#include "evidence.h"
#include "scenario_run.h"

namespace lockstep::scenario {
namespace {

/// A longer journal is kept as HAR only where it shows what went wrong.
constexpr std::size_t kWholeJournalMax = 2'000;

std::string digest_of(const sim::Journal& journal) {
  Sha256 digest;
  for (const sim::JournalEntry& entry : journal.entries()) {
    digest.add(to_json_line(entry) + '\n');
  }
  return hexadecimal(digest.finish());
}

ScenarioStarted started(const Scenario& scenario) {
  ScenarioStarted event;
  event.scenario = scenario.name;
  event.title = scenario.title;
  for (const RuleId rule : scenario.rules) {
    event.rules.emplace_back(rule.text());
  }
  event.article = scenario.article;
  event.file = scenario.file;
  return event;
}

}  // namespace

std::string_view to_string(Door door) noexcept {
  return door == Door::http ? "http" : "in-process";
}

class ScenarioRunner::Impl {
 public:
  Impl(Connector& connector, std::uint64_t seed, TemporaryFolder folder,
       std::unique_ptr<Doors> doors)
      : connector_(&connector), seed_(seed), folder_(std::move(folder)), doors_(std::move(doors)) {}

  ScenarioResult run(const Scenario& scenario, EventSink& events) {
    events.write(started(scenario));
    const std::filesystem::path place = folder_.path() / std::to_string(++count_);
    ScenarioRun run(scenario, *connector_, doors_.get(), place, seed_, recorder(), varies_,
                    !verdicts_only_);
    if (faults_may_miss_) {
      run.let_faults_miss();
    }
    if (judges_each_pass_) {
      run.judge_each_pass();
    }
    run.run();
    ScenarioResult result;
    result.checks = run.checks();
    if (keep_journals_) {
      result.journal = run.journal().to_json_lines();
    }
    if (keep_stores_) {
      result.stores = run.stores();
    }
    result.virtual_time = run.virtual_time();
    result.reached = run.reached_faults();
    result.hung = run.hung();
    result.exchanges =
        static_cast<std::size_t>(std::ranges::count_if(run.journal().entries(), is_request));
    VerdictCounts counts;
    for (const CheckResult& check : result.checks) {
      counts.add(check.verdict);
    }
    result.verdict = worst_of(counts);

    const Evidence evidence = evidence_of(result.checks, run.journal());
    if (evidence.wanted) {
      for (CheckResult& check : result.checks) {
        check.leans_on =
            wants_evidence(check) ? leanings_of(check, run.journal()) : std::vector<Leaning>();
      }
      if (!verdicts_only_) {
        write_evidence(evidence, run, scenario.name, events);
      }
      if (keep_evidence_) {
        result.har = run.journal().size() <= kWholeJournalMax ? sim::to_har(run.journal())
                                                              : sim::to_har(evidence.entries);
      }
    }
    std::error_code ignored;  // What stays is removed with the folder around it.
    std::filesystem::remove_all(place, ignored);
    write_pass_ends(evidence.wanted, run.pass_ends(), events);
    for (const CheckResult& check : result.checks) {
      events.write(CheckMade{check});
    }
    events.write(ScenarioFinished{scenario.name, result.verdict, result.checks.size(),
                                  result.exchanges, result.virtual_time.count(),
                                  digest_journals_ ? digest_of(run.journal()) : ""});
    return result;
  }

  Result<std::shared_ptr<const Life>> live(const Scenario& scenario,
                                           const std::optional<CrashPoint>& crash) {
    const std::filesystem::path place = folder_.path() / std::to_string(++count_);
    Result<Life> life =
        ScenarioRun(scenario, *connector_, doors_.get(), place, seed_, nullptr, false, false)
            .live(crash);
    std::error_code ignored;
    std::filesystem::remove_all(place, ignored);
    if (!life) {
      return Failure{life.error()};
    }
    return std::shared_ptr<const Life>(std::make_shared<Life>(std::move(*life)));
  }

  void keep_journals() noexcept { keep_journals_ = true; }
  void vary() noexcept { varies_ = true; }
  void let_faults_miss() noexcept { faults_may_miss_ = true; }
  void judge_each_pass() noexcept { judges_each_pass_ = true; }
  void digest_journals() noexcept { digest_journals_ = true; }
  void keep_evidence() noexcept { keep_evidence_ = true; }
  void keep_stores() noexcept { keep_stores_ = true; }
  void tell_verdicts_only() noexcept { verdicts_only_ = true; }

  void judge_answers(std::shared_ptr<const descriptions::ServiceDescriptions> descriptions) {
    descriptions_ = std::move(descriptions);
  }

 private:
  /// For one scenario; null if nothing describes the answers.
  [[nodiscard]] std::shared_ptr<descriptions::AnswerRecorder> recorder() const {
    return descriptions_ == nullptr ? nullptr
                                    : std::make_shared<descriptions::AnswerRecorder>(descriptions_);
  }

  Connector* connector_;
  std::uint64_t seed_;
  TemporaryFolder folder_;
  std::unique_ptr<Doors> doors_;
  std::size_t count_ = 0;
  bool keep_journals_ = false;
  bool varies_ = false;
  bool faults_may_miss_ = false;
  bool judges_each_pass_ = false;
  bool digest_journals_ = false;
  bool keep_evidence_ = false;
  bool keep_stores_ = false;
  bool verdicts_only_ = false;
  std::shared_ptr<const descriptions::ServiceDescriptions> descriptions_;
};

Result<std::unique_ptr<ScenarioRunner>> ScenarioRunner::make(Connector& connector,
                                                             std::uint64_t seed) {
  Result<TemporaryFolder> folder = TemporaryFolder::make();
  if (!folder) {
    return Failure{folder.error()};
  }
  std::unique_ptr<Doors> doors;
  if (connector.info().door == Door::http) {
    Result<std::unique_ptr<Doors>> opened = Doors::open();
    if (!opened) {
      return Failure{opened.error()};
    }
    doors = std::move(*opened);
  }
  return std::unique_ptr<ScenarioRunner>(new ScenarioRunner(
      std::make_unique<Impl>(connector, seed, std::move(*folder), std::move(doors))));
}

ScenarioRunner::ScenarioRunner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ScenarioRunner::~ScenarioRunner() = default;

void ScenarioRunner::keep_journals() { impl_->keep_journals(); }
void ScenarioRunner::vary() { impl_->vary(); }
void ScenarioRunner::judge_each_pass() { impl_->judge_each_pass(); }

void ScenarioRunner::let_faults_miss() { impl_->let_faults_miss(); }
void ScenarioRunner::digest_journals() { impl_->digest_journals(); }
void ScenarioRunner::keep_evidence() { impl_->keep_evidence(); }
void ScenarioRunner::keep_stores() { impl_->keep_stores(); }
void ScenarioRunner::tell_verdicts_only() { impl_->tell_verdicts_only(); }

void ScenarioRunner::judge_answers(
    std::shared_ptr<const descriptions::ServiceDescriptions> descriptions) {
  impl_->judge_answers(std::move(descriptions));
}

Result<std::shared_ptr<const Life>> ScenarioRunner::live(const Scenario& scenario,
                                                         const std::optional<CrashPoint>& crash) {
  return impl_->live(scenario, crash);
}

ScenarioResult ScenarioRunner::run(const Scenario& scenario, EventSink& events) {
  return impl_->run(scenario, events);
}

}  // namespace lockstep::scenario
