/// A scenario lived through instead of judged: for the crash matrix.

#include <algorithm>
#include <limits>
#include <utility>

#include "scenario_run.h"

namespace lockstep::scenario {
namespace {

/// What a connector may leave to later passes: an index that lags, a list that is behind, a rest
/// before a create is repeated.
constexpr int kHealingPasses = 3;
constexpr Duration kHealingTime{30 * 60 * 1000};

}  // namespace

Result<Life> ScenarioRun::live(const std::optional<CrashPoint>& crash) {
  Result<Life> life = live_on(crash);
  finish();
  return life;
}

Result<Life> ScenarioRun::live_on(const std::optional<CrashPoint>& crash) {
  if (const auto started = start(); !started) {
    return Failure{started.error()};
  }
  restarts_ = true;
  constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
  {
    const auto lock = stage_.world().lock();
    stage_.world().faults().add(
        {"*", sim::CrashConnector{crash ? crash->moment : sim::CrashMoment::before},
         crash ? static_cast<std::uint32_t>(crash->request) : kNever});
  }
  if (const auto done = carry_out(); !done) {
    return Failure{done.error()};
  }
  Life life;
  {
    const auto lock = stage_.world().lock();
    life.requests = stage_.world().faults().armed().back().requests_seen;
    life.died = stage_.world().faults().armed().back().reached > 0;
    const auto killed =
        std::ranges::find(journal().entries(), "crash-connector", &sim::JournalEntry::fault);
    life.operation = killed == journal().entries().end() ? "" : killed->operation;
    stage_.world().faults().clear();
  }
  for (int number = 0; number < kHealingPasses && !hung_; ++number) {
    {
      const auto lock = stage_.world().lock();
      stage_.world().clock().sleep_for(kHealingTime);
    }
    if (const auto passed = pass({}); !passed) {
      return Failure{passed.error()};
    }
  }
  const auto lock = stage_.world().lock();
  life.remains = remains_of(stage_);
  for (const PassEnded& pass : pass_ends_) {
    if (pass.end != to_string(PassEnd::done) && pass.end != to_string(PassEnd::killed)) {
      life.trouble = "pass " + std::to_string(pass.pass) + " " + pass.end +
                     (pass.message.empty() ? "" : ": " + pass.message);
    }
  }
  return life;
}

}  // namespace lockstep::scenario
