#include "lockstep/scenario/run.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "lockstep/base/digest.h"
#include "lockstep/descriptions/answer_recorder.h"
#include "lockstep/scenario/temporary_folder.h"
#include "lockstep/sim/har.h"

#include "doors.h"
#include "leaning.h"
#include "scenario_run.h"

namespace lockstep::scenario {
namespace {

/// Sequence numbers of the exchanges that show what went wrong, and of their neighbours.
std::set<std::uint64_t> worth_showing(const std::vector<CheckResult>& checks) {
  constexpr std::uint64_t kAround = 2;
  constexpr std::size_t kMost = 200;
  std::set<std::uint64_t> shown;
  for (const CheckResult& check : checks) {
    if (check.verdict == Verdict::pass) {
      continue;
    }
    for (const std::uint64_t sequence : check.exchanges) {
      const std::uint64_t first = sequence > kAround ? sequence - kAround : 1;
      for (std::uint64_t near = first; near <= sequence + kAround && shown.size() < kMost; ++near) {
        shown.insert(near);
      }
    }
  }
  return shown;
}

/// A failure without an exchange of its own is shown with the last ones of the scenario.
std::set<std::uint64_t> last_ones(const sim::Journal& journal) {
  constexpr std::size_t kLast = 20;
  std::set<std::uint64_t> shown;
  for (auto entry = journal.after(journal.size() - std::min(journal.size(), kLast));
       entry != journal.entries().end(); ++entry) {
    shown.insert(entry->sequence);
  }
  return shown;
}

/// A longer journal is kept as evidence only where it shows what went wrong.
constexpr std::size_t kWholeJournalMax = 2'000;

bool wants_evidence(const CheckResult& check) {
  return check.verdict != Verdict::pass && check.verdict != Verdict::not_applicable &&
         check.verdict != Verdict::not_exercised;
}

/// What shows that checks do not pass, or nothing where all do.
std::vector<const sim::JournalEntry*> evidence_of(const std::vector<CheckResult>& checks,
                                                  const sim::Journal& journal) {
  std::vector<const sim::JournalEntry*> evidence;
  if (std::ranges::none_of(checks, wants_evidence)) {
    return evidence;
  }
  std::set<std::uint64_t> shown = worth_showing(checks);
  if (shown.empty()) {
    shown = last_ones(journal);
  }
  for (const sim::JournalEntry& entry : journal.entries()) {
    if (shown.contains(entry.sequence)) {
      evidence.push_back(&entry);
    }
  }
  return evidence;
}

std::string digest_of(const sim::Journal& journal) {
  Sha256 digest;
  for (const sim::JournalEntry& entry : journal.entries()) {
    digest.add(to_json_line(entry) + '\n');
  }
  return hexadecimal(digest.finish());
}

/// What a program says matters where something is wrong; an unusual end matters always.
void write_pass_ends(const std::vector<CheckResult>& checks, const std::vector<PassEnded>& passes,
                     EventSink& events) {
  const bool is_evidence = std::ranges::any_of(checks, wants_evidence);
  for (const PassEnded& pass : passes) {
    const bool is_unusual = pass.end != to_string(PassEnd::done) || pass.left_processes;
    if (is_unusual || (is_evidence && !pass.words.empty())) {
      events.write(pass);
    }
  }
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
    ScenarioRun run(scenario, *connector_, doors_.get(), place, seed_, recorder(), varies_);
    if (faults_may_miss_) {
      run.let_faults_miss();
    }
    run.run();
    std::error_code ignored;  // What stays is removed with the folder around it.
    std::filesystem::remove_all(place, ignored);

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

    const auto evidence = evidence_of(result.checks, run.journal());
    if (!evidence.empty()) {
      for (CheckResult& check : result.checks) {
        check.leans_on =
            wants_evidence(check) ? leanings_of(check, run.journal()) : std::vector<Leaning>();
      }
    }
    for (const sim::JournalEntry* const entry : evidence) {
      events.write(ExchangeSeen{scenario.name, entry->sequence, to_json_line(*entry)});
    }
    if (keep_evidence_ && !evidence.empty()) {
      result.har = run.journal().size() <= kWholeJournalMax ? sim::to_har(run.journal())
                                                            : sim::to_har(evidence);
    }
    write_pass_ends(result.checks, run.pass_ends(), events);
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
        ScenarioRun(scenario, *connector_, doors_.get(), place, seed_, nullptr).live(crash);
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
  void digest_journals() noexcept { digest_journals_ = true; }
  void keep_evidence() noexcept { keep_evidence_ = true; }
  void keep_stores() noexcept { keep_stores_ = true; }

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
  bool digest_journals_ = false;
  bool keep_evidence_ = false;
  bool keep_stores_ = false;
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
void ScenarioRunner::let_faults_miss() { impl_->let_faults_miss(); }
void ScenarioRunner::digest_journals() { impl_->digest_journals(); }
void ScenarioRunner::keep_evidence() { impl_->keep_evidence(); }
void ScenarioRunner::keep_stores() { impl_->keep_stores(); }

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
