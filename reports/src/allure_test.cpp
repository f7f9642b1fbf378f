#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <regex>
#include <set>
#include <string>

#include "lockstep/report/tool_formats.h"

#include "cases.h"
#include "golden.h"
#include "golden_runs.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;

bool is_result(const std::string& file) { return file.ends_with("-result.json"); }

/// The result whose name is `name`; null if there is none.
Json result_named(const Package& files, const std::string& name) {
  for (const auto& [file, content] : files) {
    if (is_result(file) && Json::parse(content)["name"] == name) {
      return Json::parse(content);
    }
  }
  return nullptr;
}

void expect_times(const Json& timed) {
  EXPECT_TRUE(timed["start"].is_number_integer());
  EXPECT_LE(timed["start"], timed["stop"]);
  EXPECT_GE(timed["start"], 0);
}

/// The form of a result as Allure's own writers have it (allure-js-commons, TestResult).
void expect_result_form(const std::string& file, const Json& result, const Package& files) {
  static const std::set<std::string> kStatuses{"passed", "failed", "broken", "skipped"};
  for (const char* name : {"uuid", "historyId", "testCaseId", "fullName", "name"}) {
    ASSERT_TRUE(result[name].is_string()) << name;
  }
  EXPECT_EQ(file, result["uuid"].get<std::string>() + "-result.json");
  EXPECT_TRUE(kStatuses.contains(result["status"].get<std::string>()));
  EXPECT_EQ(result["stage"], "finished");
  expect_times(result);
  for (const char* pairs : {"labels", "parameters"}) {
    for (const Json& pair : result[pairs]) {
      EXPECT_TRUE(pair["name"].is_string() && pair["value"].is_string()) << pair;
    }
  }
  for (const Json& step : result["steps"]) {
    EXPECT_TRUE(step["name"].is_string());
    EXPECT_TRUE(kStatuses.contains(step["status"].get<std::string>()));
    expect_times(step);
  }
  for (const Json& attachment : result["attachments"]) {
    EXPECT_TRUE(files.contains(attachment["source"].get<std::string>())) << attachment;
  }
}

TEST(RenderAllure, EveryFileHasTheFormAndANameThatNobodyElseChose) {
  const std::regex name(
      "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
      "-(result\\.json|attachment\\.txt|attachment\\.har)");
  for (const RunReport& run : {whole_run(), cut_run(), unjudged_run()}) {
    const Package files = render_allure(run);
    std::set<std::string> histories;
    std::size_t results = 0;
    for (const auto& [file, content] : files) {
      EXPECT_TRUE(std::regex_match(file, name)) << file;
      if (is_result(file)) {
        ++results;
        const Json result = Json::parse(content);
        expect_result_form(file, result, files);
        histories.insert(result["historyId"].get<std::string>());
      }
    }
    std::size_t cases = 0;
    for (const Suite& suite : make_suites(run)) {
      cases += suite.cases.size();
    }
    EXPECT_EQ(results, cases);
    EXPECT_EQ(histories.size(), cases) << "a history is of one case";
  }
}

TEST(RenderAllure, TheFailedCaseIsTheGoldenFile) {
  const Package files = render_allure(whole_run());
  const Json failed = result_named(files, "PHN-8 phones/phone-changes-in-hubspot");
  ASSERT_TRUE(failed.is_object());
  expect_golden("allure_failed.json", files.at(failed["uuid"].get<std::string>() + "-result.json"));
  EXPECT_EQ(files.at(failed["attachments"][1]["source"].get<std::string>()),
            render_har(whole_run().scenarios[1]));
}

TEST(RenderAllure, WhatCouldNotBeJudgedIsBrokenAndWhatWasNotIsSkipped) {
  const Package files = render_allure(whole_run());
  EXPECT_EQ(result_named(files, "LIM-1 limits/account-is-full")["status"], "broken");
  EXPECT_EQ(result_named(files, "ROB-6")["status"], "skipped");
  EXPECT_EQ(result_named(files, "MRG-14 conflict/losing-value")["status"], "passed");
}

TEST(RenderAllure, AnotherSeedIsTheSameTestWithAnotherResult) {
  RunReport run = whole_run();
  const Json first = result_named(render_allure(run), "PHN-8 phones/phone-changes-in-hubspot");
  run.seed = 2;
  const Json second = result_named(render_allure(run), "PHN-8 phones/phone-changes-in-hubspot");
  EXPECT_EQ(first["historyId"], second["historyId"]);
  EXPECT_NE(first["uuid"], second["uuid"]);
}

}  // namespace
}  // namespace lockstep::report
