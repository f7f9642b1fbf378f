// The catalogue of scenarios turns wrong connectors red, each by the rule that it breaks.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "lockstep/base/text.h"
#include "lockstep/descriptions/testing/environment.h"
#include "lockstep/scenario/load.h"

#include "mutants/kill_matrix.h"
#include "mutants/mutant.h"
#include "mutants/out_of_reach.h"

namespace lockstep::mutants {
namespace {

const std::vector<scenario::Scenario>& catalogue() {
  static const std::vector<scenario::Scenario> kScenarios = [] {
    std::vector<scenario::Scenario> scenarios;
    const auto files = scenario::find_scenarios({LOCKSTEP_SUITES});
    for (const std::filesystem::path& file : *files) {
      scenarios.push_back(*scenario::load_scenario(file));
    }
    return scenarios;
  }();
  return kScenarios;
}

/// The scenarios that docs/mutants.md says are enough.
std::vector<scenario::Scenario> covering_scenarios() {
  std::ifstream page(LOCKSTEP_DOCS "/mutants.md");
  std::set<std::string> names;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("- `") && line.ends_with('`')) {
      names.insert(line.substr(3, line.size() - 4));
    }
  }
  std::vector<scenario::Scenario> scenarios;
  std::ranges::copy_if(catalogue(), std::back_inserter(scenarios),
                       [&](const auto& scenario) { return names.contains(scenario.name); });
  EXPECT_EQ(scenarios.size(), names.size());
  return scenarios;
}

TEST(Mutants, BeginWithTheRuleThatTheyBreakAndHaveNamesOfTheirOwn) {
  std::set<std::string_view> ids;
  for (const Mutant& mutant : all_mutants()) {
    EXPECT_TRUE(mutant.id.starts_with(ascii_lower(mutant.rule.text()) + "-")) << mutant.id;
    EXPECT_TRUE(ids.insert(mutant.id).second) << mutant.id;
    EXPECT_TRUE(mutant.defect.ends_with('.')) << mutant.id;
  }
}

TEST(Mutants, AreOutOfReachOfRandomWorldsForOneReasonEach) {
  std::set<std::string_view> seen;
  for (const explore::OutOfReach& group : explore::out_of_reach()) {
    for (const std::string_view id : group.mutants) {
      EXPECT_NE(std::ranges::find(all_mutants(), id, &Mutant::id), all_mutants().end()) << id;
      EXPECT_TRUE(seen.insert(id).second) << id;
    }
  }
}

TEST(Mutants, AreTwoForEveryMustAndOneForEveryOtherRule) {
  std::map<std::string_view, int> counts;
  for (const Mutant& mutant : all_mutants()) {
    ++counts[mutant.rule.text()];
  }
  for (const RuleInfo& rule : kRules) {
    EXPECT_GE(counts[rule.id], rule.kind == RuleKind::must ? 2 : 1) << rule.id;
  }
}

class Area : public testing::TestWithParam<RuleArea> {};

TEST_P(Area, HasNoMutantThatSurvivesTheCoveringSet) {
  std::vector<const Mutant*> mutants;
  for (const Mutant& mutant : all_mutants()) {
    if (mutant.rule.text().starts_with(GetParam().id)) {
      mutants.push_back(&mutant);
    }
  }
  MatrixOptions options;
  options.descriptions = descriptions::of_environment();
  const auto fates = run_matrix(mutants, covering_scenarios(), options);
  ASSERT_TRUE(fates);
  for (const Fate& fate : *fates) {
    EXPECT_TRUE(fate.is_killed()) << fate.mutant->id << ": " << fate.mutant->defect
                                  << " (lockstep mutants --full --format markdown makes "
                                     "docs/mutants.md)";
  }
}

INSTANTIATE_TEST_SUITE_P(, Area, testing::ValuesIn(kRuleAreas),
                         [](const auto& row_info) { return std::string(row_info.param.id); });

TEST(CoveringSet, LeavesOutWhatOthersMakeNeedless) {
  const std::vector<Mutant>& all = all_mutants();
  const auto kill = [&](std::size_t mutant, const char* scenario) {
    return Kill{scenario, {std::string(all[mutant].rule.text())}};
  };
  const std::vector<Fate> fates = {
      {&all[0], {kill(0, "a"), kill(0, "b")}, 3},
      {&all[1], {kill(1, "a"), kill(1, "c")}, 3},
      {&all[2], {kill(2, "b"), kill(2, "c")}, 3},
      {&all[3], {{"d", {"none of its rules"}}}, 3},
  };
  const std::vector<std::string> chosen = covering_set(fates);
  EXPECT_EQ(chosen.size(), 2U);
  EXPECT_THAT(chosen, testing::Not(testing::Contains("d"))) << "it kills nothing by its own rule";
}

TEST(Fate, OfAMutantThatOnlyOtherRulesCatchIsSurvival) {
  const Fate fate{&all_mutants().front(), {{"a", {"QUI-1"}}}, 1};
  EXPECT_FALSE(fate.is_killed());
  EXPECT_TRUE(fate.is_killed_otherwise());
}

}  // namespace
}  // namespace lockstep::mutants
