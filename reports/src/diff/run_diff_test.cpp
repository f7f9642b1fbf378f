// What tells one run from another is told by behaviour.

#include "lockstep/report/run_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "golden.h"
#include "golden_runs.h"
#include "schema_check.h"

namespace lockstep::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

scenario::CheckResult a_check(Verdict verdict, const std::string& message) {
  scenario::CheckResult check;
  check.rule = "MAP-1";
  check.verdict = verdict;
  check.scenario = "mapping/a";
  check.message = message;
  return check;
}

RunReport a_run(const std::vector<scenario::CheckResult>& checks) {
  RunReport run;
  run.complete = true;
  ScenarioReport& scenario = run.scenarios.emplace_back();
  scenario.name = "mapping/a";
  scenario.checks = checks;
  return run;
}

struct Row {
  const char* name;
  std::vector<scenario::CheckResult> before;
  std::vector<scenario::CheckResult> after;
  const char* kind;  ///< "": no change.
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Behaviour : public testing::TestWithParam<Row> {};

TEST_P(Behaviour, IsTold) {
  const RunDiff diff = compare(a_run(GetParam().before), a_run(GetParam().after));
  if (std::string(GetParam().kind).empty()) {
    EXPECT_THAT(diff.changes, IsEmpty());
    EXPECT_TRUE(is_same(diff));
    return;
  }
  ASSERT_EQ(diff.changes.size(), 1U);
  EXPECT_EQ(to_string(diff.changes[0].kind), GetParam().kind);
  EXPECT_EQ(diff.changes[0].rule, "MAP-1");
  EXPECT_EQ(diff.changes[0].scenario, "mapping/a");
}

const scenario::CheckResult kPass = a_check(Verdict::pass, "holds");
const scenario::CheckResult kFail = a_check(Verdict::fail, "differs");
const scenario::CheckResult kWaived = a_check(Verdict::waived, "differs");
const scenario::CheckResult kMoot = a_check(Verdict::not_applicable, "not claimed");

INSTANTIATE_TEST_SUITE_P(
    Rows, Behaviour,
    testing::ValuesIn(std::vector<Row>{
        {"Same", {kPass}, {kPass}, ""},
        {"PassesOtherwise", {kPass}, {a_check(Verdict::pass, "holds, too")}, ""},
        {"FailsAlike", {kFail}, {kFail}, ""},
        {"NeverJudged", {}, {kMoot}, ""},
        {"Fixed", {kFail}, {kPass}, "fixed"},
        {"FixedThoughWaived", {kWaived}, {kPass}, "fixed"},
        {"Broken", {kPass}, {kFail}, "broken"},
        {"BrokenInOneCheck", {kPass, kPass}, {kPass, kFail}, "broken"},
        {"Warns", {kPass}, {a_check(Verdict::warn, "slow")}, "broken"},
        {"FailsDifferently", {kFail}, {a_check(Verdict::fail, "is gone")}, "failing differently"},
        {"NewlyExercised", {kMoot}, {kPass}, "newly exercised"},
        {"NewScenarioFails", {}, {kFail}, "newly exercised"},
        {"NoLongerClaimed", {kPass}, {kMoot}, "no longer exercised"},
        {"NoLongerRun", {kFail}, {}, "no longer exercised"},
        {"NewlyWaived", {kFail}, {kWaived}, "newly waived"},
        {"NoLongerWaived", {kWaived}, {kFail}, "no longer waived"},
    }),
    [](const auto& row) { return row.param.name; });

TEST(RunDiff, TellsTheScenarioWithTheFewestRequestsFirst) {
  RunReport before = a_run({kPass});
  before.scenarios[0].exchange_count = 90;
  ScenarioReport shorter = before.scenarios[0];
  shorter.name = shorter.checks[0].scenario = "mapping/b";
  shorter.exchange_count = 9;
  before.scenarios.push_back(shorter);
  RunReport after = before;
  for (ScenarioReport& scenario : after.scenarios) {
    scenario.checks[0].verdict = Verdict::fail;
  }
  const RunDiff diff = compare(before, after);
  ASSERT_EQ(diff.changes.size(), 2U);
  EXPECT_EQ(diff.changes[0].scenario, "mapping/b");
  EXPECT_THAT(diff_text(diff, false), HasSubstr("MAP-1  mapping/b"));
  EXPECT_THAT(diff_text(diff, false), HasSubstr("also in mapping/a"));
}

TEST(RunDiff, SaysWhyTwoRunsCannotSimplyBeCompared) {
  RunReport after = a_run({kPass});
  after.seed = 2;
  after.rulebook_sha256 = "1a";
  EXPECT_THAT(compare(a_run({kPass}), after).caveats,
              ElementsAre(HasSubstr("rules"), HasSubstr("seeds")));
}

TEST(RunDiff, NamesScenariosThatCameToTheSameByOtherRequests) {
  RunReport before = a_run({kPass});
  RunReport after = before;
  before.scenarios[0].journal_sha256 = "1a";
  after.scenarios[0].journal_sha256 = "2b";
  const RunDiff diff = compare(before, after);
  EXPECT_TRUE(is_same(diff));
  EXPECT_THAT(diff.other_requests, ElementsAre("mapping/a"));
}

/// From a run in which all holds to the golden one, whose texts are hostile.
RunDiff hostile_diff() {
  RunReport before = whole_run();
  for (ScenarioReport& scenario : before.scenarios) {
    for (scenario::CheckResult& check : scenario.checks) {
      check.verdict = Verdict::pass;
    }
  }
  return compare(before, whole_run());
}

TEST(RunDiff, IsTheGoldenTextAndMarkdown) {
  expect_golden("diff.txt", diff_text(hostile_diff(), false));
  expect_golden("diff.md", diff_markdown(hostile_diff()));
}

TEST(RunDiff, ShowsForeignTextAsText) {
  EXPECT_THAT(diff_text(hostile_diff(), true), Not(HasSubstr("\x1b[31mred")));
  EXPECT_THAT(diff_html(hostile_diff()), Not(HasSubstr("<img")));
  EXPECT_THAT(diff_html(hostile_diff()), HasSubstr("default-src 'none'"));
  EXPECT_THAT(diff_markdown(hostile_diff()), Not(HasSubstr("><img")));
  EXPECT_THAT(diff_markdown(hostile_diff()), HasSubstr("\\<img"));
}

TEST(RunDiff, AsJsonIsWhatItsSchemaSays) {
  EXPECT_EQ(
      refusal_by(LOCKSTEP_SOURCE_DIR "/reports/schema/diff.schema.json", diff_json(hostile_diff())),
      "");
}

}  // namespace
}  // namespace lockstep::report
