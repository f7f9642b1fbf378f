#include "lockstep/scenario/crash_matrix.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "crash_lives.h"
#include "scenario_run.h"

namespace lockstep::scenario {
namespace {

constexpr sim::CrashMoment kMoments[] = {sim::CrashMoment::before, sim::CrashMoment::committed,
                                         sim::CrashMoment::after};

CrashCell cell_of(const Scenario& scenario, const CrashPoint& point, const Life& undisturbed,
                  const Life& life) {
  const Comparison comparison = compare(undisturbed.remains, life.remains);
  CrashCell cell;
  cell.scenario = scenario.name;
  cell.request = point.request;
  cell.operation = life.operation;
  cell.phase = to_string(point.moment);
  cell.outcome = to_string(comparison.outcome);
  cell.detail = shortened(life.trouble.empty()        ? comparison.detail
                          : comparison.detail.empty() ? life.trouble
                                                      : life.trouble + "; " + comparison.detail);
  return cell;
}

/// Lives through one death after the other, each worker with a connector of its own.
class Deaths {
 public:
  Deaths(const Scenario& scenario, const Life& undisturbed,
         const std::function<bool()>& interrupted)
      : scenario_(&scenario),
        undisturbed_(&undisturbed),
        interrupted_(&interrupted),
        cells_(std::size(kMoments) * undisturbed.requests) {}

  Result<std::vector<CrashCell>> all(const std::vector<std::unique_ptr<ScenarioRunner>>& runners) {
    std::vector<std::jthread> workers;
    for (const std::unique_ptr<ScenarioRunner>& runner : runners) {
      workers.emplace_back([this, &runner] { work(*runner); });
    }
    workers.clear();  // Waits for them.
    if (error_) {
      return Failure{*error_};
    }
    cells_.resize(done_in_order());
    return std::move(cells_);
  }

 private:
  void work(ScenarioRunner& runner) {
    for (std::size_t at = next_++; at < cells_.size() && !stops(); at = next_++) {
      const CrashPoint point{at / std::size(kMoments) + 1, kMoments[at % std::size(kMoments)]};
      const auto life = runner.live(*scenario_, point);
      const std::scoped_lock lock(mutex_);
      if (life) {
        cells_[at] = cell_of(*scenario_, point, *undisturbed_, **life);
      } else {
        error_ = life.error();
      }
    }
  }

  bool stops() {
    if (*interrupted_ && (*interrupted_)()) {
      return true;
    }
    const std::scoped_lock lock(mutex_);
    return error_.has_value();
  }

  /// What an interrupted run has is told up to the first gap.
  std::size_t done_in_order() const {
    const auto gap = std::ranges::find(cells_, std::string(), &CrashCell::outcome);
    return static_cast<std::size_t>(gap - cells_.begin());
  }

  const Scenario* scenario_;
  const Life* undisturbed_;
  const std::function<bool()>* interrupted_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::vector<CrashCell> cells_;
  std::optional<Error> error_;
};

Result<std::vector<CrashCell>> live_crashes(
    const Scenario& scenario, const std::vector<std::unique_ptr<ScenarioRunner>>& runners,
    const std::function<bool()>& interrupted) {
  const auto undisturbed = runners.front()->live(scenario, std::nullopt);
  if (!undisturbed) {
    return Failure{undisturbed.error()};
  }
  return Deaths(scenario, **undisturbed, interrupted).all(runners);
}

/// One check for all deaths that change nothing, and one for each of the others.
std::vector<CheckResult> judge_deaths(const std::string& name,
                                      const std::vector<CrashCell>& cells) {
  constexpr std::size_t kDeathsMax = 50;
  std::vector<CheckResult> checks;
  const auto add = [&](Verdict verdict, std::string message) -> CheckResult& {
    CheckResult& check = checks.emplace_back();
    check.rule = "ROB-1";
    check.verdict = verdict;
    check.scenario = name;
    check.message = std::move(message);
    return check;
  };
  for (const CrashCell& cell : cells) {
    if (cell.outcome != to_string(CrashOutcome::ok) && checks.size() < kDeathsMax) {
      CheckResult& check =
          add(Verdict::fail, "killed at request " + std::to_string(cell.request) + ", " +
                                 cell.operation + ", " + cell.phase + ": " + cell.outcome);
      check.expected = "both apps as without the death";
      check.actual = cell.detail;
    }
  }
  if (cells.empty()) {
    add(Verdict::not_exercised, "the connector made no request in which it could die");
  } else if (checks.empty()) {
    add(Verdict::pass, std::to_string(cells.size()) + " deaths leave both apps as without them");
  }
  return checks;
}

}  // namespace

std::string_view to_string(CrashOutcome outcome) noexcept {
  switch (outcome) {
    case CrashOutcome::ok: return "ok";
    case CrashOutcome::lost: return "lost";
    case CrashOutcome::duplicate: return "duplicate";
    case CrashOutcome::diverged: return "diverged";
  }
  return "?";
}

std::string matrix_name(const Scenario& scenario) { return "crash-matrix/" + scenario.name; }

std::unique_ptr<Done> live_matrix(const Scenario& scenario,
                                  const std::vector<std::unique_ptr<ScenarioRunner>>& runners,
                                  const std::function<bool()>& interrupted) {
  auto done = std::make_unique<Done>();
  const std::string name = matrix_name(scenario);
  done->events.write(
      ScenarioStarted{name, "Every death in: " + scenario.title, {"ROB-1"}, {}, scenario.file});
  const auto cells = live_crashes(scenario, runners, interrupted);
  if (cells) {
    for (const CrashCell& cell : *cells) {
      done->events.write(CrashLived{cell});
    }
    done->result.checks = judge_deaths(name, *cells);
  } else {
    CheckResult& check = done->result.checks.emplace_back();
    check.rule = "ROB-1";
    check.verdict = Verdict::harness_error;
    check.scenario = name;
    check.message = cells.error().message;
  }
  for (const CheckResult& check : done->result.checks) {
    done->events.write(CheckMade{check});
  }
  done->events.write(ScenarioFinished{name, Verdict::pass, done->result.checks.size(), 0, 0, ""});
  return done;
}

}  // namespace lockstep::scenario
