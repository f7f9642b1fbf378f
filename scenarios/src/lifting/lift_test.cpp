/// Whatever a run of the built-in engine leaves in a journal lifts to a scenario that the same
/// engine passes, and that a connector which writes otherwise fails.

#include "lockstep/scenario/lift.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lockstep/scenario/redact.h"

#include "lifting/recorded_run.h"

namespace lockstep::scenario {
namespace {

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

constexpr const char* kLiftable[] = {
    "direction/two-way-books-become-their-union",
    "direction/two-way-google-edit-reaches-hubspot",
    "direction/two-way-hubspot-edit-reaches-google",
    "keep/hubspot-edit-between-read-and-write-survives",
    "keep/google-edit-between-read-and-write-survives",
    "merge/conflict-in-the-email",
    "merge/cleared-in-google-is-cleared-in-hubspot",
    "merge/different-fields-both-survive",
    "phone/new-phone-replaces-the-first-number-and-keeps-its-label",
    "phone/other-numbers-survive-every-write",
    "scope/hubspot-list-limits-what-flows",
    "scope/starring-a-contact-brings-it-in",
    "survive/google-quota-window",
    "survive/lost-answer-of-a-google-create",
    "connect/reconnecting-google-resumes",
    "delete/hubspot-merge-with-a-new-id"};

class LiftedCatalogue : public testing::TestWithParam<const char*> {};

TEST_P(LiftedCatalogue, ReplaysGreenWithTheEngineThatWasRecorded) {
  const ScenarioResult replayed = run(lifted(GetParam()));
  EXPECT_EQ(replayed.verdict, Verdict::pass) << broken_checks(replayed);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, LiftedCatalogue, testing::ValuesIn(kLiftable));

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
  const bool updates_google = std::ranges::any_of(raw.exchanges, [](const auto& exchange) {
    return exchange.request.path.ends_with(":updateContact");
  });
  for (const Send& send : {Send(), loses_writes}) {
    const auto verdict_of = [&](const Recording& recording) {
      const Lifted lifted = lift(recording, options_of(original));
      const Result<Scenario> scenario = parse_scenario(lifted.scenario, "lifted.jsonc");
      EXPECT_TRUE(scenario) << scenario.error().message << "\n" << lifted.scenario;
      return scenario ? run(*scenario, send).verdict : Verdict::harness_error;
    };
    EXPECT_EQ(verdict_of(redacted), verdict_of(raw));
    EXPECT_EQ(verdict_of(raw) == Verdict::pass, !send || !updates_google);
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, LiftedRedacted, testing::ValuesIn(kLiftable));

TEST(Lift, OfClocksThatLieDecadesApartIsReadable) {
  Recording recording = recording_of(scenario_of("direction/two-way-hubspot-edit-reaches-google"));
  recording.exchanges.back().at += std::chrono::days(40'000);
  const Lifted lifted = lift(recording, {});
  EXPECT_TRUE(parse_scenario(lifted.scenario, "lifted.jsonc")) << lifted.scenario;
  EXPECT_NE(lifted.scenario.find(R"("wait": "3650d")"), std::string::npos) << lifted.scenario;
}

TEST(Lift, TakesARefusedTokenForWithdrawnConsentOnlyWhereTheGrantIsToBlame) {
  Recording recording = recording_of(scenario_of("connect/reconnecting-google-resumes"));
  EXPECT_NE(lift(recording, {}).scenario.find(R"("revoke": "google")"), std::string::npos);
  for (RecordedExchange& exchange : recording.exchanges) {
    if (exchange.request.path.ends_with("/token") && exchange.response->status >= 400) {
      exchange.response->status = 401;
      exchange.response->body = R"({"error":"invalid_client","error_description":"Unauthorized"})";
    }
  }
  const Lifted lifted = lift(recording, {});
  EXPECT_EQ(lifted.scenario.find("revoke"), std::string::npos);
  EXPECT_NE(lifted.scenario.find(R"("operation": "google/oauth.token")"), std::string::npos);
  EXPECT_TRUE(parse_scenario(lifted.scenario, "lifted.jsonc")) << lifted.scenario;
}

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
