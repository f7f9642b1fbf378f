// CTRF, the summary of a CI step, and the badge.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "lockstep/report/render.h"
#include "lockstep/scenario/builtin_name.h"

#include "golden.h"
#include "golden_runs.h"
#include "schema_check.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

const Json& test_named(const Json& ctrf, const std::string& name) {
  for (const Json& test : ctrf["results"]["tests"]) {
    if (test["name"] == name) {
      return test;
    }
  }
  return ctrf["no such test"];
}

TEST(RenderCtrf, IsWhatItsSchemaSays) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const folder = std::getenv("LOCKSTEP_SPECS");
  if (folder == nullptr ||
      !std::filesystem::exists(std::filesystem::path(folder) / "ctrf.schema.json")) {
    GTEST_SKIP() << "LOCKSTEP_SPECS names no folder with ctrf.schema.json";
  }
  for (const RunReport& run : {whole_run(), cut_run(), unjudged_run()}) {
    EXPECT_EQ(refusal_by(std::filesystem::path(folder) / "ctrf.schema.json", render_ctrf(run)), "");
  }
}

TEST(RenderCtrf, TellsEachVerdictBesideItsStatus) {
  const Json ctrf = Json::parse(render_ctrf(whole_run()));
  const Json& failed = test_named(ctrf, "PHN-8 phones/phone-changes-in-hubspot");
  EXPECT_EQ(failed["status"], "failed");
  EXPECT_EQ(failed["rawStatus"], "fail");
  EXPECT_EQ(failed["tags"], Json({"MUST"}));
  EXPECT_EQ(failed["stdout"][1], "1 contact written");
  EXPECT_EQ(failed["filePath"], "scenarios/suites/phones/phone-changes-in-hubspot.jsonc");
  EXPECT_EQ(test_named(ctrf, "MRG-14 conflict/losing-value")["status"], "passed");
  EXPECT_EQ(test_named(ctrf, "MRG-14 conflict/losing-value")["rawStatus"], "warn");
  EXPECT_EQ(test_named(ctrf, "ROB-6")["status"], "skipped");
  EXPECT_EQ(test_named(ctrf, "LIM-1 limits/account-is-full")["rawStatus"], "harness error");
}

TEST(RenderCtrf, CountsAddUp) {
  for (const RunReport& run : {whole_run(), cut_run(), unjudged_run()}) {
    const Json results = Json::parse(render_ctrf(run))["results"];
    const Json& summary = results["summary"];
    EXPECT_EQ(summary["tests"], results["tests"].size());
    EXPECT_EQ(
        summary["passed"].get<int>() + summary["failed"].get<int>() + summary["skipped"].get<int>(),
        summary["tests"].get<int>());
    EXPECT_GT(summary["failed"].get<int>(), 0) << "each of these runs has something wrong";
  }
}

TEST(RenderSummary, IsTheGoldenText) {
  expect_golden("summary.md", render_summary(whole_run()));
  expect_golden("summary_config.md", render_summary(unjudged_run()));
}

TEST(RenderSummary, SaysThatARunIsIncomplete) {
  EXPECT_THAT(render_summary(cut_run()), HasSubstr("5 of 7 scenarios came to their end"));
}

TEST(RenderSummary, KeepsLongValuesForThoseWhoOpenThem) {
  RunReport run = whole_run();
  run.scenarios[1].checks[0].actual = "```\n<b>";
  EXPECT_THAT(render_summary(run), HasSubstr("<details><summary>expected and actual</summary>"));
  EXPECT_THAT(render_summary(run), HasSubstr("Actual:\n\n````text\n```\n<b>\n````\n\n</details>"));
}

