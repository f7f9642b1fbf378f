// What commands do with a program that somebody else wrote: mistakes of its configuration, random
// worlds, and a kill at every request.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "child_process.h"

namespace lockstep::cli {
namespace {

using testing::HasSubstr;

const std::string kPython = LOCKSTEP_EXAMPLES "/python/connector.json";

/// A folder of this test's own with a connector.json in it.
class ForeignProgram : public testing::Test {
 protected:
  ForeignProgram()
      : folder_(std::filesystem::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
    // A python3 that first looks for its version takes ten times as long to start, at every pass.
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is no other thread yet.
    setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string connector(const std::string& text) const {
    const std::filesystem::path file = folder_ / "connector.json";
    std::ofstream(file) << text;
    return file.string();
  }

  [[nodiscard]] std::string out() const { return (folder_ / "out").string(); }

 private:
  std::filesystem::path folder_;
};

TEST_F(ForeignProgram, WithAMistakeInItsConfigurationIsNotJudgedByAnyCommand) {
  const std::string file = connector(
      R"({"name":"x","version":"1","vendor":"v","command":["true"],"claims":["two_wayy"]})");
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"check", file},
           {"certify", "--connector", file, "--out", out()},
           {"run", "--connector", file, LOCKSTEP_SUITES "/match/same-email-pairs.jsonc"},
           {"explore", "--connector", file, "--runs", "1"}}) {
    const Ended ended = run_lockstep(command);
    EXPECT_EQ(ended.exit_code, 6) << command.front();
    EXPECT_EQ(ended.out, "") << command.front();
    EXPECT_THAT(ended.err, HasSubstr("connector.json:1: there is no claim \"two_wayy\" (did you "
                                     "mean \"two_way\"?)\n  hint: the claims are: two_way,"));
    EXPECT_THAT(ended.err, HasSubstr("2 mistakes of configuration; nothing was judged"));
  }
}

TEST_F(ForeignProgram, HasItsMistakesAsJsonToo) {
  const Ended ended = run_lockstep({"check", "--json", connector(R"({"name": 1})")});
  EXPECT_EQ(ended.exit_code, 6);
  const auto mistakes = nlohmann::json::parse(ended.out).at("mistakes");
  ASSERT_FALSE(mistakes.empty());
  for (const auto& mistake : mistakes) {
    EXPECT_EQ(mistake.at("verdict"), "config");
    EXPECT_NE(mistake.at("hint"), "") << mistake;
  }
}

TEST_F(ForeignProgram, ThatIsFineIsToldToBe) {
  const Ended ended = run_lockstep({"check", kPython});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
}

TEST_F(ForeignProgram, IsSentIntoRandomWorldsThatAskNothingItDoesNotClaim) {
  const Ended ended = run_lockstep({"explore", "--connector", kPython, "--runs", "1", "--seed", "2",
                                    "--jobs", "1", "--cut-down-runs", "0", "--json"});
  ASSERT_THAT(ended.exit_code, testing::AnyOf(0, 1)) << ended.err;
  const auto result = nlohmann::json::parse(ended.out);
  EXPECT_THAT(result.at("connector").get<std::string>(), HasSubstr("One-way example in Python"));
  EXPECT_EQ(result.at("done").at(0).at("worlds"), 1);
  EXPECT_GT(result.at("requests"), 0);
  EXPECT_FALSE(result.at("judged").contains("DIR-1")) << "nobody claims two ways";
}

TEST_F(ForeignProgram, IsKilledAtEveryRequestInThreePhases) {
  const std::string scenario = "phone/one-way-to-google-created-in-the-order-phone-mobile-fax";
  const Ended ended = run_lockstep({"certify", "--connector", kPython, "--only", scenario, "--out",
                                    out(), "--crash-matrix", scenario, "--json"});
  ASSERT_THAT(ended.exit_code, testing::AnyOf(0, 1)) << ended.err;
  const auto matrix = nlohmann::json::parse(ended.out).at("crash_matrix");
  ASSERT_EQ(matrix.size(), 1U);
  EXPECT_EQ(matrix[0].at("scenario"), scenario);
  std::set<std::string> phases;
  for (const auto& cell : matrix[0].at("cells")) {
    phases.insert(cell.at("phase").get<std::string>());
    EXPECT_EQ(cell.at("outcome"), "ok") << cell;
  }
  EXPECT_EQ(phases.size(), 3U);
}

}  // namespace
}  // namespace lockstep::cli
