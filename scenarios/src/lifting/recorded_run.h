/// For tests: a run of the built-in engine as a recording, and the same with its reads in another
/// order, repeated or left out.

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/random.h"
#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/import_recording.h"
#include "lockstep/scenario/lift.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "described_runner.h"

namespace lockstep::scenario {

using Send = std::function<Result<Response>(sim::Service, const Request&, Transport&)>;

/// The engine, with somebody in its wires.
class Tampering final : public EngineShell {
 public:
  explicit Tampering(Send send) : send_(std::move(send)) {}
  Result<Response> send(sim::Service service, const Request& request, Transport& world) override {
    return send_(service, request, world);
  }

 private:
  Send send_;
};

inline Scenario scenario_of(const std::string& name) {
  return load_scenario(std::filesystem::path(LOCKSTEP_SCENARIO_DIR) / "suites" / (name + ".jsonc"))
      .value();
}

inline ScenarioResult run(const Scenario& scenario, Send send = nullptr,
                          bool keeps_journal = false) {
  const std::unique_ptr<Connector> connector = make_builtin_connector(
      Door::in_process, send ? std::make_unique<Tampering>(std::move(send)) : nullptr);
  const auto runner = described_runner(*connector);
  if (keeps_journal) {
    runner->keep_journals();
  }
  EventList events;
  return runner->run(scenario, events);
}

inline Recording recording_of(const Scenario& scenario) {
  return import_journal(run(scenario, nullptr, true).journal, "journal").value();
}

inline LiftOptions options_of(const Scenario& scenario) {
  LiftOptions options;
  options.settings = scenario.given.settings;
  return options;
}

/// The parts of passes, so that what a test moves stays inside its own.
struct Cut {
  Recording recording;
  std::vector<std::pair<std::size_t, std::size_t>> passes;
};

/// Counts requests and says where passes begin.
class Counting final : public EngineShell {
 public:
  explicit Counting(std::vector<std::size_t>& begins) : begins_(&begins) {}
  void before_pass(const std::filesystem::path& /*config*/, Transport& /*hubspot*/,
                   Transport& /*google*/) override {
    if (begins_->empty() || begins_->back() < requests_ || requests_ == 0) {
      begins_->push_back(requests_);
    }
  }
  Result<Response> send(sim::Service /*service*/, const Request& request,
                        Transport& world) override {
    ++requests_;
    return world.send(request);
  }

 private:
  std::vector<std::size_t>* begins_;
  std::size_t requests_ = 0;
};

inline Cut cut(const Scenario& scenario) {
  std::vector<std::size_t> begins;
  const auto connector =
      make_builtin_connector(Door::in_process, std::make_unique<Counting>(begins));
  const auto runner = described_runner(*connector);
  runner->keep_journals();
  EventList events;
  Cut cut{import_journal(runner->run(scenario, events).journal, "journal").value(), {}};
  cut.recording.pass_begins = begins;
  for (std::size_t pass = 0; pass < begins.size(); ++pass) {
    cut.passes.emplace_back(
        begins[pass], pass + 1 < begins.size() ? begins[pass + 1] : cut.recording.exchanges.size());
  }
  EXPECT_GT(begins.size(), 1U);
  return cut;
}

inline bool is_read(const RecordedExchange& exchange) {
  const std::string& path = exchange.request.path;
  return exchange.request.method == Method::get || path.ends_with("/search") ||
         path.ends_with("/batch/read");
}

/// Reads change places with reads of the same pass, and some are said twice. Times stay where they
/// were, as the clock did.
inline Recording shuffled(const Cut& cut, Random random) {
  Recording shuffled = cut.recording;
  shuffled.pass_begins.clear();
  shuffled.exchanges.clear();
  for (const auto& [from, to] : cut.passes) {
    std::vector<RecordedExchange> pass(
        cut.recording.exchanges.begin() + static_cast<std::ptrdiff_t>(from),
        cut.recording.exchanges.begin() + static_cast<std::ptrdiff_t>(to));
    std::vector<std::size_t> reads;
    for (std::size_t at = 0; at < pass.size(); ++at) {
      if (is_read(pass[at])) {
        reads.push_back(at);
      }
    }
    for (std::size_t at = reads.size(); at > 1; --at) {
      RecordedExchange& one = pass[reads[at - 1]];
      RecordedExchange& other = pass[reads[random.below(at)]];
      std::swap(one, other);
      std::swap(one.at, other.at);
    }
    shuffled.pass_begins.push_back(shuffled.exchanges.size());
    for (const RecordedExchange& exchange : pass) {
      shuffled.exchanges.push_back(exchange);
      if (is_read(exchange) && random.chance(1, 3)) {
        shuffled.exchanges.push_back(exchange);
      }
    }
  }
  return shuffled;
}

/// Without reads that say nothing which another read of their pass does not say as well.
inline Recording thinned(const Cut& cut) {
  Recording thinned = cut.recording;
  thinned.pass_begins.clear();
  thinned.exchanges.clear();
  for (const auto& [from, to] : cut.passes) {
    std::set<std::string> said;
    thinned.pass_begins.push_back(thinned.exchanges.size());
    for (std::size_t index = from; index < to; ++index) {
      const RecordedExchange& exchange = cut.recording.exchanges[index];
      const bool is_again = exchange.request.path.ends_with("/batch/read") &&
                            !said.insert(exchange.request.body + exchange.response->body).second;
      // A count of all contacts names one of them and nothing that is not known.
      const bool is_count = exchange.request.path.ends_with("/search") &&
                            exchange.request.body.find(R"("limit":1,)") != std::string::npos;
      if (!is_again && !is_count) {
        thinned.exchanges.push_back(exchange);
      }
    }
  }
  return thinned;
}

}  // namespace lockstep::scenario
