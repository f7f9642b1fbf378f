// Worlds that vary: the services may answer with shorter pages, and what is right stays right.

#include <gtest/gtest.h>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "described_runner.h"

namespace lockstep::scenario {
namespace {

Scenario a_scenario(const char* name) {
  return load_scenario(std::string(LOCKSTEP_SCENARIO_DIR "/suites/") + name + ".jsonc").value();
}

/// The result of a run in a world that varies, with its journal.
ScenarioResult run_varied(const Scenario& scenario, std::uint64_t seed) {
  const auto engine = make_builtin_connector(Door::in_process);
  const auto runner = described_runner(*engine, seed);
  runner->vary();
  runner->keep_journals();
  EventList events;
  return runner->run(scenario, events);
}

constexpr const char* kScenario = "match/search-lag-hides-the-twin";

TEST(Variation, ShortensPagesInSomeWorlds) {
  int shortened = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const ScenarioResult result = run_varied(a_scenario(kScenario), seed);
    EXPECT_EQ(result.verdict, Verdict::pass) << seed;
    shortened += result.journal.find("\"short-page\"") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(shortened, 4);
  EXPECT_LT(shortened, 11);
}

TEST(Variation, IsTheSameFromTheSameSeed) {
  EXPECT_EQ(run_varied(a_scenario(kScenario), 3).journal,
            run_varied(a_scenario(kScenario), 3).journal);
}

TEST(Variation, LeavesTheFaultsOfAScenarioToItself) {
  // A fault that is never reached makes it a harness error; a page that nobody asks for does not.
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    EXPECT_EQ(run_varied(a_scenario("survive/lost-answer-of-a-google-create"), seed).verdict,
              Verdict::pass);
  }
}

}  // namespace
}  // namespace lockstep::scenario
