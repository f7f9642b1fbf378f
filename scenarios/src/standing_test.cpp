/// Deliberately wrong connectors, each of which must turn exactly its own rules red.

#include "checkers/standing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/scenario/needs.h"
#include "lockstep/scenario/run.h"

#include "described_runner.h"
#include "scripted_connector.h"

namespace lockstep::scenario {
namespace {

constexpr const char* kPersonFields =
    "names,emailAddresses,phoneNumbers,memberships,userDefined,metadata";

/// One pair, with something on both sides that no mapping covers. Line breaks are for people.
Scenario scenario_with(const std::string& settings) {
  const std::string text = R"({"scenario": "a/b", "title": "t", "rules": ["DIR-1"], "given": {
    "settings": )" + settings +
                           R"(,
    "hubspot": [{"ref": "ann", "lists": ["VIP"], "properties": {"firstname": "Ann",
      "email": "ann@example.com", "lifecyclestage": "lead", "salutation": "Dr"}}],
    "google": [{"ref": "ann-g", "labels": ["Bowling club"], "person": {
      "names": [{"givenName": "Ann"}], "emailAddresses": [{"value": "ann@example.com"}],
      "userDefined": [{"key": "Locker", "value": "number 4711"}],
      "phoneNumbers": [{"value": "+1 415 555 0100", "type": "home"},
                       {"value": "+1 415 555 0101", "type": "pager"},
                       {"value": "+1 415 555 0102", "type": "mobile"}]}}]},
    "when": [{"sync": 1}], "then": []})";
  auto scenario = parse_scenario(text, "test.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().source << ' ' << scenario.error().message;
  return *scenario;
}

std::string google_id(ScriptedPass& pass) {
  const Json list = pass.google.send(
      Method::get, std::string("/v1/people/me/connections?personFields=") + kPersonFields);
  return list.at("connections").at(0).at("resourceName").get<std::string>();
}

std::string hubspot_id(ScriptedPass& pass) {
  const Json list = pass.hubspot.send(Method::get, "/crm/v3/objects/contacts");
  return list.at("results").at(0).at("id").get<std::string>();
}

/// Read, change, write.
void update_google(ScriptedPass& pass, const std::string& field, const Json& value) {
  const std::string id = google_id(pass);
  Json person =
      pass.google.send(Method::get, "/v1/" + id + "?personFields=" + std::string(kPersonFields));
  person[field] = value;
  const Json answer = pass.google.send(
      Method::patch, "/v1/" + id + ":updateContact?updatePersonFields=" + field, person);
  EXPECT_FALSE(answer.contains("error")) << answer.dump();
}

void update_hubspot(ScriptedPass& pass, const Json& properties) {
  const Json answer = pass.hubspot.send(
      Method::patch, "/crm/v3/objects/contacts/" + hubspot_id(pass), {{"properties", properties}});
  EXPECT_TRUE(answer.contains("id")) << answer.dump();
}

std::string create_google(ScriptedPass& pass, Json person) {
  person["names"] = {{{"givenName", "Bob"}}};
  const Json answer = pass.google.send(Method::post, "/v1/people:createContact", person);
  EXPECT_TRUE(answer.contains("resourceName")) << answer.dump();
  return answer.value("resourceName", "");
}

Json starred_and_mine() {
  Json memberships = Json::array();
  for (const char* const group : {"contactGroups/myContacts", "contactGroups/starred"}) {
    memberships.push_back({{"contactGroupMembership", {{"contactGroupResourceName", group}}}});
  }
  return memberships;
}

std::string label_group(ScriptedPass& pass) {
  const Json groups = pass.google.send(Method::get, "/v1/contactGroups");
  for (const Json& group : groups.at("contactGroups")) {
    if (group.value("groupType", "") == "USER_CONTACT_GROUP") {
      return group.at("resourceName").get<std::string>();
    }
  }
  return "";
}

Json numbers(std::initializer_list<std::pair<const char*, const char*>> items) {
  Json list = Json::array();
  for (const auto& [value, type] : items) {
    list.push_back({{"value", value}, {"type", type}});
  }
  return list;
}

struct WrongRow {
  const char* name;
  std::string settings;
  void (*pass)(ScriptedPass&);
  std::set<std::string> red;
};

std::ostream& operator<<(std::ostream& out, const WrongRow& row) { return out << row.name; }

class WrongConnector : public testing::TestWithParam<WrongRow> {};

