// Random worlds: the engine comes through them, a wrong one does not, and what is found can be
// read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "lockstep/descriptions/testing/environment.h"
#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/load.h"

#include "described_runner.h"
#include "explore/campaign_json.h"
#include "explore/draw.h"
#include "explore/goals.h"
#include "explore/lab.h"
#include "explore/shrink.h"
#include "explore/to_scenario.h"
#include "mutants/mutant.h"

namespace lockstep::explore {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::unique_ptr<scenario::Connector> the_engine() {
  return scenario::make_builtin_connector(scenario::Door::in_process);
}

scenario::ConnectorFactory the_mutant(std::string_view id) {
  const auto& mutants = mutants::all_mutants();
  const auto found = std::ranges::find(mutants, id, &mutants::Mutant::id);
  EXPECT_NE(found, mutants.end());
  return [mutant = &*found] { return mutants::make_mutant_connector(*mutant); };
}

CampaignResult campaign(const scenario::ConnectorFactory& make, std::uint64_t first,
                        std::uint64_t runs, Shard shard = {}) {
  CampaignOptions options;
  options.connector = "a connector";
  options.first_seed = first;
  options.runs = runs;
  options.shard = shard;
  options.descriptions = descriptions::of_environment();
  return run_campaign(make, options).value();
}

std::string findings_of(const CampaignResult& result) {
  std::string text;
  for (const Finding& finding : result.findings) {
    text += finding.scenario + "\n";
  }
  return text;
}

constexpr const char* kMutant = "mrg-7-google-always-wins";

TEST(Explored, WorldsOfAFixedSeedAreGreenAndRepeatable) {
  const CampaignResult result = campaign(the_engine, 1, 60);
  EXPECT_THAT(reasons_for_red(result), IsEmpty()) << findings_of(result);
  EXPECT_EQ(worlds_done(result), 60U);
  EXPECT_EQ(result.repeated, 3U);
}

TEST(Explored, WorldsOfAFreshSeedAreGreen) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const chosen = std::getenv("LOCKSTEP_FRESH_SEED");
  const std::uint64_t seed = std::strtoull(chosen == nullptr ? "1000000" : chosen, nullptr, 10);
  const CampaignResult result = campaign(the_engine, seed, 60);
  EXPECT_EQ(result.red, 0U) << "lockstep explore --seed " << seed << " --runs 60\n"
                            << findings_of(result);
}

TEST(Explored, ACanaryMustBeFound) {
  CampaignOptions options;
  options.runs = 1;
  options.canary = {"canary", the_mutant(kMutant)};
  CampaignResult result = run_campaign(the_engine, options).value();
  EXPECT_THAT(reasons_for_red(result), IsEmpty());
  constexpr std::uint64_t kFew = 3;
  result.canary = search_for({"canary", the_engine}, options, kFew).value();
  EXPECT_EQ(result.canary->worlds, kFew);
  EXPECT_THAT(reasons_for_red(result), ElementsAre("the canary canary was not found in 3 worlds"));
}

/// Wrong in the first worlds, right ever after: as a connector that races with itself.
class WrongAtFirst final : public scenario::Connector {
 public:
  explicit WrongAtFirst(int& worlds_to_spoil)
      : worlds_to_spoil_(&worlds_to_spoil), right_(the_engine()), wrong_(the_mutant(kMutant)()) {}
  [[nodiscard]] const scenario::ConnectorInfo& info() const override { return right_->info(); }
  Result<void> start(const scenario::WorldAccess& world) override {
    at_work_ = (*worlds_to_spoil_)-- > 0 ? wrong_.get() : right_.get();
    return at_work_->start(world);
  }
  scenario::PassOutcome sync(const std::filesystem::path& config) override {
    return at_work_->sync(config);
  }
  void stop() override { at_work_->stop(); }

 private:
  int* worlds_to_spoil_;
  std::unique_ptr<scenario::Connector> right_;
  std::unique_ptr<scenario::Connector> wrong_;
  scenario::Connector* at_work_ = nullptr;
};

