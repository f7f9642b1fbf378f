/// Whatever a run of the built-in engine leaves in a journal lifts to a scenario that the same
/// engine passes, and that a connector which writes otherwise fails.

#include "lockstep/scenario/lift.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/random.h"
#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/import_recording.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/redact.h"
#include "lockstep/scenario/run.h"

namespace lockstep::scenario {
namespace {

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

Scenario scenario_of(const std::string& name) {
  return load_scenario(std::filesystem::path(LOCKSTEP_SCENARIO_DIR) / "suites" / (name + ".jsonc"))
      .value();
}

ScenarioResult run(const Scenario& scenario, Send send = nullptr, bool keeps_journal = false) {
  const std::unique_ptr<Connector> connector = make_builtin_connector(
      Door::in_process, send ? std::make_unique<Tampering>(std::move(send)) : nullptr);
  const auto runner = ScenarioRunner::make(*connector, 1);
  if (keeps_journal) {
    (*runner)->keep_journals();
  }
  EventList events;
  return (*runner)->run(scenario, events);
}

Recording recording_of(const Scenario& scenario) {
  return import_journal(run(scenario, nullptr, true).journal, "journal").value();
}

LiftOptions options_of(const Scenario& scenario) {
  LiftOptions options;
  options.settings = scenario.given.settings;
  return options;
}

Scenario lifted(const std::string& name) {
  const Scenario original = scenario_of(name);
  const Lifted lifted = lift(recording_of(original), options_of(original));
  EXPECT_TRUE(lifted.gaps.empty()) << name;
  const Result<Scenario> scenario = parse_scenario(lifted.scenario, "lifted.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().source << ": " << scenario.error().message << "\n"
                        << lifted.scenario;
  return scenario ? *scenario : original;
}

std::string broken_checks(const ScenarioResult& result) {
  std::string broken;
  for (const CheckResult& check : result.checks) {
    if (check.verdict != Verdict::pass) {
      broken += check.message + ": expected " + check.expected + ", actual " + check.actual + "\n";
    }
  }
  return broken;
}

class LiftedCatalogue : public testing::TestWithParam<const char*> {};

TEST_P(LiftedCatalogue, ReplaysGreenWithTheEngineThatWasRecorded) {
  const ScenarioResult replayed = run(lifted(GetParam()));
  EXPECT_EQ(replayed.verdict, Verdict::pass) << broken_checks(replayed);
}

INSTANTIATE_TEST_SUITE_P(
    Scenarios, LiftedCatalogue,
    testing::Values("direction/two-way-books-become-their-union",
                    "direction/two-way-google-edit-reaches-hubspot",
                    "keep/hubspot-edit-between-read-and-write-survives",
                    "keep/google-edit-between-read-and-write-survives",
                    "merge/conflict-in-the-email", "merge/cleared-in-google-is-cleared-in-hubspot",
                    "phone/other-numbers-survive-every-write",
                    "scope/hubspot-list-limits-what-flows", "scope/starring-a-contact-brings-it-in",
                    "survive/google-quota-window", "survive/lost-answer-of-a-google-create",
                    "connect/reconnecting-google-resumes", "delete/hubspot-merge-with-a-new-id"));

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

Cut cut(const Scenario& scenario) {
  std::vector<std::size_t> begins;
  const auto connector =
      make_builtin_connector(Door::in_process, std::make_unique<Counting>(begins));
  const auto runner = ScenarioRunner::make(*connector, 1);
  (*runner)->keep_journals();
  EventList events;
  Cut cut{import_journal((*runner)->run(scenario, events).journal, "journal").value(), {}};
  cut.recording.pass_begins = begins;
  for (std::size_t pass = 0; pass < begins.size(); ++pass) {
    cut.passes.emplace_back(
        begins[pass], pass + 1 < begins.size() ? begins[pass + 1] : cut.recording.exchanges.size());
  }
  EXPECT_GT(begins.size(), 1U);
  return cut;
}

bool is_read(const RecordedExchange& exchange) {
  const std::string& path = exchange.request.path;
  return exchange.request.method == Method::get || path.ends_with("/search") ||
         path.ends_with("/batch/read");
}

/// Reads change places with reads of the same pass, and some are said twice. Times stay where they
/// were, as the clock did.
Recording shuffled(const Cut& cut, Random random) {
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
Recording thinned(const Cut& cut) {
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

class LiftedInAnyOrder : public testing::TestWithParam<const char*> {};

TEST_P(LiftedInAnyOrder, IsTheSameScenarioWhateverTheOrderAndNumberOfReads) {
  const Scenario original = scenario_of(GetParam());
  const Cut whole = cut(original);
  const std::string expected = lift(whole.recording, options_of(original)).scenario;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_EQ(lift(shuffled(whole, Random(seed)), options_of(original)).scenario, expected)
        << "seed " << seed;
  }
  const Recording fewer = thinned(whole);
  EXPECT_LT(fewer.exchanges.size(), whole.recording.exchanges.size());
  EXPECT_EQ(lift(fewer, options_of(original)).scenario, expected);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, LiftedInAnyOrder,
                         testing::Values("direction/two-way-books-become-their-union",
                                         "merge/different-fields-both-survive",
                                         "keep/google-edit-between-read-and-write-survives",
                                         "keep/hubspot-edit-between-read-and-write-survives",
                                         "scope/hubspot-list-limits-what-flows"));

constexpr const char* kEdited = "merge/different-fields-both-survive";

TEST(Replay, HoldsWhenTheConnectorReadsMoreThanItDid) {
  const ScenarioResult replayed =
      run(lifted(kEdited), [](sim::Service, const Request& request, Transport& world) {
        RecordedExchange exchange;
        exchange.request = request;
        if (is_read(exchange)) {
          static_cast<void>(world.send(request).has_value());
        }
        return world.send(request);
      });
  EXPECT_EQ(replayed.verdict, Verdict::pass) << broken_checks(replayed);
}

TEST(Replay, HoldsWhenTheConnectorReadsSmallerPages) {
  const ScenarioResult replayed = run(lifted("direction/two-way-books-become-their-union"),
                                      [](sim::Service, const Request& request, Transport& world) {
                                        Request smaller = request;
                                        for (auto& [name, value] : smaller.query) {
                                          value =
                                              name == "pageSize" || name == "limit" ? "1" : value;
                                        }
                                        return world.send(smaller);
                                      });
  EXPECT_EQ(replayed.verdict, Verdict::pass) << broken_checks(replayed);
}

bool is_update(const Request& request) { return request.method == Method::patch; }

TEST(Replay, FailsWithTheFieldWhenAWriteIsLost) {
  const ScenarioResult replayed =
      run(lifted(kEdited),
          [](sim::Service service, const Request& request, Transport& world) -> Result<Response> {
            if (service == sim::Service::hubspot && is_update(request)) {
              Request instead = request;
              instead.method = Method::get;
              instead.body.clear();
              return world.send(instead);  // It looks done, and is not.
            }
            return world.send(request);
          });
  EXPECT_EQ(replayed.verdict, Verdict::fail);
  EXPECT_NE(broken_checks(replayed).find("is not as it should be: expected"), std::string::npos)
      << broken_checks(replayed);
}

TEST(Replay, FailsWithTheNumbersWhenARecordIsCreatedTwice) {
  const ScenarioResult replayed =
      run(lifted("direction/two-way-books-become-their-union"),
          [](sim::Service service, const Request& request, Transport& world) {
            if (service == sim::Service::google && request.path.ends_with("people:createContact")) {
              static_cast<void>(world.send(request).has_value());
            }
            return world.send(request);
          });
  EXPECT_EQ(replayed.verdict, Verdict::fail);
  EXPECT_NE(broken_checks(replayed).find("number of records"), std::string::npos)
      << broken_checks(replayed);
}

TEST(Replay, FailsWithBothValuesWhenAFieldIsWrittenOtherwise) {
  const ScenarioResult replayed =
      run(lifted(kEdited), [](sim::Service service, const Request& request, Transport& world) {
        Request altered = request;
        const std::size_t at = altered.body.find("Lee-Park");
        if (service == sim::Service::google && is_update(request) && at != std::string::npos) {
          altered.body.replace(at, 8, "Leepark");
        }
        return world.send(altered);
      });
  EXPECT_EQ(replayed.verdict, Verdict::fail);
  EXPECT_NE(broken_checks(replayed).find("Leepark"), std::string::npos) << broken_checks(replayed);
}

class LiftedRedacted : public testing::TestWithParam<const char*> {};

TEST_P(LiftedRedacted, HasTheVerdictOfTheRawRecording) {
  const Scenario original = scenario_of(GetParam());
  const Recording raw = recording_of(original);
  const Recording redacted = redact(raw, RedactionKey(std::string(32, 'k')));
  const Send loses_writes = [](sim::Service service, const Request& request, Transport& world) {
    Request instead = request;
    if (service == sim::Service::google && is_update(request)) {
      instead.method = Method::get;
      instead.body.clear();
      instead.path.resize(instead.path.rfind(':'));
    }
    return world.send(instead);
  };
  for (const Send& send : {Send(), loses_writes}) {
    const auto verdict_of = [&](const Recording& recording) {
      const Lifted lifted = lift(recording, options_of(original));
      const Result<Scenario> scenario = parse_scenario(lifted.scenario, "lifted.jsonc");
      EXPECT_TRUE(scenario) << scenario.error().message << "\n" << lifted.scenario;
      return scenario ? run(*scenario, send).verdict : Verdict::harness_error;
    };
    EXPECT_EQ(verdict_of(redacted), verdict_of(raw));
    EXPECT_EQ(verdict_of(raw), send ? Verdict::fail : Verdict::pass);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Scenarios, LiftedRedacted,
    testing::Values("direction/two-way-hubspot-edit-reaches-google",
                    "merge/different-fields-both-survive",
                    "phone/new-phone-replaces-the-first-number-and-keeps-its-label"));

TEST(Lift, SaysWhatNothingExplains) {
  Recording recording = recording_of(scenario_of("match/same-email-pairs"));
  RecordedExchange strange;
  strange.at = recording.exchanges.back().at;
  strange.request.path = "/nowhere";
  strange.response = Response{};
  recording.exchanges.push_back(strange);

  RecordedExchange* page = nullptr;
  for (RecordedExchange& exchange : recording.exchanges) {
    page = exchange.request.path.ends_with("/connections") && page == nullptr ? &exchange : page;
  }
  ASSERT_NE(page, nullptr);
  page->body_kept = false;

  const Lifted lifted = lift(recording, {});
  ASSERT_EQ(lifted.gaps.size(), 2U);
  EXPECT_EQ(lifted.gaps[0].what, "the answer's body was not kept");
  EXPECT_EQ(lifted.gaps[1].what, "nothing is known of this request");
  EXPECT_EQ(lifted.gaps[1].exchange, recording.exchanges.size() - 1);
  EXPECT_NE(lifted.scenario.find("// Fidelity gap at exchange"), std::string::npos);
}

TEST(Lift, SaysWhatAServiceKeepsOtherwiseThanTheFake) {
  Recording recording = recording_of(scenario_of("direction/two-way-hubspot-edit-reaches-google"));
  std::size_t changed = 0;
  for (RecordedExchange& exchange : recording.exchanges) {
    if (exchange.request.path.ends_with(":updateContact")) {
      std::string& body = exchange.response->body;
      for (std::size_t at = body.find("\"value\": \"+"); at != std::string::npos;
           at = body.find("\"value\": \"+", at + 1)) {
        body.insert(at + 10, "0");
        ++changed;
      }
      for (std::size_t at = body.find("\"title\": \""); at != std::string::npos;
           at = body.find("\"title\": \"", at + 10)) {
        body.insert(at + 10, "The ");
        ++changed;
      }
    }
  }
  ASSERT_GT(changed, 0U);
  EXPECT_FALSE(lift(recording, {}).gaps.empty());
}

}  // namespace
}  // namespace lockstep::scenario
