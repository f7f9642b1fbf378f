// What searches have found once is never found again: each finding is kept as a scenario.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "described_runner.h"

namespace lockstep {
namespace {

std::vector<std::filesystem::path> regressions() {
  return scenario::find_scenarios({LOCKSTEP_REGRESSIONS}).value();
}

class Regression : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Regression, IsNotFoundAgain) {
  const auto scenario = scenario::load_scenario(GetParam());
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_EQ(scenario->name, "regressions/" + GetParam().stem().string());
  const auto connector = scenario::make_builtin_connector(scenario::Door::in_process);
  const auto runner = scenario::described_runner(*connector);
  scenario::EventList ignored;
  const scenario::ScenarioResult result = runner->run(*scenario, ignored);
  EXPECT_FALSE(result.checks.empty());
  for (const scenario::CheckResult& check : result.checks) {
    EXPECT_EQ(check.verdict, scenario::Verdict::pass)
        << check.rule << ": " << check.message << "\nexpected " << check.expected << "\nactual   "
        << check.actual;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Regression, testing::ValuesIn(regressions()),
                         [](const auto& row) { return "N" + row.param.stem().string(); });

}  // namespace
}  // namespace lockstep
