/// Scenarios side by side, delivered in their order.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "lockstep/scenario/events.h"
#include "lockstep/scenario/run.h"

namespace lockstep::scenario {

/// Hands scenarios out to workers. The first worker goes by their order, so that the stream begins
/// at once; the others begin with the heaviest, so that none of those is left for the end.
class Schedule {
 public:
  explicit Schedule(const std::vector<Scenario>& scenarios);

  /// The next one, or nullopt if all are taken.
  [[nodiscard]] std::optional<std::size_t> take(bool first_worker);

 private:
  std::vector<std::size_t> in_order_;
  std::vector<std::size_t> heaviest_first_;
  std::vector<bool> taken_;
};

/// A scenario that was carried out.
struct Done {
  ScenarioResult result;
  EventList events;
};

/// Carries scenarios out on several runners, one thread each.
class Workshop {
 public:
  Workshop(const std::vector<Scenario>& scenarios, const RunOptions& options)
      : scenarios_(&scenarios), options_(&options), schedule_(scenarios), done_(scenarios.size()) {}

  /// Runs everything, and calls `deliver(index, done)` for each scenario in their order.
  template <class Deliver>
  void run(const std::vector<std::unique_ptr<ScenarioRunner>>& runners, Deliver deliver) {
    working_ = runners.size();
    std::vector<std::jthread> workers;
    for (std::size_t number = 0; number < runners.size(); ++number) {
      workers.emplace_back([this, number, &runners] { work(*runners[number], number == 0); });
    }
    for (std::size_t index = 0; index < done_.size(); ++index) {
      if (const std::unique_ptr<Done> done = await(index)) {
        deliver(index, *done);
      }
    }
  }

  [[nodiscard]] bool interrupted() const noexcept { return interrupted_; }
  /// The connector hung so often that the rest would only cost time.
  [[nodiscard]] bool gave_up() const noexcept { return hung_ >= kHungScenariosMax; }

 private:
  void work(ScenarioRunner& runner, bool first_worker) {
    while (const std::optional<std::size_t> index = take(first_worker)) {
      auto done = std::make_unique<Done>();
      done->result = runner.run((*scenarios_)[*index], done->events);
      const std::scoped_lock lock(mutex_);
      hung_ += done->result.hung ? 1U : 0U;
      done_[*index] = std::move(done);
      changed_.notify_all();
    }
    const std::scoped_lock lock(mutex_);
    --working_;
    changed_.notify_all();
  }

  std::optional<std::size_t> take(bool first_worker) {
    const bool stop = options_->interrupted && options_->interrupted();
    const std::scoped_lock lock(mutex_);
    const std::optional<std::size_t> index =
        stop || gave_up() ? std::nullopt : schedule_.take(first_worker);
    interrupted_ = interrupted_ || stop;
    return index;
  }

  /// Null if nobody will do it any more.
  std::unique_ptr<Done> await(std::size_t index) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_[index] != nullptr || working_ == 0; });
    return std::move(done_[index]);
  }

  const std::vector<Scenario>* scenarios_;
  const RunOptions* options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Schedule schedule_;
  std::vector<std::unique_ptr<Done>> done_;
  static constexpr std::size_t kHungScenariosMax = 3;

  std::size_t working_ = 0;
  std::size_t hung_ = 0;
  bool interrupted_ = false;
};

}  // namespace lockstep::scenario