/// The first world in which the mutant is red.
std::uint64_t red_seed() {
  CampaignOptions options;
  return search_for({"mutant", the_mutant(kMutant)}, options, kCanaryBudget).value().worlds;
}

TEST(CuttingDown, EndsWithItsRunsAndHandsOnWhatItHas) {
  CampaignOptions options;
  options.first_seed = red_seed();
  options.runs = 1;
  options.cut_down_max = 1;
  const CampaignResult whole = run_campaign(the_mutant(kMutant), options).value();
  options.cut_down_runs_max = 2;
  const CampaignResult result = run_campaign(the_mutant(kMutant), options).value();
  ASSERT_FALSE(result.findings.empty());
  ASSERT_EQ(result.findings.size(), whole.findings.size());
  EXPECT_TRUE(whole.findings.front().minimal);
  const Finding& finding = result.findings.front();
  EXPECT_FALSE(finding.minimal);
  EXPECT_GT(finding.scenario.size(), whole.findings.front().scenario.size());
  EXPECT_THAT(finding.scenario, testing::HasSubstr("cut down in part: more of it may be needless"));
  EXPECT_EQ(parse_campaign(to_line(result), "it").value(), result);
}

TEST(CuttingDown, OfAFailureThatDoesNotShowAgainHandsOnTheWholeWorld) {
  CampaignOptions options;
  options.first_seed = red_seed();
  options.runs = 1;
  int worlds_to_spoil = 1;
  const CampaignResult result =
      run_campaign([&] { return std::make_unique<WrongAtFirst>(worlds_to_spoil); }, options)
          .value();
  ASSERT_FALSE(result.findings.empty());
  EXPECT_FALSE(result.findings.front().minimal);
  EXPECT_THAT(result.findings.front().scenario,
              testing::HasSubstr("did not show when the world was run again"));
  EXPECT_TRUE(scenario::parse_scenario(result.findings.front().scenario, "finding.jsonc"));
}

/// Worlds of the mutant, some of which are red.
constexpr std::uint64_t kFirst = 1;
constexpr std::uint64_t kWorlds = 7;

std::vector<CampaignResult> shards_of_the_mutant() {
  std::vector<CampaignResult> shards;
  for (std::uint64_t number = 1; number <= 3; ++number) {
    shards.push_back(campaign(the_mutant(kMutant), kFirst, kWorlds, {number, 3}));
  }
  return shards;
}

TEST(Shards, GiveTogetherWhatTheCampaignGivesInOnePiece) {
  CampaignResult whole = campaign(the_mutant(kMutant), kFirst, kWorlds);
  EXPECT_GT(whole.red, 0U);
  CampaignResult merged = merge(shards_of_the_mutant()).value();
  EXPECT_THAT(missing_parts(merged), IsEmpty());
  EXPECT_EQ(worlds_done(merged), kWorlds);
  merged.done = whole.done;
  merged.shards = whole.shards;
  EXPECT_EQ(merged, whole);
}

TEST(Shards, AreMergedInAnyOrderAndOnceEach) {
  const std::vector<CampaignResult> shards = shards_of_the_mutant();
  const CampaignResult merged = merge(shards).value();
  EXPECT_EQ(merge({shards[2], shards[0], shards[2], shards[1], shards[0]}).value(), merged);
}

TEST(Shards, ThatAreMissingOrNotDoneToTheirEndAreNamed) {
  std::vector<CampaignResult> shards = shards_of_the_mutant();
  shards.erase(shards.begin());
  shards[1].done.begin()->second = 1;
  EXPECT_THAT(missing_parts(merge(shards).value()),
              ElementsAre("shard 1/3 is missing", "shard 3/3 did 1 of 2 worlds"));
}

TEST(Shards, OfDifferentCampaignsAreNotMerged) {
  std::vector<CampaignResult> shards = shards_of_the_mutant();
  shards[1].connector = "another connector";
  EXPECT_FALSE(merge(shards));
  shards[1] = shards[0];
  ++shards[1].exchanges;
  EXPECT_FALSE(merge(shards));
}

