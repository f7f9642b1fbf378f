#include "lockstep/scenario/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "lockstep/scenario/builtin_connector.h"

#include "described_runner.h"
#include "scripted_connector.h"

namespace lockstep::scenario {
namespace {

/// A scenario of one contact on either side, with more members spliced in.
Scenario scenario_with(const std::string& members) {
  const std::string text = R"({"scenario": "a/b", "title": "t", "rules": ["MRG-3", "MAP-3"],
    "given": {
      "hubspot": [{"ref": "ann", "lists": ["VIP"],
                   "properties": {"firstname": "Ann", "email": "ann@example.com",
                                  "phone": "(415) 555-0100"}}],
      "google": [{"ref": "ann-g", "starred": true, "labels": ["Friends"],
                  "person": {"names": [{"givenName": "Ann"}],
                             "emailAddresses": [{"value": "Ann@Example.com", "type": "home"}],
                             "phoneNumbers": [{"value": "+1 415 555 0100", "type": "home"}]}},
                 {"ref": "zoe", "person": {"names": [{"givenName": "Zoe"}]}}]},
    )" + members + "}";
  auto scenario = parse_scenario(text, "test.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().source << ' ' << scenario.error().message;
  return *scenario;
}

ScenarioResult run(const Scenario& scenario, Connector& connector) {
  EventList events;
  const auto runner = described_runner(connector);
  return runner->run(scenario, events);
}

ScriptedConnector idle() {
  return ScriptedConnector([](ScriptedPass& /*pass*/) { return PassOutcome{}; });
}

/// The verdicts for one rule, in order.
std::vector<Verdict> verdicts(const ScenarioResult& result, std::string_view rule = "MRG-3") {
  std::vector<Verdict> found;
  for (const CheckResult& check : result.checks) {
    if (check.rule == rule) {
      found.push_back(check.verdict);
    }
  }
  return found;
}

struct ThenRow {
  const char* name;
  const char* then_check;
  bool holds;
};

std::ostream& operator<<(std::ostream& out, const ThenRow& row) { return out << row.name; }

class Then : public testing::TestWithParam<ThenRow> {};

TEST_P(Then, SaysWhetherItHolds) {
  ScriptedConnector connector([](ScriptedPass& pass) {
    const Json contacts = pass.hubspot.send(Method::get, "/crm/v3/objects/contacts");
    const Json record = {{"hubspot_id", contacts.at("results").at(0).at("id")},
                         {"google_id", nullptr},
                         {"state", "in_sync"}};
    const Json counts = {{"in_sync", 1}, {"excluded", 0}, {"failing", 0}, {"pending", 0}};
    std::ofstream(pass.state_dir / "health.json") << Json{{"connections",
                                                           {{{"id", "main"},
                                                             {"connection_state", "ok"},
                                                             {"counts", counts},
                                                             {"records", {record}}}}}};
    std::ofstream(pass.state_dir / "refused.json")
        << R"({"refused": [{"setting": "custom_mappings[0]", "rule": "MAP-2", "reason": "plan"}]})";
    pass.google.send(Method::get, "/v1/people/me/connections?personFields=names");
    return PassOutcome{};
  });
  const ScenarioResult result =
      run(scenario_with(std::string(R"("when": [{"sync": 1}], "then": [)") + GetParam().then_check +
                        "]"),
          connector);
  EXPECT_EQ(verdicts(result), std::vector{GetParam().holds ? Verdict::pass : Verdict::fail});
  EXPECT_EQ(verdicts(result, "MAP-3"),
            std::vector{GetParam().holds ? Verdict::pass : Verdict::warn})
      << "a SHOULD that does not hold is a warning";
}

INSTANTIATE_TEST_SUITE_P(
    , Then,
    testing::ValuesIn<ThenRow>({
        // clang-format off
        {"APropertyIs",              R"({"hubspot": "ann", "is": {"firstname": "Ann", "fax": null}})",            true},
        {"APropertyIsNot",           R"({"hubspot": "ann", "is": {"firstname": "Anna"}})",                         false},
        {"AnEmptyPropertyIsNot",     R"({"hubspot": "ann", "is": {"firstname": null}})",                           false},
        {"AMembershipIs",            R"({"hubspot": "ann", "lists": ["VIP"]})",                                    true},
        {"AMembershipIsNot",         R"({"hubspot": "ann", "lists": []})",                                         false},
        {"AFieldIs",                 R"({"google": "ann-g", "is": {"names": [{"givenName": "Ann"}], "urls": null}})", true},
        {"AFieldIsNot",              R"({"google": "ann-g", "is": {"names": [{"givenName": "Bob"}]}})",            false},
        {"AListIsComparedWhole",     R"({"google": "ann-g", "is": {"phoneNumbers": []}})",                         false},
        {"AChoiceOfValues",          R"({"google": "ann-g", "is": {"phoneNumbers": [{"type": {"one_of": ["work", "home"]}}]}})", true},
        {"AForbiddenValue",          R"({"google": "ann-g", "is": {"phoneNumbers": [{"type": {"none_of": ["home"]}}]}})", false},
        {"AStarIs",                  R"({"google": "ann-g", "starred": true, "folder": "contacts", "labels": ["Friends"]})", true},
        {"AStarIsNot",               R"({"google": "ann-g", "starred": false})",                                   false},
        {"AFolderIsNot",             R"({"google": "ann-g", "folder": "trash"})",                                  false},
        {"LabelsAreNot",             R"({"google": "ann-g", "labels": []})",                                       false},
        {"AnEmailIsFoundInAnyCase",  R"({"google": {"email": "ann@example.COM"}, "count": 1})",                    true},
        {"ANameIsFound",             R"({"google": {"name": "Zoe"}, "count": 1})",                                 true},
        {"ANumberIsFoundInAnyForm",  R"({"hubspot": {"phone": "+14155550100"}, "count": 1})",                      true},
        {"NothingIsFoundInTrash",    R"({"google": {"name": "Zoe"}, "folder": "trash", "count": 0})",              true},
        {"NobodyIsFound",            R"({"hubspot": {"email": "x@example.com"}, "count": 0})",                     true},
        {"SomebodyIsFound",          R"({"hubspot": {"email": "ann@example.com"}, "count": 0})",                   false},
        {"ACountIs",                 R"({"count": {"hubspot": 1, "google": 2, "google_trash": 0}})",               true},
        {"ACountIsNot",              R"({"count": {"google": 1}})",                                                false},
        {"AContactIsUnchanged",      R"({"unchanged": {"google": "ann-g"}})",                                      true},
        {"APairIsEqual",             R"({"equal": ["ann", "ann-g"]})",                                             true},
        {"APairIsNotEqual",          R"({"equal": ["ann", "zoe"]})",                                               false},
        {"NothingIsWritten",         R"({"writes": {"hubspot": 0, "google": 0}})",                                 true},
        {"SomethingShouldBeWritten", R"({"writes": {"google": 1}})",                                               false},
        {"NoRecordIsWritten",        R"({"writes": {"hubspot": 0, "google": 0, "by_record": true}})",              true},
        {"ARecordShouldBeWritten",   R"({"writes": {"google": 1, "by_record": true}})",                            false},
        {"ARequestIsMade",           R"({"requests": {"operation": "people.connections.list", "exactly": 1}})",    true},
        {"ARequestIsMadeTooOften",   R"({"requests": {"operation": "people.*", "at_most": 0}})",                   false},
        {"NoRequestIsRefused",       R"({"requests": {"operation": "*", "answered": 429, "exactly": 0}})",         true},
        {"ARequestIsAnswered",       R"({"requests": {"operation": "people.*", "answered": 200, "exactly": 0}})",  false},
        {"ARequestIsMadeTooSeldom",  R"({"requests": {"operation": "people.get", "at_least": 1}})",                false},
        {"PassesAreQuiet",           R"({"quiet": true})",                                                         true},
        {"AStateIsReported",         R"({"health": {"hubspot": "ann"}, "state": "in_sync"})",                      true},
        {"AStateIsReportedOtherwise", R"({"health": {"hubspot": "ann"}, "state": "failing"})",                     false},
        {"AReasonIsNotReported",     R"({"health": {"hubspot": "ann"}, "state": "in_sync", "reason": "NO_EMAIL"})", false},
        {"ARecordIsNotReported",     R"({"health": {"google": "ann-g"}, "state": "in_sync"})",                     false},
        {"AConnectionIsReported",    R"({"connection": {"state": "ok", "counts": {"in_sync": 1}}})",               true},
        {"AConnectionIsNotPaused",   R"({"connection": {"state": "paused"}})",                                     false},
        {"ASettingIsRefused",        R"({"refused": {"rule": "MAP-2", "setting": "custom_mappings[0]"}})",         true},
        {"ASettingIsNotRefused",     R"({"refused": {"rule": "MAP-1"}})",                                          false},
        {"SomethingIsRefused",       R"({"refused": {"none": true}})",                                             false},
        {"NoConflictFileIsLeft",     R"({"conflict": {"hubspot": "ann", "field": "firstname"}})",                  false},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(Run, AConnectorThatKeepsWritingIsNotQuiet) {
  ScriptedConnector connector([](ScriptedPass& pass) {
    const Json person = {{"names", {{{"givenName", "Bob"}}}}};
    pass.google.send(Method::post, "/v1/people:createContact", person);
    return PassOutcome{};
  });
  const auto result = run(scenario_with(R"("when": [], "then": [{"quiet": true}])"), connector);
  EXPECT_EQ(verdicts(result), std::vector{Verdict::fail});
}

TEST(Run, UnchangedMeansAsTheLastUserLeftIt) {
  ScriptedConnector connector = idle();
  const auto result = run(
      scenario_with(
          R"("when": [{"edit": {"google": "ann-g", "set": {"urls": [{"value": "http://a.example"}]}}},
                                {"unstar": "ann-g"}, {"sync": 1}],
                       "then": [{"unchanged": {"google": "ann-g"}}])"),
      connector);
  EXPECT_EQ(verdicts(result), std::vector{Verdict::pass});
}

TEST(Run, ASecondToolWorksWithAStateOfItsOwn) {
  std::vector<std::filesystem::path> states;
  ScriptedConnector connector([&](ScriptedPass& pass) {
    states.push_back(pass.state_dir);
    return PassOutcome{};
  });
  run(scenario_with(R"("when": [{"sync": 1}, {"second_tool": 2}, {"sync": 1}], "then": [])"),
      connector);
  ASSERT_EQ(states.size(), 4U);
  EXPECT_NE(states[1], states[0]);
  EXPECT_EQ(states[2], states[1]);
  EXPECT_EQ(states[3], states[0]);
}

struct ErrorRow {
  const char* name;
  const char* members;
  Verdict verdict;
  const char* message;
};

std::ostream& operator<<(std::ostream& out, const ErrorRow& row) { return out << row.name; }

class NothingIsKnown : public testing::TestWithParam<ErrorRow> {};

TEST_P(NothingIsKnown, WhenTheScenarioCouldNotBeCarriedOut) {
  ScriptedConnector connector([](ScriptedPass& /*pass*/) { return PassOutcome{}; },
                              {"virtual_time"});
  const ScenarioResult result = run(scenario_with(GetParam().members), connector);
  EXPECT_EQ(result.verdict, GetParam().verdict);
  ASSERT_EQ(result.checks.size(), 2U) << "one for each rule";
  EXPECT_THAT(result.checks.front().message, testing::HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    , NothingIsKnown,
    testing::ValuesIn<ErrorRow>({
        // clang-format off
        {"AFaultWasNeverReached", R"("faults": [{"operation": "people.get", "fault": "lose-request"}], "when": [{"sync": 1}], "then": [{"count": {"google": 2}}])", Verdict::harness_error, "never reached, so nothing was tested: lose-request at people.get"},
        {"AHookWasNeverReached",  R"("when": [{"during": {"operation": "people.get", "do": [{"star": "zoe"}]}}, {"sync": 1}], "then": [])",                          Verdict::harness_error, "never reached"},
        {"AUserCouldNotDoThat",   R"("when": [{"sync": 1}, {"edit": {"google": {"email": "x@example.com"}, "set": {}}}], "then": [])",                             Verdict::harness_error, "when[1] (line "},
        {"TheConnectorCannot",    R"("needs": ["virtual_time"], "when": [{"sync": 1}], "then": [])",                                                                      Verdict::not_applicable, "does not claim \"virtual_time\""},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(Run, APassThatGivesUpFailsTheMainRuleUnlessItMay) {
  ScriptedConnector connector([](ScriptedPass& /*pass*/) {
    return PassOutcome{PassEnd::failed, "no way"};
  });
  EXPECT_EQ(verdicts(run(scenario_with(R"("when": [{"sync": 1}], "then": [])"), connector)),
            std::vector{Verdict::fail});
  EXPECT_EQ(verdicts(run(scenario_with(R"("when": [{"sync": {"passes": 1, "may_fail": true}}],
                                          "then": [{"count": {"google": 2}}])"),
                         connector)),
            std::vector{Verdict::pass});
}

TEST(Run, AConnectorThatDoesNotStartIsAHarnessErrorAndTheNextScenarioRuns) {
  class Stubborn final : public Connector {
   public:
    Stubborn() {
      info_.door = Door::http;
      info_.claims = {"two_way"};
    }
    [[nodiscard]] const ConnectorInfo& info() const override { return info_; }
    Result<void> start(const WorldAccess& /*world*/) override {
      return failure(ErrorKind::unavailable, "no such program", "connector");
    }
    PassOutcome sync(const std::filesystem::path& /*config*/) override { return {}; }

   private:
    ConnectorInfo info_;
  };
  Stubborn connector;
  const auto runner = described_runner(connector);
  EventList events;
  const Scenario scenario = scenario_with(R"("when": [{"sync": 1}], "then": [])");
  for (int time = 0; time < 2; ++time) {
    const ScenarioResult result = runner->run(scenario, events);
    EXPECT_EQ(result.verdict, Verdict::harness_error);
    EXPECT_EQ(result.checks.front().message, "no such program");
  }
}

TEST(Run, AReportThatTheConnectorDoesNotClaimIsNotAskedForAndTheRestIsJudged) {
  ScriptedConnector connector([](ScriptedPass& /*pass*/) { return PassOutcome{}; },
                              {"health", "refused", "conflicts"});
  const ScenarioResult result = run(scenario_with(R"("when": [{"sync": 1}], "then": [
      {"health": {"hubspot": "ann"}, "state": "in_sync", "rule": "MRG-3"},
      {"refused": {"none": true}, "rule": "MRG-3"},
      {"conflict": {"hubspot": "ann", "field": "firstname"}, "rule": "MRG-3"},
      {"count": {"hubspot": 1}, "rule": "MAP-3"}])"),
                                    connector);
  EXPECT_EQ(verdicts(result, "MRG-3"), std::vector(3, Verdict::not_applicable));
  EXPECT_EQ(verdicts(result, "MAP-3"), std::vector{Verdict::pass});
}

/// A pass that ends in a way that no scenario allows.
class BadEnd : public testing::TestWithParam<PassEnd> {};

TEST_P(BadEnd, FailsTheMainRuleAndIsToldAlsoWhereAPassMayGiveUp) {
  ScriptedConnector connector([](ScriptedPass& /*pass*/) {
    return PassOutcome{GetParam(), "the last words"};
  });
  const auto runner = described_runner(connector);
  EventList events;
  const ScenarioResult result =
      runner->run(scenario_with(R"("when": [{"sync": {"passes": 2, "may_fail": true}}],
                       "then": [{"count": {"google": 2}}])"),
                  events);
  const bool goes_on = GetParam() != PassEnd::hung;
  EXPECT_EQ(result.hung, !goes_on);
  EXPECT_EQ(verdicts(result, "MRG-3").front(), Verdict::fail);
  EXPECT_EQ(verdicts(result, "MAP-3"),
            std::vector{goes_on ? Verdict::pass : Verdict::not_exercised});
  std::vector<std::string> told;
  for (const Event& event : events.events()) {
    if (const auto* const end = std::get_if<PassEnded>(&event)) {
      told.push_back(end->end + ": " + end->message);
    }
  }
  EXPECT_THAT(told, testing::SizeIs(goes_on ? 2 : 1));
  EXPECT_THAT(told, testing::Each(std::string(to_string(GetParam())) + ": the last words"));
}

INSTANTIATE_TEST_SUITE_P(, BadEnd,
                         testing::Values(PassEnd::died, PassEnd::hung, PassEnd::flooded,
                                         PassEnd::left_protocol),
                         [](const auto& row_info) {
                           std::string name(to_string(row_info.param));
                           std::erase_if(name, [](char letter) { return letter == ' '; });
                           return name;
                         });

TEST(Run, APassThatCouldNotBeStartedSaysNothingOfTheConnector) {
  ScriptedConnector connector([](ScriptedPass& /*pass*/) {
    return PassOutcome{PassEnd::not_started, "no such program"};
  });
  const ScenarioResult result =
      run(scenario_with(R"("when": [{"sync": 1}], "then": [])"), connector);
  EXPECT_EQ(result.verdict, Verdict::harness_error);
  EXPECT_THAT(result.checks.front().message, testing::HasSubstr("no such program"));
}

TEST(Run, EndsAsIncompleteWhenTheConnectorHangsInThreeScenarios) {
  const std::vector<Scenario> scenarios(5, scenario_with(R"("when": [{"sync": 1}], "then": [])"));
  const auto make = [] {
    return std::make_unique<ScriptedConnector>([](ScriptedPass& /*pass*/) {
      return PassOutcome{PassEnd::hung, ""};
    });
  };
  EventList events;
  const auto result = run_scenarios(scenarios, make, events);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exit_code, 5);
  EXPECT_EQ(result->scenarios.size(), 3U);
  EXPECT_FALSE(result->certificate.granted);
  EXPECT_THAT(result->certificate.obstacles,
              testing::Contains("the connector hung in three scenarios; the rest was not run"));
}

TEST(Run, ARuleForWhichNothingWasCheckedIsNotExercised) {
  ScriptedConnector connector = idle();
  EXPECT_EQ(verdicts(run(scenario_with(R"("when": [{"sync": 1}], "then": [])"), connector)),
            std::vector{Verdict::not_exercised});
}

TEST(Run, AFailureIsShownWithTheRequestsAroundIt) {
  ScriptedConnector connector([](ScriptedPass& pass) {
    pass.google.send(Method::post, "/v1/people:createContact",
                     {{"names", {{{"givenName", "Bob"}}}}});
    return PassOutcome{};
  });
  const auto runner = described_runner(connector);
  EventList events;
  runner->run(scenario_with(R"("when": [{"sync": 1}], "then": [{"writes": {"google": 0}}])"),
              events);
  std::vector<std::string> shown;
  for (const Event& event : events.events()) {
    if (const auto* const exchange = std::get_if<ExchangeSeen>(&event)) {
      shown.push_back(exchange->entry);
    }
  }
  EXPECT_THAT(shown, testing::Contains(testing::HasSubstr("people.createContact")));
}

TEST(RunScenarios, WritesAStreamFromTheStartToTheExitCode) {
  ScriptedConnector connector = idle();
  EventList events;
  const auto result =
      run_scenarios({scenario_with(R"("when": [{"sync": 1}], "then": [{"count": {"google": 1}}])")},
                    connector, events);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exit_code, 1);
  EXPECT_FALSE(result->certificate.granted);
  ASSERT_GE(events.events().size(), 5U);
  EXPECT_TRUE(std::holds_alternative<RunStarted>(events.events().front()));
  ASSERT_TRUE(std::holds_alternative<RunFinished>(events.events().back()));
  EXPECT_EQ(std::get<RunFinished>(events.events().back()).exit_code, 1);
}

TEST(RunScenarios, AnInterruptedRunIsIncomplete) {
  ScriptedConnector connector = idle();
  EventList events;
  RunOptions options;
  options.interrupted = [] { return true; };
  const auto result =
      run_scenarios({scenario_with(R"("when": [], "then": [])")}, connector, events, options);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exit_code, 5);
  EXPECT_THAT(result->scenarios, testing::IsEmpty());
}

}  // namespace
}  // namespace lockstep::scenario
