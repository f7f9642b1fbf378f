#include "lockstep/scenario/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lockstep/sim/object_reader.h"

namespace lockstep::scenario {
namespace {

using namespace std::chrono_literals;
using sim::parse_duration;

/// A whole scenario with one line exchanged, so that a row shows only the mistake. Line 5.
std::string with_line(const std::string& line) {
  return "{\"scenario\": \"a/b\",\n\"title\": \"A title\", // a comment\n"
         "\"rules\": [\"MRG-3\"],\n"
         "\"given\": {\"hubspot\": [{\"ref\": \"ann\", \"properties\": {}}]},\n" +
         line + "\n}\n";
}

constexpr const char* kWhole = R"("when": [{"sync": 1}], "then": [{"quiet": true}])";

TEST(LoadScenario, ReadsWhatIsGiven) {
  const auto scenario = parse_scenario(with_line(kWhole), "f.jsonc");
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_EQ(scenario->name, "a/b");
  ASSERT_EQ(scenario->rules.size(), 1U);
  EXPECT_EQ(scenario->rules[0].text(), "MRG-3");
  ASSERT_EQ(scenario->given.hubspot.size(), 1U);
  ASSERT_EQ(scenario->when.size(), 1U);
  EXPECT_EQ(std::get<SyncPasses>(scenario->when[0].what).passes, 1);
  ASSERT_EQ(scenario->then.size(), 1U);
  EXPECT_EQ(scenario->then[0].rules, scenario->rules) << "a check speaks for all rules by default";
  EXPECT_EQ(scenario->then[0].line, 5);
}

struct MistakeRow {
  const char* name;
  std::string line5;
  int line;
  const char* message;
};

class Mistaken : public testing::TestWithParam<MistakeRow> {};

TEST_P(Mistaken, IsReportedWithItsLineAndAHint) {
  const auto scenario = parse_scenario(with_line(GetParam().line5), "f.jsonc");
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(scenario.error().source, "f.jsonc:" + std::to_string(GetParam().line));
  EXPECT_THAT(scenario.error().message, testing::HasSubstr(GetParam().message));
}

std::string step(const std::string& text) {
  return R"("then": [{"quiet": true}], "when": [)" + text + "]";
}
std::string then_check(const std::string& text) {
  return R"("when": [{"sync": 1}], "then": [)" + text + "]";
}

INSTANTIATE_TEST_SUITE_P(
    , Mistaken,
    testing::ValuesIn<MistakeRow>({
        // clang-format off
        {"AnUnknownAccount",     step(R"({"add": {"google": {"account": "wrk", "person": {}}}})"),  5, R"("given" has no account "wrk")"},
        {"AnAccountOfHubSpot",   step(R"({"edit": {"hubspot": {"email": "a@b.c", "account": "main"}, "set": {}}})"), 5, R"(unknown key "account")"},
        {"ARevokedAccountOfHubSpot",   step(R"({"revoke": {"hubspot": "main"}})"),                 5, R"(needs "google")"},
        {"ACountOfNothing",      then_check(R"({"count": {"account": "main"}})"),            5, R"("count" needs a number)"},
        {"AnUnknownKey",         std::string(kWhole) + R"(, "sett": {})",                    5, R"(unknown key "sett" in a scenario)"},
        {"AMisspeltKey",         R"("whn": [], "then": [])",                                 1, R"(a scenario needs "when")"},
        {"ALaterLine",           std::string(kWhole) + ",\n\n\"neds\": []",                  7, R"((did you mean "needs"?))"},
        {"AMissingComma",        R"("when": [] "then": [])",                                 5, "not JSON"},
        {"ATwiceGivenKey",       R"("when": [], "when": [])",                                5, R"("when" stands twice)"},
        {"AnUnknownStep",        step(R"({"synk": 1})"),                                     5, R"(did you mean "sync"?)"},
        {"TwoStepsInOne",        step(R"({"sync": 1, "wait": "1s"})"),                       5, "exactly one key"},
        {"ABadDuration",         step(R"({"wait": "soon"})"),                                5, "must be a duration"},
        {"AnUndefinedRef",       step(R"({"edit": {"hubspot": "anne", "set": {}}})"),        5, R"(did you mean "ann"?)"},
        {"ARefOfTheOtherSide",   step(R"({"star": "ann"})"),                                 5, "is a contact of hubspot, not of google"},
        {"AnUnknownPersonField", step(R"({"add": {"google": {"person": {"emails": []}}}})"), 5, R"(a person has no field "emails")"},
        {"AnUnknownSetting",     step(R"({"settings": {"defaultapp": "google"}})"),          5, R"(did you mean "default_app"?)"},
        {"AWrongPlan",           step(R"({"settings": {"plan": "gold"}})"),                  5, R"("plan" cannot be "gold")"},
        {"AnUnknownHook",        step(R"({"during": {"operation": "people.list", "do": []}})"), 5, "no service has the operation"},
        {"ASyncInAHook",         step(R"({"during": {"operation": "people.get", "do": [{"sync": 1}]}})"), 5, "nothing that a user does"},
        {"NothingChecked",       then_check(R"({"note": "?"})"),                             5, "nothing is checked"},
        {"AnUnknownCheck",       then_check(R"({"quite": true})"),                           5, R"(did you mean "quiet"?)"},
        {"ARuleOfAnother",       then_check(R"({"quiet": true, "rule": "MRG-4"})"),          5, R"(must be one of the scenario's "rules")"},
        {"SinceNoStep",          then_check(R"({"writes": {"google": 0, "since": 1}})"),     5, "the index of a step"},
        {"AnUnknownFault",       std::string(kWhole) + R"(, "faults": [{"operation": "people.get", "fault": "crash"}])", 5, R"(did you mean "crash-connector"?)"},
        {"AForeignParameter",    std::string(kWhole) + R"(, "faults": [{"operation": "people.get", "fault": "truncate", "ms": 5}])", 5, R"(unknown key "ms")"},
        {"AnUnknownParagraph",   std::string(kWhole) + R"(, "article": ["S23"])",            1, R"(no paragraph "S23")"},
        {"AnUnknownNeed",        std::string(kWhole) + R"(, "needs": ["helth"])",            1, R"(did you mean "health"?)"},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

/// A scenario with these accounts beside the main one, and Ann in "work" and Bob in "home".
Result<Scenario> with_accounts(const std::string& accounts, const std::string& when = "") {
  return parse_scenario(R"({"scenario": "a/b", "title": "t", "rules": ["CON-5"],
    "given": {"google": [
    {"ref": "ann", "account": "work", "person": {}}, {"ref": "zoe", "person": {}}],
    "accounts": )" + accounts +
                            R"(}, "when": [)" + when + R"(], "then": []})",
                        "f.jsonc");
}

TEST(LoadScenario, ARefKnowsTheAccountOfItsContact) {
  const auto scenario = with_accounts(
      R"({"work": {"settings": {"default_app": "google"}}, "home": {"consent": "denied"}})",
      R"({"star": "ann"}, {"star": "zoe"}, {"star": {"name": "Ann", "account": "home"}},
         {"settings": {"account": "work", "enabled": false}}, {"revoke": {"google": "home"}})");
  ASSERT_TRUE(scenario) << scenario.error().message;
  const auto& accounts = scenario->given.accounts;
  ASSERT_EQ(accounts.size(), 2U);
  EXPECT_EQ(accounts[0].name, "work") << "in the order of the file";
  EXPECT_EQ(accounts[0].settings.text, R"({"default_app":"google"})");
  EXPECT_EQ(accounts[0].consent, std::nullopt);
  EXPECT_EQ(accounts[1].consent, Consent(std::vector<std::string>{}));
  std::vector<std::string> starred_in;
  for (std::size_t step = 0; step < 3; ++step) {
    const auto& action = std::get<UserAction>(scenario->when[step].what);
    starred_in.push_back(std::get<StarContact>(action).record.account);
  }
  EXPECT_THAT(starred_in, testing::ElementsAre("work", "main", "home"));
  const auto& change = std::get<ChangeSettings>(scenario->when[3].what);
  EXPECT_EQ(change.account, "work");
  EXPECT_EQ(change.patch.text, R"({"enabled":false})") << "the account is no setting";
  EXPECT_EQ(std::get<RevokeGrant>(std::get<UserAction>(scenario->when[4].what)).account, "home");
}

TEST(LoadScenario, AccountsAreNamedAndKeptApart) {
  const auto message = [](const Result<Scenario>& scenario) {
    return scenario ? std::string() : scenario.error().message;
  };
  EXPECT_THAT(message(with_accounts(R"({"main": {}, "work": {}})")),
              testing::HasSubstr(R"(and "main" is none)"));
  EXPECT_THAT(message(with_accounts(R"({"My Work": {}, "work": {}})")),
              testing::HasSubstr(R"(and "My Work" is none)"));
  EXPECT_THAT(message(with_accounts(R"({"work": {"setting": {}}})")),
              testing::HasSubstr(R"(did you mean "settings"?)"));
  EXPECT_THAT(message(with_accounts(R"({"work": {"consent": ["contacts"]}})")),
              testing::HasSubstr(R"(a scope cannot be "contacts")"));
  EXPECT_THAT(message(with_accounts(R"({"work": {"consent": []}})")),
              testing::HasSubstr("a consent is \"denied\", or a list"));
  EXPECT_THAT(message(with_accounts(R"({"work": {}})", R"({"merge": {"google": ["ann", "zoe"]}})")),
              testing::HasSubstr("nobody can merge contacts of two accounts"));
}

TEST(LoadScenario, AnUnknownRuleIsReportedWithTheNearest) {
  const auto scenario =
      parse_scenario(R"({"scenario": "a/b", "title": "t", "rules": ["MRG-33"], "given": {},)"
                     R"("when": [], "then": []})",
                     "f.jsonc");
  ASSERT_FALSE(scenario);
  EXPECT_THAT(scenario.error().message,
              testing::HasSubstr(R"(no rule "MRG-33" (did you mean "MRG-3)"));
}

TEST(LoadScenario, ARepeatedTextIsWrittenShort) {
  const auto scenario = parse_scenario(
      with_line(
          R"("when": [{"edit": {"hubspot": "ann", "set": {"company": {"repeat": ["ab", 3]}}}}],)"
          R"("then": [{"quiet": true}])"),
      "f.jsonc");
  ASSERT_TRUE(scenario) << scenario.error().message;
  const auto& edit = std::get<EditRecord>(std::get<UserAction>(scenario->when[0].what));
  EXPECT_EQ(edit.properties.at("company"), "ababab");
}

class HostileText : public testing::TestWithParam<std::string> {};

TEST_P(HostileText, IsAnErrorAndNeverACrash) {
  const auto scenario = parse_scenario(GetParam(), "f.jsonc");
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().kind, ErrorKind::invalid_input);
}

INSTANTIATE_TEST_SUITE_P(, HostileText,
                         testing::Values("", "null", "[]", "\xff\xfe", "{", "{}",
                                         "// only a comment", std::string(100'000, '['),
                                         "{\"a\":" + std::string(100'000, '{'),
                                         "\"" + std::string(kScenarioBytesMax, 'x') + "\"",
                                         R"({"repeat": ["ab", 99999999999]})", R"({"repeat": [1]})",
                                         R"({"repeat": ["ab", 18446744073709551615]})"));

TEST(LoadScenario, AFileThatIsNotThereIsNotFound) {
  const auto scenario = load_scenario("no/such/file.jsonc");
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().kind, ErrorKind::not_found);
}

TEST(Duration, IsReadWithItsUnit) {
  EXPECT_EQ(parse_duration("250ms"), 250ms);
  EXPECT_EQ(parse_duration("90s"), 90s);
  EXPECT_EQ(parse_duration("10m"), 10min);
  EXPECT_EQ(parse_duration("2d"), 48h);
  for (const char* const text : {"", "10", "m", "-1s", "1.5h", "10 m", "999999999999d"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

TEST(Pattern, AStarStandsForAnyCharacters) {
  EXPECT_TRUE(matches_pattern("match/*", "match/same-email"));
  EXPECT_TRUE(matches_pattern("*email*", "match/same-email-pairs"));
  EXPECT_TRUE(matches_pattern("a", "a"));
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_FALSE(matches_pattern("match", "match/same-email"));
  EXPECT_FALSE(matches_pattern("a*b", "acd"));
  EXPECT_FALSE(matches_pattern("", "a"));
}

}  // namespace
}  // namespace lockstep::scenario
