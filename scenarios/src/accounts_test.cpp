/// Several Google accounts in one scenario: each check and each standing rule means one of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "lockstep/scenario/run.h"

#include "described_runner.h"
#include "scripted_connector.h"

namespace lockstep::scenario {
namespace {

/// Ann in HubSpot and in both accounts; `then` and the settings of both connections vary.
Scenario scenario_with(const std::string& then, const std::string& main_settings = "{}",
                       const std::string& work_settings = "{}") {
  const std::string ann = R"("person": {"names": [{"givenName": "Ann"}]}})";
  auto scenario = parse_scenario(R"({"scenario": "a/b", "title": "t", "rules": ["CON-5"],
    "given": {"settings": )" + main_settings +
                                     R"(, "accounts": {"work": {"settings": )" + work_settings +
                                     R"(}},
      "hubspot": [{"ref": "ann", "properties": {"firstname": "Ann"}}],
      "google": [{"ref": "ann-home", )" +
                                     ann + R"(, {"ref": "ann-work", "account": "work", )" + ann +
                                     R"(]}, "when": [{"sync": 1}], "then": [)" + then + "]}",
                                 "test.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().source << ' ' << scenario.error().message;
  return *scenario;
}

ScenarioResult run(const Scenario& scenario, const ScriptedConnector::Script& script) {
  ScriptedConnector connector(script);
  const auto runner = described_runner(connector);
  EventList events;
  return runner->run(scenario, events);
}

void create(RawClient& google) {
  const Json answer =
      google.send(Method::post, "/v1/people:createContact", {{"names", {{{"givenName", "Bob"}}}}});
  EXPECT_TRUE(answer.contains("resourceName")) << answer.dump();
}

void create_in_hubspot(RawClient& hubspot) {
  const Json answer = hubspot.send(Method::post, "/crm/v3/objects/contacts",
                                   {{"properties", {{"firstname", "Bob"}}}});
  EXPECT_TRUE(answer.contains("id")) << answer.dump();
}

/// A report of two connections of which only the second one is paused and has a record.
void write_reports(const ScriptedPass& pass, const std::string& hubspot_id) {
  const Json none = {{"in_sync", 0}, {"excluded", 0}, {"failing", 0}, {"pending", 0}};
  Json one = none;
  one["in_sync"] = 1;
  const Json record = {{"hubspot_id", hubspot_id}, {"google_id", nullptr}, {"state", "in_sync"}};
  const Json connections = {
      {{"id", "main"}, {"connection_state", "ok"}, {"counts", none}, {"records", Json::array()}},
      {{"id", "work"}, {"connection_state", "paused"}, {"counts", one}, {"records", {record}}}};
  std::ofstream(pass.state_dir / "health.json") << Json{{"connections", connections}};
  std::ofstream(pass.state_dir / "refused.json")
      << R"({"refused": [{"connection": "work", "setting": "plan", "rule": "MAP-2", "reason": "no"}]})";
}

struct ThenRow {
  const char* name;
  const char* then_check;
  bool holds;
};

std::ostream& operator<<(std::ostream& out, const ThenRow& row) { return out << row.name; }

class ThenOfAnAccount : public testing::TestWithParam<ThenRow> {};

TEST_P(ThenOfAnAccount, LooksAtThatAccount) {
  const ScenarioResult result = run(scenario_with(GetParam().then_check), [](ScriptedPass& pass) {
    create(pass.further.at(0));
    const Json contacts = pass.hubspot.send(Method::get, "/crm/v3/objects/contacts");
    write_reports(pass, contacts.at("results").at(0).at("id").get<std::string>());
    return PassOutcome{};
  });
  ASSERT_FALSE(result.checks.empty());
  EXPECT_EQ(result.checks.front().rule, "CON-5");
  EXPECT_EQ(result.checks.front().verdict, GetParam().holds ? Verdict::pass : Verdict::fail)
      << result.checks.front().message << ", actual " << result.checks.front().actual;
}

INSTANTIATE_TEST_SUITE_P(
    , ThenOfAnAccount,
    testing::ValuesIn<ThenRow>({
        // clang-format off
        {"ACountOfTheMainOne",         R"({"count": {"google": 1}})",                                    true},
        {"ACountOfAnother",            R"({"count": {"account": "work", "google": 2}})",                 true},
        {"ARecordOfAnother",           R"({"google": {"name": "Bob", "account": "work"}, "count": 1})",  true},
        {"ARecordThatIsNotHere",       R"({"google": {"name": "Bob"}, "count": 1})",                     false},
        {"ARefOfAnother",              R"({"google": "ann-work", "is": {"names": [{"givenName": "Ann"}]}})", true},
        {"AnUnchangedOneOfAnother",    R"({"unchanged": {"google": "ann-work"}})",                       true},
        {"WritesToAny",                R"({"writes": {"google": 1}})",                                   true},
        {"WritesToTheMainOne",         R"({"writes": {"account": "main", "google": 0}})",                true},
        {"WritesToAnother",            R"({"writes": {"account": "work", "google": 1}})",                true},
        {"RequestsForTheMainOne",      R"({"requests": {"operation": "people.createContact", "account": "main", "exactly": 0}})", true},
        {"RequestsForAnother",         R"({"requests": {"operation": "people.createContact", "account": "work", "exactly": 0}})", false},
        {"TheReportOfTheMainOne",      R"({"connection": {"state": "ok"}})",                             true},
        {"TheReportOfAnother",         R"({"connection": {"account": "work", "state": "paused"}})",      true},
        {"AStateThatAnotherReports",   R"({"health": {"hubspot": "ann", "account": "work"}, "state": "in_sync"})", true},
        {"AStateThatOnlyAnotherReports", R"({"health": {"hubspot": "ann"}, "state": "in_sync"})",        false},
        {"ARefusalOfAnother",          R"({"refused": {"account": "work", "rule": "MAP-2"}})",           true},
        {"NoRefusalOfTheMainOne",      R"({"refused": {"none": true}})",                                 true},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

constexpr const char* kOn = "{}";
constexpr const char* kOff = R"({"enabled": false})";
constexpr const char* kToGoogle = R"({"google": {"records": "none"}})";
constexpr const char* kToHubSpot = R"({"hubspot": {"records": "none"}})";

struct SettingsRow {
  const char* name;
  const char* main_settings;
  const char* work_settings;
  void (*pass)(ScriptedPass&);
  std::set<std::string> red;
};

std::ostream& operator<<(std::ostream& out, const SettingsRow& row) { return out << row.name; }

class SettingsOfAnAccount : public testing::TestWithParam<SettingsRow> {};

TEST_P(SettingsOfAnAccount, AreHeldAgainstWhatIsWrittenForIt) {
  const SettingsRow& row = GetParam();
  const ScenarioResult result =
      run(scenario_with("", row.main_settings, row.work_settings), [&](ScriptedPass& pass) {
        row.pass(pass);
        return PassOutcome{};
      });
  std::set<std::string> red;
  for (const CheckResult& check : result.checks) {
    if (check.verdict != Verdict::pass && check.verdict != Verdict::not_exercised) {
      red.insert(check.rule);
    }
  }
  EXPECT_EQ(red, row.red);
}

void write_work(ScriptedPass& pass) { create(pass.further.at(0)); }
void write_main(ScriptedPass& pass) { create(pass.google); }
void write_hubspot(ScriptedPass& pass) { create_in_hubspot(pass.hubspot); }

INSTANTIATE_TEST_SUITE_P(
    , SettingsOfAnAccount,
    testing::ValuesIn<SettingsRow>({
        // clang-format off
        {"TheOneThatIsOffIsWritten",        kOn,       kOff,       write_work,    {"CON-1"}},
        {"TheOneThatIsOnIsWritten",         kOn,       kOff,       write_main,    {}},
        {"TheOneThatOnlyGivesIsWritten",    kOn,       kToHubSpot, write_work,    {"DIR-4"}},
        {"TheOtherOneIsWritten",            kOn,       kToHubSpot, write_main,    {}},
        {"HubSpotIsWrittenForTheOther",     kToGoogle, kOn,        write_hubspot, {}},
        {"HubSpotIsWrittenForNobody",       kToGoogle, kToGoogle,  write_hubspot, {"DIR-3"}},
        {"HubSpotIsWrittenWhileOneIsOff",   kToGoogle, kOff,       write_hubspot, {"DIR-3", "CON-1"}},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

}  // namespace
}  // namespace lockstep::scenario