TEST_P(WrongConnector, TurnsExactlyItsRulesRed) {
  const WrongRow& row = GetParam();
  ScriptedConnector connector([&](ScriptedPass& pass) {
    row.pass(pass);
    return PassOutcome{};
  });
  const auto runner = described_runner(connector);
  EventList events;
  const ScenarioResult result = runner->run(scenario_with(row.settings), events);
  std::set<std::string> red;
  for (const CheckResult& check : result.checks) {
    EXPECT_NE(check.verdict, Verdict::harness_error) << check.message;
    if (check.step == kStandingStep && check.verdict != Verdict::pass &&
        check.verdict != Verdict::not_exercised) {
      red.insert(check.rule);
      EXPECT_FALSE(check.message.empty());
    }
  }
  EXPECT_EQ(red, row.red);
}

constexpr const char* kTwoWay = "{}";
constexpr const char* kToGoogle = R"({"google": {"records": "none"}})";
constexpr const char* kToHubSpot = R"({"hubspot": {"records": "none"}})";
constexpr const char* kNowhere =
    R"({"hubspot": {"records": "none"}, "google": {"records": "none"}})";

INSTANTIATE_TEST_SUITE_P(
    , WrongConnector,
    testing::ValuesIn<WrongRow>({
        {"OneThatReadsOnly", kTwoWay, [](ScriptedPass& pass) { google_id(pass); }, {}},
        {"OneThatWritesMappedFieldsOnly",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_google(pass, "phoneNumbers",
                         numbers({{"+1 415 555 0199", "home"},
                                  {"+1 415 555 0101", "pager"},
                                  {"+1 415 555 0198", "mobile"}}));
           update_hubspot(pass, {{"jobtitle", "Engineer"}});
           create_google(pass, Json::object());
         },
         {}},
        {"OneThatPutsANewNumberFirst",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_google(pass, "phoneNumbers",
                         numbers({{"+1 415 555 0199", "work"},
                                  {"+1 415 555 0100", "home"},
                                  {"+1 415 555 0101", "pager"},
                                  {"+1 415 555 0102", "mobile"}}));
         },
         {}},
        {"OneThatCreatesStarred",
         kTwoWay,
         [](ScriptedPass& pass) {
           create_google(pass, {{"memberships", starred_and_mine()}});
         },
         {"SCO-4"}},
        {"OneThatStarsByTheGroup",
         kTwoWay,
         [](ScriptedPass& pass) {
           const std::string id = create_google(pass, Json::object());
           pass.google.send(Method::post, "/v1/contactGroups/starred/members:modify",
                            {{"resourceNamesToAdd", {id}}});
         },
         {"SCO-4", "CON-2"}},
        {"OneThatDeletes",
         kTwoWay,
         [](ScriptedPass& pass) {
           pass.hubspot.send(Method::del, "/crm/v3/objects/contacts/" + hubspot_id(pass));
         },
         {"DEL-1"}},
        {"OneThatWritesHubSpotAgainstTheDirection",
         kToGoogle,
         [](ScriptedPass& pass) {
           update_hubspot(pass, {{"jobtitle", "Engineer"}});
         },
         {"DIR-3"}},
        {"OneThatWritesGoogleAgainstTheDirection",
         kToHubSpot,
         [](ScriptedPass& pass) { create_google(pass, Json::object()); },
         {"DIR-4"}},
        {"OneThatWritesWithNoContacts",
         kNowhere,
         [](ScriptedPass& pass) { create_google(pass, Json::object()); },
         {"DIR-6"}},
        {"OneThatWritesBeforeItIsTurnedOn",
         R"({"enabled": false})",
         [](ScriptedPass& pass) { create_google(pass, Json::object()); },
         {"CON-1"}},
        {"OneThatWritesBeforeItIsConfigured",
         R"({"hubspot": null, "google": null})",
         [](ScriptedPass& pass) { create_google(pass, Json::object()); },
         {"CON-1"}},
        {"OneThatDropsOtherNumbers",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_google(pass, "phoneNumbers", numbers({{"+1 415 555 0100", "home"}}));
         },
         {"KEP-1"}},
        {"OneThatRelabelsNumbers",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_google(pass, "phoneNumbers",
                         numbers({{"+1 415 555 0100", "other"},
                                  {"+1 415 555 0101", "pager"},
                                  {"+1 415 555 0102", "mobile"}}));
         },
         {"KEP-1"}},
        {"OneThatWritesAnUnmappedProperty",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_hubspot(pass, {{"salutation", "Prof"}});
         },
         {"KEP-2"}},
        {"OneThatMovesTheLifecycleStage",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_hubspot(pass, {{"lifecyclestage", "customer"}});
         },
         {"KEP-4"}},
        {"OneThatChangesCustomText",
         kTwoWay,
         [](ScriptedPass& pass) { update_google(pass, "userDefined", Json::array()); },
         {"MAP-5"}},
        {"OneThatCopiesCustomText",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_hubspot(pass, {{"jobtitle", "number 4711"}});
         },
         {"MAP-5"}},
        {"OneThatCopiesLabels",
         kTwoWay,
         [](ScriptedPass& pass) {
           update_hubspot(pass, {{"company", "Bowling club"}});
         },
         {"MAP-6"}},
        {"OneThatTakesLabelsAway",
         kTwoWay,
         [](ScriptedPass& pass) {
           pass.google.send(Method::post, "/v1/" + label_group(pass) + "/members:modify",
                            {{"resourceNamesToRemove", {google_id(pass)}}});
           update_google(pass, "names", {{{"givenName", "Anna"}}});
         },
         {"KEP-1", "CON-2"}},
        {"OneThatAsksForTooMuch",
         kTwoWay,
         [](ScriptedPass& pass) {
           pass.google.send(Method::get,
                            "/v1/people/me/connections?personFields=names&pageSize=1001");
         },
         {"LIM-7"}},
        {"OneThatMiscountsItsReport",
         kTwoWay,
         [](ScriptedPass& pass) {
           std::ofstream(pass.state_dir / "health.json")
               << R"({"connections": [{"id": "main", "counts": {"in_sync": 1}, "records": []}]})";
         },
         {"HLT-1"}},
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

