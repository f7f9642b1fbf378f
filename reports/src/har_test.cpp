// The exchanges of a scenario as HAR: that the form is the journal's own is a test of scenarios/.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lockstep/report/tool_formats.h"

#include "golden.h"
#include "golden_runs.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;

TEST(RenderHar, IsTheGoldenFile) {
  expect_golden("failure.har", render_har(whole_run().scenarios[1]));
}

TEST(RenderHar, HasTheExchangesOfTheStreamAndNoUsersActions) {
  const Json log = Json::parse(render_har(whole_run().scenarios[1]))["log"];
  EXPECT_EQ(log["version"], "1.2");
  ASSERT_EQ(log["entries"].size(), 1U);
  const Json& entry = log["entries"][0];
  EXPECT_EQ(entry["_sequence"], 5);
  EXPECT_EQ(entry["startedDateTime"], "2026-03-02T09:00:00.040Z");
  EXPECT_EQ(entry["request"]["url"],
            "https://people.googleapis.com/v1/people/"
            "c1:updateContact?updatePersonFields=phoneNumbers");
  EXPECT_EQ(entry["response"]["status"], 0) << "the answer was lost";
  EXPECT_EQ(entry["_fault"], "commit-then-lose-answer");
}

}  // namespace
}  // namespace lockstep::report
