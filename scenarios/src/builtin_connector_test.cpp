/// The engine under the harness: the same whichever door it takes, and the same every time.

#include "lockstep/scenario/builtin_connector.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"
#include "lockstep/scenario/temporary_folder.h"

#include "described_runner.h"

namespace lockstep::scenario {
namespace {

/// With writes both ways, a user's edit in the middle, a crash and a wait.
Scenario busy_scenario() {
  const std::string text = R"({"scenario": "a/b", "title": "t", "rules": ["MAT-1"], "given": {
      "hubspot": [{"ref": "ann", "properties": {"firstname": "Ann", "email": "ann@example.com"}},
                  {"properties": {"firstname": "Bob", "email": "bob@example.com"}}],
      "google": [{"ref": "ann-g", "person": {"names": [{"givenName": "Anna"}],
                  "emailAddresses": [{"value": "ann@example.com"}]}}],
      "fill": [{"side": "google", "count": 30}]},
    "faults": [{"operation": "people.createContact|people.batchCreateContacts",
                "fault": "crash-connector", "moment": "committed"}],
    "when": [{"during": {"operation": "people.connections.list", "moment": "after",
                         "do": [{"edit": {"hubspot": "ann", "set": {"company": "Acme"}}}]}},
             {"sync": 1}, {"wait": "10m"}, {"sync": 2}],
    "then": [{"count": {"hubspot": 32, "google": 32}}, {"quiet": true}]})";
  auto scenario = parse_scenario(text, "test.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().source << ' ' << scenario.error().message;
  return *scenario;
}

ScenarioResult run(const Scenario& scenario, Door door, std::uint64_t seed = 1) {
  const auto connector = make_builtin_connector(door);
  const auto runner = described_runner(*connector, seed);
  runner->keep_journals();
  EventList events;
  return runner->run(scenario, events);
}

std::string failures(const ScenarioResult& result) {
  std::string text;
  for (const CheckResult& check : result.checks) {
    if (check.verdict != Verdict::pass) {
      text += check.rule + ": " + check.message + ", expected " + check.expected + ", actual " +
              check.actual + "\n";
    }
  }
  return text;
}

TEST(BuiltinConnector, HoldsWithACrashAndAnEditInTheMiddle) {
  const ScenarioResult result = run(busy_scenario(), Door::in_process);
  EXPECT_EQ(result.verdict, Verdict::pass) << failures(result);
}

TEST(BuiltinConnector, TheSameSeedGivesTheSameJournalByteForByte) {
  const Scenario scenario = busy_scenario();
  const std::string journal = run(scenario, Door::in_process).journal;
  EXPECT_EQ(run(scenario, Door::in_process).journal, journal);
  EXPECT_GT(journal.size(), 1000U);
  EXPECT_NE(run(scenario, Door::in_process, 2).journal, journal) << "the seed decides something";
}

TEST(BuiltinConnector, TheJournalDoesNotShowTheWayIn) {
  const Scenario scenario = busy_scenario();
  EXPECT_EQ(run(scenario, Door::http).journal, run(scenario, Door::in_process).journal);
}

TEST(BuiltinConnector, ScenariosOfOneRunDoNotTouchEachOther) {
  const Scenario scenario = busy_scenario();
  const auto connector = make_builtin_connector(Door::http);
  const auto runner = described_runner(*connector);
  runner->keep_journals();
  EventList events;
  const std::string first = runner->run(scenario, events).journal;
  EXPECT_EQ(runner->run(scenario, events).journal, first);
}

TEST(BuiltinConnector, JobsSideBySideWriteTheSameEvents) {
  std::vector<Scenario> scenarios(6, busy_scenario());
  for (std::size_t index = 0; index < scenarios.size(); ++index) {
    scenarios[index].name = "a/" + std::to_string(index);
    scenarios[index].given.fill.front().count = index * 3;
    scenarios[index].then.clear();
  }
  const auto run_with = [&](std::size_t jobs) {
    EventList events;
    RunOptions options;
    options.jobs = jobs;
    EXPECT_TRUE(run_scenarios(
        scenarios, [] { return make_builtin_connector(Door::http); }, events, options));
    std::string lines;
    for (const Event& event : events.events()) {
      lines += to_json_line(event) + "\n";
    }
    return lines;
  };
  const std::string one_by_one = run_with(1);
  EXPECT_EQ(run_with(3), one_by_one);
  EXPECT_GT(one_by_one.size(), 1000U);
}

/// What stands between the first "```jsonc" of the format's description and its end.
std::string documented_example() {
  std::ifstream in(std::filesystem::path(LOCKSTEP_SCENARIO_DIR) / "../docs/scenario_format.md");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string fence = "```jsonc\n";
  const std::size_t begin = text.find(fence);
  return begin == std::string::npos
             ? ""
             : text.substr(begin + fence.size(),
                           text.find("```", begin + 1) - begin - fence.size());
}

TEST(BuiltinConnector, HoldsInTheExampleOfTheDocumentation) {
  const auto scenario = parse_scenario(documented_example(), "scenario_format.md");
  ASSERT_TRUE(scenario) << scenario.error().source << ' ' << scenario.error().message;
  const ScenarioResult result = run(*scenario, Door::http);
  EXPECT_EQ(result.verdict, Verdict::pass) << failures(result);
}

TEST(TemporaryFolder, GoesAwayWithWhatIsInIt) {
  std::filesystem::path path;
  {
    Result<TemporaryFolder> folder = TemporaryFolder::make();
    ASSERT_TRUE(folder);
    const TemporaryFolder moved = std::move(*folder);
    path = moved.path();
    EXPECT_TRUE(std::filesystem::create_directory(path / "inside"));
  }
  EXPECT_FALSE(path.empty());
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace lockstep::scenario
