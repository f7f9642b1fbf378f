/// A whole run: many scenarios, side by side, with one stream of events in their order.

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>
#include <variant>

#include "lockstep/base/rulebook.h"
#include "lockstep/scenario/run.h"

namespace lockstep::scenario {
namespace {

/// Whether a pass reads the contacts of a fill. Trash it cannot see, and Other contacts only few
/// settings read.
bool is_read(const Fill& fill) {
  return fill.side == Service::hubspot || fill.folder == sim::GoogleFolder::contacts;
}

/// How much there is to do in a scenario, as far as its file shows: contacts that are made, and
/// contacts that a pass reads.
std::size_t weight(const Scenario& scenario) {
  std::size_t passes = 0;
  for (const Step& step : scenario.when) {
    if (const auto* sync = std::get_if<SyncPasses>(&step.what)) {
      passes += static_cast<std::size_t>(sync->passes);
    }
  }
  std::size_t contacts = 0;
  for (const Fill& fill : scenario.given.fill) {
    contacts += fill.count * (is_read(fill) ? 1 + passes : 1);
  }
  return contacts;
}

/// 0, 1, 2 …
std::vector<std::size_t> first_numbers(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

/// Hands scenarios out to workers. The first worker goes by their order, so that the stream begins
/// at once; the others begin with the heaviest, so that none of those is left for the end.
class Schedule {
 public:
  explicit Schedule(const std::vector<Scenario>& scenarios)
      : in_order_(first_numbers(scenarios.size())),
        heaviest_first_(in_order_),
        taken_(scenarios.size(), false) {
    std::ranges::stable_sort(heaviest_first_, std::ranges::greater{},
                             [&](std::size_t index) { return weight(scenarios[index]); });
  }

  std::optional<std::size_t> take(bool first_worker) {
    for (const std::size_t index : first_worker ? in_order_ : heaviest_first_) {
      if (!taken_[index]) {
        taken_[index] = true;
        return index;
      }
    }
    return std::nullopt;
  }

 private:
  std::vector<std::size_t> in_order_;
  std::vector<std::size_t> heaviest_first_;
  std::vector<bool> taken_;
};

struct Done {
  ScenarioResult result;
  EventList events;
};

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

RunStarted run_started(const ConnectorInfo& info, const RunOptions& options,
                       std::size_t scenarios) {
  return {kEventSchema,
          LOCKSTEP_VERSION,
          kRulebookVersion,
          info.name,
          info.version,
          info.vendor,
          {info.claims.begin(), info.claims.end()},
          std::string(to_string(info.door)),
          options.seed,
          scenarios};
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

Result<RunResult> run_with(const std::vector<Scenario>& scenarios,
                           const std::vector<Connector*>& connectors, EventSink& events,
                           const RunOptions& options) {
  std::vector<std::unique_ptr<ScenarioRunner>> runners;
  for (Connector* const connector : connectors) {
    auto runner = ScenarioRunner::make(*connector, options.seed);
    if (runner) {
      (*runner)->judge_answers(options.descriptions);
    }
    if (!runner) {
      return Failure{runner.error()};
    }
    runners.push_back(std::move(*runner));
  }
  events.write(run_started(connectors.front()->info(), options, scenarios.size()));

  RunResult result;
  std::vector<CheckResult> checks;
  Workshop workshop(scenarios, options);
  workshop.run(runners, [&](std::size_t index, Done& done) {
    for (const Event& event : done.events.events()) {
      events.write(event);
    }
    result.scenarios.emplace_back(scenarios[index].name, done.result.verdict);
    std::ranges::move(done.result.checks, std::back_inserter(checks));
  });

  constexpr int kIncomplete = 5;
  result.rules = roll_up(checks);
  result.certificate = certificate_for(result.rules);
  result.exit_code = exit_code_for(result.rules);
  if (workshop.interrupted()) {
    result.exit_code = kIncomplete;
    result.certificate.granted = false;
    result.certificate.obstacles.emplace_back("the run was interrupted");
  } else if (workshop.gave_up()) {
    result.exit_code = kIncomplete;
    result.certificate.granted = false;
    result.certificate.obstacles.emplace_back(
        "the connector hung in three scenarios; the rest was not run");
  }
  events.write(run_finished(result));
  return result;
}

}  // namespace

void write_preflight(const ConnectorInfo& connector, const std::vector<ConfigMistake>& mistakes,
                     EventSink& events, const RunOptions& options) {
  events.write(run_started(connector, options, 0));
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
