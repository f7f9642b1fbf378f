#include "lockstep/report/read_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lockstep/scenario/events.h"

#include "golden.h"

namespace lockstep::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RunReport read(const std::string& text) {
  Result<RunReport> run = read_events(text, "events.jsonl");
  EXPECT_TRUE(run.has_value()) << (run ? "" : run.error().message);
  return run ? std::move(*run) : RunReport();
}

const RuleReport& rule_of(const RunReport& run, std::string_view id) {
  return *std::ranges::find(run.rules, id, &RuleReport::id);
}

TEST(ReadEvents, AWholeRunHasItsRulesScenariosAndEvidence) {
  const RunReport run = read(golden("events.jsonl"));
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.seed, 18446744073709551615U);
  EXPECT_EQ(run.scenarios.size(), 8U);
  EXPECT_EQ(rule_of(run, "PHN-8").verdict, Verdict::fail);
  EXPECT_THAT(rule_of(run, "PHN-8").scenarios, ElementsAre("phones/phone-changes-in-hubspot"));
  const ScenarioReport& failing = run.scenarios[1];
  ASSERT_EQ(failing.exchanges.size(), 2U);
  EXPECT_EQ(failing.exchanges[0].source, "user");
  EXPECT_THAT(failing.exchanges[0].details, HasSubstr("555 0199"));
  EXPECT_EQ(failing.exchanges[1].outcome, "lost");
  EXPECT_EQ(failing.exchanges[1].status, 200);
  EXPECT_THAT(failing.checks[0].exchanges, ElementsAre(5));
}

TEST(ReadEvents, ARuleThatTheRunDoesNotNameIsNotExercised) {
  const RunReport run = read(golden("events.jsonl"));
  EXPECT_EQ(rule_of(run, "ROB-6").verdict, Verdict::not_exercised);
  EXPECT_EQ(count_rules(run).total(), run.rules.size());
}

TEST(ReadEvents, ARunThatWasKilledAtAnyByteIsIncompleteAndKeepsWhatIsThere) {
  const std::string text = golden("events.jsonl");
  const std::size_t first_line = text.find('\n');
  for (std::size_t size = first_line; size + 1 < text.size(); size += 97) {
    const Result<RunReport> run = read_events(text.substr(0, size), "events.jsonl");
    ASSERT_TRUE(run.has_value()) << size << ": " << run.error().message;
    EXPECT_FALSE(run->complete);
    EXPECT_FALSE(run->certificate);
    EXPECT_EQ(run->exit_code, 5);
  }
  const RunReport half = read(text.substr(0, text.find("\"conflict/losing-value\"") + 9));
  EXPECT_EQ(half.scenarios.size(), 2U);
  EXPECT_EQ(rule_of(half, "PHN-8").verdict, Verdict::fail);
}

TEST(ReadEvents, AScenarioInWhoseMiddleTheRunEndedHasNoVerdict) {
  const std::string text = golden("events.jsonl");
  const RunReport run = read(text.substr(0, text.find("{\"event\":\"check\"")));
  ASSERT_EQ(run.scenarios.size(), 1U);
  EXPECT_FALSE(run.scenarios[0].verdict.has_value());
  EXPECT_EQ(count_scenarios(run).total(), 0U);
}

struct WrongRow {
  const char* name;
  std::string text;
  const char* source;
  const char* message;
};

void PrintTo(const WrongRow& row, std::ostream* out) { *out << row.name; }

class WrongStream : public testing::TestWithParam<WrongRow> {};

TEST_P(WrongStream, IsRefusedWithTheLine) {
  const Result<RunReport> run = read_events(GetParam().text, "e.jsonl");
  ASSERT_FALSE(run.has_value());
  EXPECT_EQ(run.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(run.error().source, GetParam().source);
  EXPECT_THAT(run.error().message, HasSubstr(GetParam().message));
}

std::string started(int schema) {
  return R"({"event":"run_started","schema":)" + std::to_string(schema) +
         R"(,"lockstep_version":"1","rulebook_version":1,"connector":{"name":"a","version":"1",)"
         R"("vendor":"v","claims":["health","two_way"]},"transport":"http","seed":1,"scenarios":1,)"
         R"("whole":true,"scenarios_sha256":"","rulebook_sha256":"","fidelity_sha256":"","today":"","crash_scenarios":[]})"
         "\n";
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, WrongStream, testing::ValuesIn(std::vector<WrongRow>{
    {"Empty",        "",                                   "e.jsonl:1", "empty"},
    {"NotJson",      "hello\n",                            "e.jsonl:1", ""},
    {"OtherSchema",  started(99),                          "e.jsonl:1", "schema 99"},
    {"TwoRuns",      started(scenario::kEventSchema) + started(scenario::kEventSchema),              "e.jsonl:2", "one run"},
    {"BrokenMiddle", started(scenario::kEventSchema) + "{\"event\":\n" + started(scenario::kEventSchema), "e.jsonl:2", ""},
}), [](const auto& row) { return row.param.name; });
// clang-format on

TEST(ReadEvents, AFileThatIsNotThereIsAnErrorWithItsName) {
  const Result<RunReport> run = read_events_file("/nowhere/events.jsonl");
  ASSERT_FALSE(run.has_value());
  EXPECT_EQ(run.error().source, "/nowhere/events.jsonl");
}

}  // namespace
}  // namespace lockstep::report