TEST(RenderSummary, FitsIntoAStepHoweverMuchFailsAndSaysWhatItLeftOut) {
  RunReport run = whole_run();
  ScenarioReport& failing = run.scenarios[1];
  const std::string huge(100'000, '@');
  run.connector_name = run.connector_vendor = run.transport = failing.name = huge;
  run.obstacles.assign(1'000, huge);
  failing.pass_ends.assign(100, {huge, 1, huge, huge, huge, true});
  scenario::CheckResult& check = failing.checks[0];
  check.message = check.expected = check.actual = check.rule = huge;
  scenario::CheckResult warning = check;
  warning.verdict = Verdict::warn;
  failing.checks.assign(1'000, check);
  failing.checks.insert(failing.checks.end(), 1'000, warning);
  const std::string summary = render_summary(run);
  EXPECT_LE(summary.size(), kSummaryBytesMax);
  EXPECT_THAT(summary, HasSubstr("more failed checks**"));
  EXPECT_THAT(summary, HasSubstr("more obstacles**"));
  EXPECT_THAT(summary, HasSubstr("more such checks**"));
}

struct CommandRow {
  const char* name;
  std::string connector;
  std::string transport;
  const char* rest;
};

void PrintTo(const CommandRow& row, std::ostream* out) { *out << row.name; }

class SummaryCommand : public testing::TestWithParam<CommandRow> {};

TEST_P(SummaryCommand, RunsTheFirstFailureAgainAsItWasRun) {
  RunReport run = whole_run();
  run.connector_name = GetParam().connector;
  run.transport = GetParam().transport;
  EXPECT_THAT(render_summary(run),
              HasSubstr("lockstep certify --only phones/phone-changes-in-hubspot --seed "
                        "18446744073709551615" +
                        std::string(GetParam().rest) + " --out one-scenario\n"));
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, SummaryCommand, testing::ValuesIn(std::vector<CommandRow>{
    {"Engine",  std::string(scenario::kBuiltinConnectorName), "http",       ""},
    {"Direct",  std::string(scenario::kBuiltinConnectorName), "in-process", " --in-process"},
    {"Program", "Acme",                                       "http",       " --connector connector.json"},
}), [](const auto& row) { return row.param.name; });
// clang-format on

struct BadgeRow {
  const char* name;
  void (*change)(RunReport& run);
  const char* message;
  const char* color;
};

void PrintTo(const BadgeRow& row, std::ostream* out) { *out << row.name; }

/// Two MUSTs and a SHOULD that pass: a run with nothing in its way.
RunReport good_run() {
  RunReport run;
  run.rulebook_version = 3;
  run.complete = run.certificate = true;
  run.exit_code = 0;
  run.rules.assign(3, {"MAT-1", RuleKind::must, "", "", Verdict::pass, {}, {}});
  run.rules[2].kind = RuleKind::should;
  return run;
}

class Badge : public testing::TestWithParam<BadgeRow> {};

TEST_P(Badge, NeverCountsWhatDidNotPass) {
  RunReport run = good_run();
  GetParam().change(run);
  EXPECT_EQ(refusal_by(LOCKSTEP_SOURCE_DIR "/reports/schema/badge.schema.json", render_badge(run)),
            "");
  EXPECT_EQ(Json::parse(render_badge(run)), (Json{{"schemaVersion", 1},
                                                  {"label", "Lockstep"},
                                                  {"message", GetParam().message},
                                                  {"color", GetParam().color}}));
}

void give(RunReport& run, std::size_t rule, Verdict verdict) { run.rules[rule].verdict = verdict; }

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, Badge, testing::ValuesIn(std::vector<BadgeRow>{
    {"Good",         [](RunReport&) {},                                                 "MUST 2/2 · SHOULD 1/1 · rulebook 3", "green"},
    {"Warning",      [](RunReport& run) { give(run, 2, Verdict::warn); },               "MUST 2/2 · SHOULD 0/1 · rulebook 3", "green"},
    {"Failed",       [](RunReport& run) { give(run, 0, Verdict::fail); run.certificate = false; }, "MUST 1/2 · SHOULD 1/1 · rulebook 3", "red"},
    {"NotExercised", [](RunReport& run) { give(run, 0, Verdict::not_exercised); run.certificate = false; }, "MUST 1/2 · SHOULD 1/1 · rulebook 3", "yellow"},
    {"NotClaimed",   [](RunReport& run) { give(run, 2, Verdict::not_applicable); },     "MUST 2/2 · 1 not applicable · rulebook 3", "green"},
    {"Waived",       [](RunReport& run) { give(run, 0, Verdict::waived); },             "MUST 1/2 · SHOULD 1/1 · 1 waived · rulebook 3", "green"},
    {"Incomplete",   [](RunReport& run) { run.complete = run.certificate = false; run.exit_code = 5; }, "incomplete · MUST 2/2 · SHOULD 1/1 · rulebook 3", "yellow"},
    {"Config",       [](RunReport& run) { run.config_mistakes.push_back({"a", "b", "c"}); run.certificate = false; run.exit_code = 6; }, "nothing judged · rulebook 3", "red"},
}), [](const auto& row) { return row.param.name; });
// clang-format on

}  // namespace
}  // namespace lockstep::report
