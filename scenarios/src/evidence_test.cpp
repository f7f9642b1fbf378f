// What is written down of a scenario whose checks do not pass, and that nothing is where they do.

#include "evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "described_runner.h"
#include "scripted_connector.h"

namespace lockstep::scenario {
namespace {

/// Ann is on both sides; a user renames her in HubSpot before the first pass. @param count  Of
/// Google contacts, as the check expects them.
Scenario renamed(int count) {
  const std::string text = R"({"scenario": "a/b", "title": "t", "rules": ["MRG-3"], "given": {
      "hubspot": [{"ref": "ann", "properties": {"firstname": "Ann", "email": "ann@example.com"}}],
      "google": [{"ref": "ann-g", "person": {"names": [{"givenName": "Ann"}],
                  "emailAddresses": [{"value": "ann@example.com"}]}}]},
    "when": [{"sync": 1}, {"edit": {"hubspot": "ann", "set": {"firstname": "Anna"}}}, {"sync": 1}],
    "then": [{"count": {"google": )" +
                           std::to_string(count) + "}}]}";
  auto scenario = parse_scenario(text, "test.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().source << ' ' << scenario.error().message;
  return *scenario;
}

template <class Wanted>
std::vector<Wanted> told(const Scenario& scenario, Connector& connector) {
  const auto runner = described_runner(connector);
  EventList events;
  runner->run(scenario, events);
  std::vector<Wanted> found;
  for (const Event& event : events.events()) {
    if (const auto* const wanted = std::get_if<Wanted>(&event)) {
      found.push_back(*wanted);
    }
  }
  return found;
}

/// "7 hubspot 151 Anna": from entry 7 on.
std::vector<std::string> names_told(const std::vector<RecordSeen>& records) {
  std::vector<std::string> lines;
  for (const RecordSeen& record : records) {
    const Json state = Json::parse(record.state);
    const Json name = state.is_null() ? Json("gone")
                      : record.side == "hubspot"
                          ? state["properties"].value("firstname", Json(""))
                          : state["person"]["names"][0].value("givenName", Json(""));
    lines.push_back(record.side + " " + name.get<std::string>());
  }
  return lines;
}

TEST(Evidence, OfAScenarioThatPassesThereIsNone) {
  const auto connector = make_builtin_connector(Door::in_process);
  EXPECT_THAT(told<EvidenceBegun>(renamed(1), *connector), testing::IsEmpty());
  EXPECT_THAT(told<RecordSeen>(renamed(1), *connector), testing::IsEmpty());
  EXPECT_THAT(told<PassSeen>(renamed(1), *connector), testing::IsEmpty());
}

TEST(Evidence, IsTheWholeJournalWithEveryStateOfEveryRecord) {
  const auto connector = make_builtin_connector(Door::in_process);
  const std::vector<ExchangeSeen> entries = told<ExchangeSeen>(renamed(2), *connector);
  ASSERT_FALSE(entries.empty());
  for (std::size_t at = 0; at < entries.size(); ++at) {
    EXPECT_EQ(entries[at].sequence, at + 1);
  }
  const std::vector<RecordSeen> records = told<RecordSeen>(renamed(2), *connector);
  EXPECT_THAT(names_told(records),
              testing::ElementsAre("hubspot Ann", "google Ann", "hubspot Anna", "google Anna"));
  EXPECT_EQ(records[0].sequence, 0U);
  EXPECT_EQ(records[1].sequence, 0U);
  const auto entry_of = [&](const RecordSeen& record) {
    return Json::parse(entries.at(record.sequence - 1).entry);
  };
  EXPECT_EQ(entry_of(records[2])["operation"], "edit hubspot contact");
  EXPECT_EQ(entry_of(records[3])["source"], "google");
  EXPECT_EQ(entry_of(records[3])["mutation"], true);
}

TEST(Evidence, TellsWhereEachPassBeginsAndEnds) {
  const auto connector = make_builtin_connector(Door::in_process);
  const std::vector<PassSeen> passes = told<PassSeen>(renamed(2), *connector);
  ASSERT_EQ(passes.size(), 2U);
  EXPECT_EQ(passes[0].first, 3U) << "the two contacts that are given come before";
  EXPECT_EQ(passes[1].first, passes[0].last + 2) << "the user's edit is between them";
  EXPECT_EQ(passes[1].end, to_string(PassEnd::done));
}

TEST(Evidence, TheMemoryOfTheEngineIsToldWhereItChanges) {
  for (const Door door : {Door::in_process, Door::http}) {
    const auto connector = make_builtin_connector(door);
    std::vector<std::string> bases;
    for (const BaseSeen& base : told<BaseSeen>(renamed(2), *connector)) {
      for (const RememberedContact::Field& field : base.contact.fields) {
        if (field.name == "firstname") {
          bases.push_back(std::to_string(base.pass) + " " + field.hubspot.value_or("-") + " " +
                          field.google.value_or("-"));
        }
      }
    }
    EXPECT_THAT(bases, testing::ElementsAre("1 Ann Ann", "2 Anna Anna"));
  }
}

TEST(Evidence, OfAStrangersMemoryItIsSaidThatItIsNotTold) {
  ScriptedConnector stranger([](ScriptedPass& /*pass*/) { return PassOutcome{}; });
  const std::vector<EvidenceBegun> begun = told<EvidenceBegun>(renamed(2), stranger);
  ASSERT_EQ(begun.size(), 1U);
  EXPECT_FALSE(begun[0].memory_is_told);
  EXPECT_FALSE(begun[0].records_left_out);
  EXPECT_THAT(told<BaseSeen>(renamed(2), stranger), testing::IsEmpty());
}

TEST(Evidence, ARecordThatIsDeletedOrMergedAwayIsToldAsThat) {
  ScriptedConnector connector([](ScriptedPass& pass) {
    const Json list = pass.hubspot.send(Method::get, "/crm/v3/objects/contacts");
    pass.hubspot.send(Method::del,
                      "/crm/v3/objects/contacts/" + list["results"][0]["id"].get<std::string>());
    return PassOutcome{};
  });
  const std::string text = R"({"scenario": "a/b", "title": "t", "rules": ["DEL-1"], "given": {
      "hubspot": [{"ref": "ann", "properties": {"email": "ann@example.com"}}]},
    "when": [{"sync": 1}], "then": [{"count": {"hubspot": 1}}]})";
  const std::vector<RecordSeen> records =
      told<RecordSeen>(*parse_scenario(text, "test.jsonc"), connector);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(Json::parse(records[0].state)["archived"], false);
  EXPECT_EQ(Json::parse(records[1].state)["archived"], true);
}

CheckResult failing_at(std::vector<std::uint64_t> exchanges) {
  CheckResult check;
  check.verdict = Verdict::fail;
  check.exchanges = std::move(exchanges);
  return check;
}

sim::JournalEntry entry_from(std::string source, std::size_t body_bytes = 0) {
  sim::JournalEntry entry;
  entry.source = std::move(source);
  entry.request.body = std::string(body_bytes, 'x');
  return entry;
}

std::vector<std::uint64_t> sequences(const Evidence& evidence) {
  std::vector<std::uint64_t> numbers;
  for (const sim::JournalEntry* const entry : evidence.entries) {
    numbers.push_back(entry->sequence);
  }
  return numbers;
}

TEST(Evidence, OfALongJournalIsWhatChecksCiteWithNeighboursAndWhatUsersDid) {
  sim::Journal journal;
  for (std::size_t at = 0; at <= kEntriesMax; ++at) {
    journal.append(entry_from(at == 4 ? "user" : "google"));
  }
  const Evidence evidence = evidence_of({failing_at({500})}, journal);
  EXPECT_THAT(sequences(evidence), testing::ElementsAre(5, 498, 499, 500, 501, 502));
  EXPECT_EQ(evidence.left_out, journal.size() - 6);
}

TEST(Evidence, LargeBodiesMakeAJournalLongToo) {
  sim::Journal journal;
  for (int at = 0; at < 30; ++at) {
    journal.append(entry_from("google", kEntryBytesMax / 20));
  }
  EXPECT_THAT(sequences(evidence_of({failing_at({3})}, journal)),
              testing::ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(evidence_of({failing_at({})}, journal).entries.size(), 20U) << "the last ones";
}

TEST(Evidence, OfAWorldOfThousandsOnlyWhatChangesIsTold) {
  ScriptedConnector connector([](ScriptedPass& pass) {
    pass.google.send(Method::post, "/v1/people:createContact",
                     {{"names", {{{"givenName", "Bob"}}}}});
    return PassOutcome{};
  });
  const std::string text = R"({"scenario": "a/b", "title": "t", "rules": ["DEL-1"], "given": {
      "fill": [{"side": "google", "count": 401}]},
    "when": [{"sync": 1}], "then": [{"count": {"google": 401}}]})";
  const Scenario scenario = *parse_scenario(text, "test.jsonc");
  EXPECT_THAT(names_told(told<RecordSeen>(scenario, connector)),
              testing::ElementsAre("google Bob"));
  EXPECT_TRUE(told<EvidenceBegun>(scenario, connector).at(0).records_left_out);
}

}  // namespace
}  // namespace lockstep::scenario
