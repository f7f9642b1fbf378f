#include "lockstep/scenario/run.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "lockstep/descriptions/answer_recorder.h"

#include "doors.h"
#include "scenario_run.h"
#include "temporary_folder.h"

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

bool wants_evidence(const CheckResult& check) {
  return check.verdict != Verdict::pass && check.verdict != Verdict::not_applicable &&
         check.verdict != Verdict::not_exercised;
}

void write_evidence(const Scenario& scenario, const std::vector<CheckResult>& checks,
                    const sim::Journal& journal, EventSink& events) {
  if (std::ranges::none_of(checks, wants_evidence)) {
    return;
  }
  std::set<std::uint64_t> shown = worth_showing(checks);
  if (shown.empty()) {
    shown = last_ones(journal);
  }
  for (const sim::JournalEntry& entry : journal.entries()) {
    if (shown.contains(entry.sequence)) {
      events.write(ExchangeSeen{scenario.name, entry.sequence, to_json_line(entry)});
    }
  }
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
    ScenarioRun run(scenario, *connector_, doors_.get(), place, seed_, recorder());
    run.run();
    std::error_code ignored;  // What stays is removed with the folder around it.
    std::filesystem::remove_all(place, ignored);

    ScenarioResult result;
    result.checks = run.checks();
    if (keep_journals_) {
      result.journal = run.journal().to_json_lines();
    }
    result.virtual_time = run.virtual_time();
    result.hung = run.hung();
    result.exchanges =
        static_cast<std::size_t>(std::ranges::count_if(run.journal().entries(), is_request));
    VerdictCounts counts;
    for (const CheckResult& check : result.checks) {
      counts.add(check.verdict);
    }
    result.verdict = worst_of(counts);

    write_evidence(scenario, result.checks, run.journal(), events);
    write_pass_ends(result.checks, run.pass_ends(), events);
    for (const CheckResult& check : result.checks) {
      events.write(CheckMade{check});
    }
    events.write(ScenarioFinished{scenario.name, result.verdict, result.checks.size(),
                                  result.exchanges, result.virtual_time.count()});
    return result;
  }

  void keep_journals() noexcept { keep_journals_ = true; }

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

void ScenarioRunner::judge_answers(
    std::shared_ptr<const descriptions::ServiceDescriptions> descriptions) {
  impl_->judge_answers(std::move(descriptions));
}

ScenarioResult ScenarioRunner::run(const Scenario& scenario, EventSink& events) {
  return impl_->run(scenario, events);
}

}  // namespace lockstep::scenario
