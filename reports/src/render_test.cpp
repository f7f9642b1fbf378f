#include "lockstep/report/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>
#include <string>

#include "lockstep/report/write.h"
#include "lockstep/scenario/connector.h"

#include "golden.h"
#include "golden_runs.h"
#include "schema_check.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

TEST(RenderTerminal, IsTheGoldenText) {
  expect_golden("terminal.txt", render_terminal(whole_run(), {}));
  expect_golden("terminal_incomplete.txt", render_terminal(cut_run(), {}));
  expect_golden("terminal_config.txt", render_terminal(unjudged_run(), {}));
}

TEST(RenderTerminal, NamesTheClaimsOnlyWhereNotEverythingIsClaimed) {
  RunReport run = whole_run();
  run.connector_claims.assign(std::begin(scenario::kClaims), std::end(scenario::kClaims));
  EXPECT_THAT(render_terminal(run, {}), Not(HasSubstr("claim")));
}

TEST(RenderTerminal, CountsThePassesThatItDoesNotShow) {
  RunReport run = whole_run();
  ScenarioReport& failing = run.scenarios[1];
  failing.pass_ends.assign(5, failing.pass_ends.back());
  EXPECT_THAT(render_terminal(run, {}), HasSubstr("and 2 more passes"));
}

TEST(RenderTerminal, NeverPassesOnAControlCharacterOfTheConnector) {
  EXPECT_THAT(render_terminal(whole_run(), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(render_terminal(whole_run(), {true}), Not(HasSubstr("\x1b[31mred")));
}

TEST(RenderTerminal, ColoursOnlyWhenAsked) {
  EXPECT_THAT(render_terminal(whole_run(), {true}), HasSubstr("\x1b[1;31mfail"));
}

// report.junit_schema validates the golden file against Jenkins' schema.
TEST(RenderJunit, IsTheGoldenFile) { expect_golden("junit.xml", render_junit(whole_run())); }

TEST(RenderJunit, ForGitLabIsTheGoldenFile) {
  expect_golden("junit_gitlab.xml", render_junit(whole_run(), JunitFlavour::gitlab));
}

TEST(RenderJunit, TellsEachCaseOnce) {
  const std::string junit = render_junit(whole_run(), JunitFlavour::gitlab);
  std::set<std::string> names;
  std::size_t count = 0;
  for (std::size_t at = junit.find("<testcase"); at != std::string::npos;
       at = junit.find("<testcase", at + 1), ++count) {
    names.insert(junit.substr(at, junit.find('>', at) - at));
  }
  EXPECT_GT(count, 100U);
  EXPECT_EQ(names.size(), count);
}

TEST(RenderJunit, NeverAttachesAFileThatTheConnectorNames) {
  for (const JunitFlavour flavour : {JunitFlavour::jenkins, JunitFlavour::gitlab}) {
    EXPECT_THAT(render_junit(whole_run(), flavour),
                AllOf(HasSubstr("[ [ATTACHMENT|/etc/passwd]]"), Not(HasSubstr("[[ATTACHMENT"))));
  }
}

TEST(RenderJunit, ForGitLabStaysBelowItsLimitHoweverMuchFails) {
  RunReport run = whole_run();
  ScenarioReport failing = run.scenarios[1];
  failing.checks[0].message = "it differs";
  failing.checks[0].actual = std::string(10'000, 'x');
  failing.pass_ends.assign(5, {"s", 1, "hung", "", std::string(2'000, 'x'), false});
  run.scenarios.assign(5'000, failing);
  EXPECT_LT(render_junit(run, JunitFlavour::gitlab).size(), 30'000'000U);
}

TEST(RenderJunit, AnIncompleteRunIsAnError) {
  EXPECT_THAT(render_junit(cut_run()),
              HasSubstr("message=\"the event stream ends before the run did\""));
}

TEST(RenderJunit, AMistakeOfConfigurationIsAnErrorWithItsHint) {
  const std::string junit = render_junit(unjudged_run());
  EXPECT_THAT(junit, HasSubstr(R"(<error type="config" message="connector.json:4: unknown claim)"));
  EXPECT_THAT(junit, HasSubstr("hint: did you mean &quot;two_way&quot;?"));
}

TEST(RenderJson, HasWhatItsSchemaSays) {
  for (const RunReport& run : {whole_run(), cut_run(), unjudged_run()}) {
    EXPECT_EQ(
        refusal_by(LOCKSTEP_SOURCE_DIR "/reports/schema/report.schema.json", render_json(run)), "");
  }
}

TEST(RenderJson, HoldsWhatTheRunFound) {
  const Json json = Json::parse(render_json(whole_run()));
  EXPECT_EQ(json["format"], "lockstep-report");
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["run"]["seed"], "18446744073709551615") << "not rounded";
  EXPECT_EQ(json["run"]["connector"]["name"], "Acme <Sync> & Co");
  EXPECT_EQ(json["counts"]["scenarios"]["harness error"], 1);
  EXPECT_EQ(json["scenarios"][1]["checks"][0]["verdict"], "fail");
  EXPECT_EQ(json["scenarios"][1]["exchanges"][1]["request"]["method"], "PATCH");
  EXPECT_EQ(json["scenarios"][1]["pass_ends"][1]["left_processes"], true);
  EXPECT_EQ(json["run"]["connector"]["claims"], Json({"health", "two_way"}));
  EXPECT_EQ(json["run"]["connector"]["not_claimed"].size(), std::size(scenario::kClaims) - 2);
  EXPECT_EQ(Json::parse(render_json(unjudged_run()))["config_mistakes"][0]["where"],
            "connector.json:4");
}

TEST(RenderJson, IsTheSameBytesForTheSameRun) {
  EXPECT_EQ(render_json(whole_run()), render_json(whole_run()));
}

TEST(RenderHtml, HoldsTheWholeReportAsDataThatCannotRun) {
  const std::string page = render_html(whole_run());
  const std::string opening = R"(<script type="application/json" id="report">)";
  const std::size_t begin = page.find(opening) + opening.size();
  const std::size_t end = page.find("</script>", begin);
  const std::string data = page.substr(begin, end - begin);
  EXPECT_THAT(data, Not(HasSubstr("<")));
  EXPECT_EQ(Json::parse(data), Json::parse(render_json(whole_run())));
}

TEST(RenderHtml, NeedsNothingFromOutside) {
  const std::string page = render_html(whole_run());
  EXPECT_THAT(page, HasSubstr("default-src 'none'; script-src 'sha256-"));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("<link")));
  EXPECT_THAT(page, Not(HasSubstr(" src=\"")));
  EXPECT_THAT(page, Not(HasSubstr("{{"))) << "a place that was not filled";
}

TEST(WriteReports, LeavesWholeFilesAndNothingElse) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "lockstep_write_reports";
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(write_reports(whole_run(), folder));
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.insert(entry.path().filename());
  }
  EXPECT_EQ(names,
            (std::set<std::string>{"badge.json", "ctrf.json", "index.html", "junit-gitlab.xml",
                                   "junit.xml", "report.json", "summary.md"}));
}

TEST(RemoveReports, TakesNothingElse) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "lockstep_remove_reports";
  ASSERT_TRUE(write_reports(whole_run(), folder));
  ASSERT_TRUE(write_file(folder / "notes.txt", "mine"));
  ASSERT_TRUE(remove_reports(folder));
  ASSERT_TRUE(remove_reports(folder)) << "there is nothing left to remove";
  EXPECT_EQ(std::filesystem::directory_iterator(folder)->path().filename(), "notes.txt");
  std::filesystem::remove_all(folder);
}

TEST(RemoveReports, WhatCannotBeRemovedIsAnErrorWithItsName) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "lockstep_stuck_reports";
  std::filesystem::create_directories(folder / "badge.json" / "not_a_file");
  const Result<void> removed = remove_reports(folder);
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(removed.has_value());
  EXPECT_EQ(removed.error().source, (folder / "badge.json").string());
}

TEST(WriteReports, AFolderThatCannotBeMadeIsAnErrorWithItsName) {
  const Result<void> written = write_reports(whole_run(), "/dev/null/reports");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(written.error().source, "/dev/null/reports");
}

}  // namespace
}  // namespace lockstep::report