TEST(Shards, AreTheSameAfterTheyWereWrittenAndRead) {
  for (const CampaignResult& shard : shards_of_the_mutant()) {
    EXPECT_EQ(parse_campaign(to_line(shard), "shard").value(), shard);
  }
  EXPECT_FALSE(parse_campaign("{\"connector\": 1}", "shard"));
  CampaignResult one_of_too_many = merge(shards_of_the_mutant()).value();
  one_of_too_many.shards = std::numeric_limits<std::uint64_t>::max();
  EXPECT_FALSE(parse_campaign(to_line(one_of_too_many), "shard"));
}

/// The first world of the mutant that is red, and the symptom by which it is.
std::pair<Draft, std::string> a_red_world(Lab& lab) {
  for (std::uint64_t seed = 1;; ++seed) {
    Draft draft = draw(seed);
    if (const Outcome outcome = lab.run(draft, "explored"); !outcome.red.empty()) {
      return {std::move(draft), outcome.red.front().symptom};
    }
  }
}

TEST(Shrinking, LeavesAWorldOfWhichNothingCanBeLeftOut) {
  const std::unique_ptr<Lab> lab = Lab::make(the_mutant(kMutant)()).value();
  const auto [draft, symptom] = a_red_world(*lab);
  const auto fails = [&, &wanted = symptom](const Draft& smaller) {
    const Outcome outcome = lab->run(smaller, "explored");
    return std::ranges::count(outcome.red, wanted, &Red::symptom) > 0;
  };
  const Draft smallest = shrink(draft, fails);
  EXPECT_TRUE(fails(smallest));
  EXPECT_LT(smallest.steps.size(), draft.steps.size());
  const std::size_t parts = part_count(smallest);
  for (std::size_t left_out = 0; left_out < parts; ++left_out) {
    std::vector<std::size_t> rest;
    for (std::size_t part = 0; part < parts; ++part) {
      if (part != left_out) {
        rest.push_back(part);
      }
    }
    const Draft smaller = with_parts(smallest, rest);
    const bool is_another = scenario_text(smaller, "", "") != scenario_text(smallest, "", "");
    EXPECT_FALSE(is_another && fails(smaller)) << scenario_text(smaller, "", "");
  }
}

TEST(Shrinking, WritesAScenarioThatFailsWithoutTheGenerator) {
  const CampaignResult result = campaign(the_mutant(kMutant), kFirst, kWorlds);
  ASSERT_FALSE(result.findings.empty());
  for (const Finding& finding : result.findings) {
    const auto scenario = scenario::parse_scenario(finding.scenario, "found");
    ASSERT_TRUE(scenario) << scenario.error().message << finding.scenario;
    const auto connector = the_mutant(kMutant)();
    const auto runner = scenario::described_runner(*connector);
    scenario::EventList ignored;
    const auto checks = runner->run(*scenario, ignored).checks;
    EXPECT_TRUE(std::ranges::any_of(checks, [&](const scenario::CheckResult& check) {
      return check.rule == finding.rule && to_string(check.verdict) == finding.verdict;
    })) << finding.scenario;
  }
}

/// Any part may be needed, whatever the others are.
RC_GTEST_PROP(MinimalParts, AreThoseThatAFailureNeeds, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 60);
  const auto needed =
      *rc::gen::container<std::set<std::size_t>>(rc::gen::inRange<std::size_t>(0, count));
  const auto found = minimal_parts(count, [&, &wanted = needed](const auto& parts) {
    return std::ranges::includes(parts, wanted);
  });
  RC_ASSERT(found == std::vector<std::size_t>(needed.begin(), needed.end()));
}

/// Parts that stand for each other: one of each group is left.
RC_GTEST_PROP(MinimalParts, AreNeverMoreThanOneOfThoseThatDoTheSame, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 60);
  const auto groups = *rc::gen::inRange<std::size_t>(1, 5);
  const auto found = minimal_parts(count, [&](const auto& parts) {
    std::set<std::size_t> met;
    for (const std::size_t part : parts) {
      met.insert(part % groups);
    }
    return met.size() == std::min(groups, count);
  });
  RC_ASSERT(found.size() == std::min(groups, count));
}

}  // namespace
}  // namespace lockstep::explore
