// What a campaign must have come to, and how its findings are told.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "explore/campaign.h"
#include "explore/goals.h"

namespace lockstep::explore {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A whole campaign that judged every rule of its goals in every trouble.
CampaignResult everywhere() {
  CampaignResult result;
  result.runs = kGoalsFrom;
  result.done = {{1, kGoalsFrom}};
  // What an empty campaign misses is what there is to come to.
  for (const std::string& goal : unmet_goals(result)) {
    constexpr std::string_view kRule = "a world that judges ";
    constexpr std::string_view kTrouble = "a world with ";
    if (goal.starts_with(kRule)) {
      result.judged[goal.substr(kRule.size())][""] = 1;
    } else {
      result.judged["QUI-4"][goal.substr(kTrouble.size())] = 1;
    }
  }
  return result;
}

TEST(Goals, AreMetByACampaignThatCameToEachOfThem) {
  EXPECT_GT(everywhere().judged.size(), 40U);
  EXPECT_THAT(unmet_goals(everywhere()), IsEmpty());
  EXPECT_THAT(reasons_for_red(everywhere()), IsEmpty());
}

TEST(Goals, NameTheRuleThatWasNeverJudgedAndTurnTheCampaignRed) {
  CampaignResult result = everywhere();
  result.judged.erase("PHN-3");
  EXPECT_THAT(unmet_goals(result), ElementsAre("a world that judges PHN-3"));
  EXPECT_THAT(reasons_for_red(result), Contains(HasSubstr("a world that judges PHN-3")));
}

TEST(Goals, NameTheTroubleInWhichNothingWasJudged) {
  CampaignResult result = everywhere();
  result.judged["QUI-4"].erase("truncate");
  EXPECT_THAT(unmet_goals(result), ElementsAre("a world with truncate"));
}

TEST(Goals, AreNotAskedOfFewWorldsOfPartsAndOfSmallWorlds) {
  CampaignResult few;
  few.runs = kGoalsFrom - 1;
  few.done = {{1, few.runs}};
  CampaignResult part;
  part.runs = kGoalsFrom;
  part.shards = 2;
  part.done = {{1, kGoalsFrom / 2}};
  CampaignResult small = part;
  small.shards = 1;
  small.done = {{1, kGoalsFrom}};
  small.comes_to_every_rule = false;
  for (const CampaignResult& result : {few, part, small}) {
    EXPECT_THAT(unmet_goals(result), IsEmpty());
  }
}

TEST(Coverage, CountsWorldsByRuleAndTroubleAndListsEmptyCells) {
  CampaignResult result = everywhere();
  result.judged["MRG-7"] = {{"", 12}, {"truncate", 3}};
  const std::string table = coverage_markdown(result);
  EXPECT_THAT(table, HasSubstr("| MRG-7 | 12 |"));
  EXPECT_THAT(table, HasSubstr("- MRG-7: answer-error"));
  const std::string listed = table.substr(table.find("- MRG-7:"));
  EXPECT_THAT(listed.substr(0, listed.find('\n')), Not(HasSubstr("truncate")));
}

TEST(Coverage, HasARowForAGoalThatWasNeverJudged) {
  CampaignResult result = everywhere();
  result.judged.erase("PHN-3");
  EXPECT_THAT(coverage_markdown(result), HasSubstr("| PHN-3 | 0 |"));
}

TEST(Buckets, TakeFindingsOfOneSymptomAndShapeTogetherUnderTheLowestSeed) {
  const auto finding = [](const char* symptom, const char* shape, std::uint64_t seed) {
    Finding found;
    found.symptom = symptom;
    found.shape = shape;
    found.seed = seed;
    return found;
  };
  const std::vector<Bucket> found =
      buckets({finding("QUI-4 equal", "sync edit", 3), finding("QUI-4 equal", "sync", 5),
               finding("QUI-4 equal", "sync edit", 9), finding("QUI-1 quiet", "sync edit", 4)});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].finding.seed, 3U);
  EXPECT_EQ(found[0].worlds, 2U);
  EXPECT_EQ(found[1].worlds, 1U);
  EXPECT_EQ(found[2].finding.symptom, "QUI-1 quiet");
}

}  // namespace
}  // namespace lockstep::explore
