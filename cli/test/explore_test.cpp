// A campaign of random worlds in processes and in shards, as a person would share it out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "child_process.h"

namespace lockstep::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Campaign : public testing::Test {
 protected:
  Campaign()
      : folder_(std::filesystem::temp_directory_path() /
                ("lockstep-campaign-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// Runs one of two shards of six worlds. @return The file with what it printed.
  [[nodiscard]] std::string shard(const std::string& number) const {
    const Ended ended =
        run_lockstep({"explore", "--runs", "6", "--shard", number + "/2", "--json"});
    EXPECT_EQ(ended.exit_code, 0) << ended.err;
    const std::filesystem::path file = folder_ / ("shard-" + number + ".json");
    std::ofstream(file) << ended.out;
    return file.string();
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(Campaign, InSeveralProcessesIsReportedAsOne) {
  const Ended ended = run_lockstep({"explore", "--runs", "6", "--jobs", "2"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Worlds:    6, 0 red"));
}

TEST_F(Campaign, InShardsIsMergedToWhatItIsInOnePiece) {
  const Ended whole = run_lockstep({"explore", "--runs", "6", "--jobs", "1"});
  const Ended merged = run_lockstep({"merge", shard("2"), shard("1")});
  EXPECT_EQ(merged.exit_code, 0) << merged.err;
  EXPECT_THAT(whole.out, StartsWith(merged.out)) << "but for what was asked of the fakes";
}

TEST_F(Campaign, OfWhichAShardIsMissingIsIncomplete) {
  const Ended merged = run_lockstep({"merge", shard("1")});
  EXPECT_EQ(merged.exit_code, 5);
  EXPECT_THAT(merged.err, HasSubstr("incomplete: shard 2/2 is missing"));
  EXPECT_THAT(merged.out, HasSubstr("Worlds:    3, 0 red"));
}

TEST_F(Campaign, OfAWrongConnectorSaysHowToSeeItAgain) {
  const Ended ended = run_lockstep(
      {"explore", "--runs", "1", "--seed", "2", "--mutant", "mrg-7-google-always-wins"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, HasSubstr("again    lockstep explore --mutant mrg-7-google-always-wins "
                                   "--seed 2 --runs 1"));
  EXPECT_THAT(ended.out, HasSubstr("red: 1 of 1 worlds"));
}

}  // namespace
}  // namespace lockstep::cli
