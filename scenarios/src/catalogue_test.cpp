/// The catalogue as a whole: it loads, and it leaves no rule and no paragraph out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/rulebook.h"
#include "lockstep/scenario/article.h"
#include "lockstep/scenario/load.h"

namespace lockstep::scenario {
namespace {

std::vector<std::filesystem::path> files() {
  const auto found = find_scenarios({std::filesystem::path(LOCKSTEP_SCENARIO_DIR) / "suites"});
  return found ? *found : std::vector<std::filesystem::path>{};
}

std::vector<Scenario> catalogue() {
  std::vector<Scenario> scenarios;
  for (const std::filesystem::path& file : files()) {
    auto scenario = load_scenario(file);
    EXPECT_TRUE(scenario) << scenario.error().source << ": " << scenario.error().message;
    if (scenario) {
      scenarios.push_back(std::move(*scenario));
    }
  }
  return scenarios;
}

TEST(Catalogue, EveryFileLoadsAndIsNamedAsItsPath) {
  // load_scenario refuses a name that is not the path below suites.
  EXPECT_EQ(catalogue().size(), files().size());
  EXPECT_FALSE(files().empty());
}

TEST(Catalogue, EveryParagraphOfTheArticleHasAScenario) {
  std::set<std::string, std::less<>> exercised;
  for (const Scenario& scenario : catalogue()) {
    exercised.insert(scenario.article.begin(), scenario.article.end());
  }
  for (const ArticleParagraph& paragraph : kArticle) {
    // S1 says what an address book is, S22 that other errors exist: nothing to be held to.
    if (paragraph.id != "S1" && paragraph.id != "S22") {
      EXPECT_TRUE(exercised.contains(paragraph.id)) << paragraph.id << ' ' << paragraph.text;
    }
  }
}

TEST(Catalogue, EveryRuleHasAScenario) {
  std::set<std::string_view> exercised;
  for (const Scenario& scenario : catalogue()) {
    for (const RuleId rule : scenario.rules) {
      exercised.insert(rule.text());
    }
  }
  for (const RuleInfo& rule : kRules) {
    EXPECT_TRUE(exercised.contains(rule.id)) << rule.id << ' ' << rule.text;
  }
}

TEST(Catalogue, EveryScenarioChecksSomethingForEveryRuleThatItNames) {
  const std::set<std::string_view> standing = {"DEL-1", "CON-2", "DIR-3", "DIR-4", "DIR-6",
                                               "KEP-1", "KEP-2", "KEP-4", "MAP-5", "MAP-6",
                                               "SCO-4", "LIM-7", "ROB-10"};
  for (const Scenario& scenario : catalogue()) {
    std::set<std::string_view> checked;
    for (const Check& check : scenario.then) {
      for (const RuleId rule : check.rules) {
        checked.insert(rule.text());
      }
    }
    for (const RuleId rule : scenario.rules) {
      EXPECT_TRUE(checked.contains(rule.text()) || standing.contains(rule.text()))
          << scenario.name << " names " << rule.text() << " and checks nothing for it";
    }
  }
}

}  // namespace
}  // namespace lockstep::scenario
