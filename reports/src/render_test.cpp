#include "lockstep/report/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <zlib.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "lockstep/report/run_diff.h"
#include "lockstep/report/write.h"
#include "lockstep/scenario/connector.h"

#include "golden.h"
#include "golden_runs.h"
#include "page_data.h"
#include "schema_check.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// The inverse of packed(): base64, then gzip, then JSON.
Json unpacked(const std::string& data) {
  std::vector<unsigned char> bytes(data.size());
  const int size =
      EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(data.data()),
                      static_cast<int>(data.size()));
  constexpr std::size_t kRoom = 4'000'000;
  std::string text(kRoom, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = bytes.data();
  stream.avail_in = static_cast<uInt>(size);
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return Json::parse(text);
}

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

/// What stands packed in the page's data block.
Json data_of(const std::string& page) {
  const std::string opening = R"(<script type="application/octet-stream" id="report">)";
  const std::size_t begin = page.find(opening) + opening.size();
  return unpacked(page.substr(begin, page.find("</script>", begin) - begin));
}

TEST(RenderHtml, HoldsTheWholeReportPacked) {
  const Json data = data_of(render_html(whole_run()));
  EXPECT_EQ(data["runs"], Json::array({Json::parse(render_json(whole_run()))}));
  EXPECT_TRUE(data["diff"].is_null());
}

TEST(RenderHtml, SeveralRunsStandInOnePageAndTwoAreCompared) {
  const std::vector<RunReport> runs{whole_run(), cut_run()};
  const Json data = data_of(render_comparison(runs));
  EXPECT_EQ(data["runs"].size(), 2U);
  EXPECT_EQ(data["diff"], Json::parse(diff_json(compare(runs[0], runs[1]))));
}

TEST(RenderHtml, ForeignTextStandsNowhereButInTheData) {
  for (const std::string& page :
       {render_html(whole_run()), diff_html(compare(whole_run(), cut_run()))}) {
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    EXPECT_THAT(page, Not(HasSubstr("onerror=\"")));
  }
}

TEST(RenderHtml, KnowsTheMutantsThatTheScenariosOfARuleCatch) {
  const Json data = data_of(render_html(whole_run()));
  EXPECT_FALSE(data["mutants"]["DIR-1"].empty());
  const Json one = Json::parse(
      mutants_json("# Title\n\n| rule | mutant | what it does | killed by | scenarios |\n| --- | "
                   "--- | --- | --- "
                   "| --- |\n| A-1 | `a-1-x` | It forgets. | `a/b` and 2 more | 3 |\n"));
  EXPECT_EQ(one, Json::parse(R"({"A-1":[{"name":"a-1-x","what":"It forgets.",
      "killed_by":"a/b","scenarios":"3"}]})"));
}

TEST(RenderHtml, NeedsNothingFromOutside) {
  const std::string page = render_html(whole_run());
  EXPECT_THAT(page, HasSubstr("default-src 'none'; script-src 'sha256-"));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("<link")));
  EXPECT_THAT(page, Not(HasSubstr(" src=\"")));
  EXPECT_FALSE(std::regex_search(page, std::regex(R"(\{\{[a-z_]+\}\})")))
      << "a place is not filled";
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
