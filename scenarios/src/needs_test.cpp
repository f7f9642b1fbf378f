#include "lockstep/scenario/needs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lockstep/scenario/load.h"

namespace lockstep::scenario {
namespace {

struct NeedsRow {
  const char* name;
  const char* settings;
  const char* when;
  std::set<std::string> needs;
};

std::ostream& operator<<(std::ostream& out, const NeedsRow& row) { return out << row.name; }

class Needs : public testing::TestWithParam<NeedsRow> {};

TEST_P(Needs, AreWhatTheSettingsAmountTo) {
  const auto scenario = parse_scenario(
      std::string(
          R"({"scenario": "a/b", "title": "t", "rules": ["DIR-1"], "given": {"settings": )") +
          GetParam().settings + R"(}, "when": [)" + GetParam().when + R"(], "then": []})",
      "f.jsonc");
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_EQ(needs_of(*scenario), GetParam().needs);
}

INSTANTIATE_TEST_SUITE_P(
    , Needs,
    testing::ValuesIn<NeedsRow>({
        // clang-format off
        {"TheDefault",           R"({})", "", {"two_way"}},
        {"OneWayToGoogle",       R"({"google": {"records": "none"}})", "", {"to_google"}},
        {"OneWayToHubSpot",      R"({"hubspot": {"records": "none"}})", "", {"to_hubspot"}},
        {"NoContacts",           R"({"hubspot": {"records": "none"}, "google": {"records": "none"}})", "", {}},
        {"TurnedOff",            R"({"enabled": false})", "", {}},
        {"NotSetUp",             R"({"hubspot": null, "google": null})", "", {}},
        {"AFilterOfHubSpot",     R"({"hubspot": {"records": "filter", "filter": {"list": "VIP"}}})", "", {"two_way", "filters"}},
        {"Starred",              R"({"google": {"records": "filter", "filter": {"starred": true}}})", "", {"two_way", "filters"}},
        {"TheContactsFolder",    R"({"google": {"records": "filter", "filter": {"contacts_folder": true}}})", "", {"two_way", "filters"}},
        {"NoContactsFolder",     R"({"google": {"records": "filter", "filter": {"contacts_folder": false}}})", "", {"two_way", "filters", "other_contacts"}},
        {"ACustomMapping",       R"({"custom_mappings": [{"hubspot": "x", "google": "nicknames", "direction": "both"}]})", "", {"two_way", "custom_mappings"}},
        {"ContactsWithoutEmail", R"({"only_with_email": false})", "", {"two_way", "no_email"}},
        {"ALifecycleStage",      R"({"default_lifecycle_stage": "lead"})", "", {"two_way", "lifecycle_stage"}},
        {"ADirectionAfterwards", R"({"google": {"records": "none"}})", R"({"settings": {"google": {"records": "all"}}})", {"to_google", "two_way"}},
        {"TurnedOnAfterwards",   R"({"enabled": false})", R"({"enable": true})", {"two_way"}},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(NeedsOfSeveralAccounts, AreTheOnesOfEach) {
  const auto scenario = parse_scenario(
      R"({"scenario": "a/b", "title": "t", "rules": ["CON-5"], "needs": ["virtual_time"],
          "given": {"accounts": {"work": {"settings": {"google": {"records": "none"}}}}},
          "when": [{"settings": {"account": "work", "only_with_email": false}}], "then": []})",
      "f.jsonc");
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_THAT(needs_of(*scenario),
              testing::UnorderedElementsAre("two_way", "to_google", "no_email",
                                            "several_connections", "virtual_time"));
}

}  // namespace
}  // namespace lockstep::scenario
