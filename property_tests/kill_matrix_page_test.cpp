// The kill matrix as people and machines read it, and the pages that were made of it.

#include "mutants/kill_matrix_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mutants/mutant.h"
#include "mutants/out_of_reach.h"

namespace lockstep::mutants {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The first mutant survives, though another rule caught it; two scenarios kill the second.
std::vector<Fate> a_survivor_and_one_that_is_killed() {
  const std::vector<Mutant>& all = all_mutants();
  const std::string rule(all[1].rule.text());
  return {{&all[0], {{"suite/b", {"QUI-1"}}}, 7},
          {&all[1], {{"suite/a", {rule}}, {"suite/c", {rule, "QUI-1"}}}, 9}};
}

std::string page(const char* name) {
  std::ifstream in(std::string(LOCKSTEP_DOCS "/") + name);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(KillMatrix, TellsSurvivorsFirstWithTheirDefect) {
  const std::string text = matrix_text(a_survivor_and_one_that_is_killed(), /*full=*/true);
  const std::vector<Mutant>& all = all_mutants();
  EXPECT_TRUE(text.starts_with("SURVIVED  " + std::string(all[0].id) +
                               "  after 7 scenarios, caught by other rules: QUI-1\n          " +
                               std::string(all[0].defect)))
      << text;
  EXPECT_THAT(text, HasSubstr("killed    " + std::string(all[1].id) + "  by suite/a and 1 more\n"));
  EXPECT_THAT(text, HasSubstr("1 scenarios kill all that are killed:\n  suite/"));
  EXPECT_TRUE(text.ends_with("\n1 of 2 mutants are killed by the rule that they break\n")) << text;
}

TEST(KillMatrix, SaysNothingOfACoveringSetIfNotAllWasRun) {
  EXPECT_THAT(matrix_text(a_survivor_and_one_that_is_killed(), /*full=*/false),
              Not(HasSubstr("scenarios kill all")));
}

TEST(KillMatrix, HasEveryMutantByScenarioAndRuleAsJson) {
  const auto json = nlohmann::json::parse(matrix_json(a_survivor_and_one_that_is_killed()));
  EXPECT_EQ(json.at("killed"), 1);
  EXPECT_EQ(json.at("total"), 2);
  const auto& survivor = json.at("mutants").at(0);
  EXPECT_EQ(survivor.at("killed"), false);
  EXPECT_EQ(survivor.at("scenarios_run"), 7);
  EXPECT_EQ(survivor.at("kills").at(0).at("rules").at(0), "QUI-1");
  EXPECT_EQ(json.at("mutants").at(1).at("kills").at(1).at("scenario"), "suite/c");
  EXPECT_EQ(json.at("covering_set").size(), 1U);
}

TEST(KillMatrix, MarksInThePageWhatNothingKills) {
  const std::string text = matrix_markdown(a_survivor_and_one_that_is_killed());
  EXPECT_THAT(text, HasSubstr(" | **nothing** | 1 |\n"));
  EXPECT_THAT(text, HasSubstr(" | `suite/a` and 1 more | 2 |\n"));
  EXPECT_THAT(text, HasSubstr("**1 of 2 mutants are killed by the rule that they break.**"));
}

TEST(PageOfMutants, ListsTheCatalogueAsItIsAndEachIsKilled) {
  const std::string text = page("mutants.md");
  const std::string all = std::to_string(all_mutants().size());
  EXPECT_THAT(text, HasSubstr("**" + all + " of " + all + " mutants are killed"));
  for (const Mutant& mutant : all_mutants()) {
    EXPECT_THAT(text,
                HasSubstr("| " + std::string(mutant.rule.text()) + " | `" + std::string(mutant.id) +
                          "` | " + std::string(mutant.defect) + " | `"))
        << "lockstep mutants --full --format markdown makes docs/mutants.md";
  }
}

TEST(PageOfExploredMutants, ListsEachMutantThatWorldsCanFindAndWhyTheOthersNot) {
  const std::string text = page("explored_mutants.md");
  for (const Mutant& mutant : all_mutants()) {
    const auto lack = explore::lack_for(mutant.id);
    EXPECT_THAT(text, HasSubstr("| `" + std::string(mutant.id) + "` | "))
        << "lockstep explore --all-mutants makes docs/explored_mutants.md";
    if (lack) {
      EXPECT_THAT(text, HasSubstr(std::string(*lack)));
    }
  }
}

}  // namespace
}  // namespace lockstep::mutants
