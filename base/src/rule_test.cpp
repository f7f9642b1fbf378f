#include "lockstep/base/rule.h"

#include <gtest/gtest.h>

#include <charconv>
#include <set>

namespace lockstep {
namespace {

int number_of(std::string_view id) {
  int number = 0;
  const std::string_view digits = id.substr(id.find('-') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::size_t area_position(std::string_view id) {
  const auto* const area = std::ranges::find(kRuleAreas, area_of(id), &RuleArea::id);
  return static_cast<std::size_t>(area - kRuleAreas.begin());
}

TEST(Rulebook, IsInTheOrderOfAreasAndNumbersWithoutDuplicates) {
  for (std::size_t at = 1; at < kRules.size(); ++at) {
    const auto before = std::pair(area_position(kRules[at - 1].id), number_of(kRules[at - 1].id));
    const auto here = std::pair(area_position(kRules[at].id), number_of(kRules[at].id));
    EXPECT_LT(before, here) << kRules[at].id;
  }
}

TEST(Rulebook, EveryRuleBelongsToAnAreaAndNamesItsSource) {
  for (const RuleInfo& rule : kRules) {
    EXPECT_LT(area_position(rule.id), kRuleAreas.size()) << rule.id;
    EXPECT_FALSE(rule.source.empty()) << rule.id;
    EXPECT_FALSE(rule.text.empty()) << rule.id;
    EXPECT_LE(rule.version, kRulebookVersion) << rule.id;
  }
}

TEST(Rulebook, EveryAreaHasARule) {
  std::set<std::string_view> areas;
  for (const RuleInfo& rule : kRules) {
    areas.insert(area_of(rule.id));
  }
  EXPECT_EQ(areas.size(), kRuleAreas.size());
}

TEST(RuleId, LiteralAndLookUpFindTheSameRule) {
  EXPECT_EQ("MRG-7"_rule.text(), "MRG-7");
  EXPECT_EQ(find_rule("MRG-7"), "MRG-7"_rule);
  EXPECT_EQ(find_rule("MRG-70"), std::nullopt);
  EXPECT_LT("DIR-1"_rule, "MRG-7"_rule);
}

}  // namespace
}  // namespace lockstep