/// What the standing rule says of Google mutations that were journalled by hand.
Finding judge_one_at_a_time(const std::vector<std::pair<std::string, bool>>& mutations) {
  const Scenario scenario = scenario_with(kTwoWay);
  Stage stage(scenario, 1, nullptr, false);
  for (const auto& [account, concurrent] : mutations) {
    sim::JournalEntry entry;
    entry.source = "google";
    entry.operation = "people.createContact";
    entry.account = account;
    entry.mutation = true;
    entry.concurrent = concurrent;
    stage.world().journal().append(std::move(entry));
  }
  Story story;
  story.scenario = &scenario;
  story.stage = &stage;
  for (const StandingFinding& one : judge_requests(story)) {
    if (one.rule == "ROB-10"_rule) {
      return one.finding;
    }
  }
  return {};
}

TEST(MutationsForAnAccount, GoOneAtATime) {  // ROB-10
  const Finding held = judge_one_at_a_time({{"a@x.example", false}, {"a@x.example", false}});
  EXPECT_TRUE(held.exercised);
  EXPECT_TRUE(held.holds);
  const Finding broken = judge_one_at_a_time({{"a@x.example", false}, {"a@x.example", true}});
  EXPECT_FALSE(broken.holds);
  EXPECT_EQ(broken.exchanges, std::vector<std::uint64_t>{2});
  EXPECT_FALSE(judge_one_at_a_time({{"a@x.example", false}, {"b@x.example", false}}).exercised)
      << "one of each account had nothing to wait for";
}

TEST(StandingRules, ThatArePatchedUpLaterAreBrokenAllTheSameWhereEachPassIsJudged) {
  Scenario scenario = scenario_with("{}");
  scenario.when.push_back(scenario.when.front());
  for (const bool judges_each_pass : {false, true}) {
    int passes = 0;
    ScriptedConnector connector([&](ScriptedPass& pass) {
      update_hubspot(pass, {{"salutation", ++passes == 1 ? "Mrs" : "Dr"}});
      return PassOutcome{};
    });
    const auto runner = described_runner(connector);
    if (judges_each_pass) {
      runner->judge_each_pass();
    }
    EventList events;
    std::set<std::string> red;
    for (const CheckResult& check : runner->run(scenario, events).checks) {
      if (check.verdict == Verdict::fail && check.step == kStandingStep) {
        red.insert(check.rule);
        EXPECT_NE(check.message.find("(after pass 1)"), std::string::npos) << check.message;
      }
    }
    EXPECT_EQ(red.empty(), !judges_each_pass);
  }
}

TEST(StandingRules, AreTheOnesThatEveryScenarioIsJudgedBy) {
  ScriptedConnector connector([](ScriptedPass& /*pass*/) { return PassOutcome{}; });
  const auto runner = described_runner(connector);
  EventList events;
  for (const CheckResult& check : runner->run(scenario_with("{}"), events).checks) {
    if (check.step == kStandingStep && check.rule != "DIR-1") {
      EXPECT_NE(std::ranges::find(kStandingRules, check.rule, &RuleId::text), kStandingRules.end())
          << check.rule;
    }
  }
}

}  // namespace
}  // namespace lockstep::scenario
