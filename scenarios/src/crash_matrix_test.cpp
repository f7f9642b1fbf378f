// Where the connector dies, and what that leaves, is told for every request and phase.

#include "lockstep/scenario/crash_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "remains.h"

namespace lockstep::scenario {
namespace {

using testing::Contains;
using testing::IsEmpty;

Scenario a_scenario(const char* name) {
  return load_scenario(std::string(LOCKSTEP_SCENARIO_DIR "/suites/") + name + ".jsonc").value();
}

std::vector<Event> events_of(const ConnectorFactory& make, const char* name) {
  RunOptions options;
  options.crash_scenarios = {name};
  options.jobs = 2;
  EventList events;
  const auto result = run_scenarios({a_scenario(name)}, make, events, options);
  EXPECT_TRUE(result);
  return events.events();
}

template <class Wanted>
std::vector<Wanted> only(const std::vector<Event>& events) {
  std::vector<Wanted> found;
  for (const Event& event : events) {
    if (const auto* const one = std::get_if<Wanted>(&event)) {
      found.push_back(*one);
    }
  }
  return found;
}

/// Does nothing any more once it was killed.
class Discouraged final : public Connector {
 public:
  [[nodiscard]] const ConnectorInfo& info() const override { return engine_->info(); }
  Result<void> start(const WorldAccess& world) override {
    was_killed_ = false;
    return engine_->start(world);
  }
  void stop() override { engine_->stop(); }
  PassOutcome sync(const std::filesystem::path& config) override {
    PassOutcome outcome = was_killed_ ? PassOutcome{} : engine_->sync(config);
    was_killed_ = was_killed_ || outcome.end == PassEnd::killed;
    return outcome;
  }

 private:
  std::unique_ptr<Connector> engine_ = make_builtin_connector(Door::in_process);
  bool was_killed_ = false;
};

constexpr const char* kScenario = "direction/two-way-books-become-their-union";

TEST(CrashMatrix, HasThreePhasesForEveryRequestAndIsAScenarioThatJudgesRob1) {
  const auto events = events_of([] { return make_builtin_connector(Door::in_process); }, kScenario);
  const auto lived = only<CrashLived>(events);
  ASSERT_GT(lived.size(), 20U);
  std::set<std::string> operations;
  for (std::size_t at = 0; at < lived.size(); ++at) {
    EXPECT_EQ(lived[at].cell.request, at / 3 + 1);
    EXPECT_EQ(lived[at].cell.phase, std::vector({"before", "committed", "after"})[at % 3]);
    EXPECT_EQ(lived[at].cell.outcome, "ok") << lived[at].cell.detail;
    operations.insert(lived[at].cell.operation);
  }
  EXPECT_TRUE(operations.contains("people.batchCreateContacts") ||
              operations.contains("people.createContact"));
  const auto finished = only<ScenarioFinished>(events);
  ASSERT_EQ(finished.size(), 2U);
  EXPECT_EQ(finished[1].scenario, std::string("crash-matrix/") + kScenario);
  EXPECT_EQ(finished[1].verdict, Verdict::pass);
}

TEST(CrashMatrix, TellsWhatAConnectorThatStaysDownLeavesOut) {
  const auto events = events_of([] { return std::make_unique<Discouraged>(); },
                                "direction/hubspot-to-google-creates-and-updates-in-google");
  std::set<std::string> outcomes;
  for (const CrashLived& lived : only<CrashLived>(events)) {
    outcomes.insert(lived.cell.outcome);
  }
  EXPECT_TRUE(outcomes.contains("lost")) << "early deaths";
  EXPECT_TRUE(outcomes.contains("ok")) << "late ones";
  EXPECT_EQ(only<ScenarioFinished>(events).back().verdict, Verdict::fail);
  EXPECT_EQ(only<RunFinished>(events).back().exit_code, 1);
}

TEST(CrashMatrix, LeavesOutWhatTheConnectorDoesNotClaim) {
  class OneWay final : public Connector {
   public:
    [[nodiscard]] const ConnectorInfo& info() const override { return info_; }
    Result<void> start(const WorldAccess& /*world*/) override { return {}; }
    PassOutcome sync(const std::filesystem::path& /*config*/) override { return {}; }

   private:
    ConnectorInfo info_{"One way", "1", "Tests", {"to_google"}, Door::in_process};
  };
  EXPECT_THAT(only<CrashLived>(events_of([] { return std::make_unique<OneWay>(); }, kScenario)),
              IsEmpty());
}

TEST(Remains, NameAContactByAllOfItsAddresses) {
  const Scenario scenario = a_scenario("match/secondary-hubspot-email-matches");
  Stage stage(scenario, 1, nullptr, false);
  ASSERT_TRUE(stage.set_up());
  std::vector<std::string> who;
  for (const Remain& remain : remains_of(stage)) {
    who.push_back(remain.who);
  }
  EXPECT_THAT(who, Contains("hubspot contacts ann.lee@example.com,ann@old.example.org"));
}

struct RemainsRow {
  const char* name;
  std::vector<Remain> actual;
  CrashOutcome outcome;
};

void PrintTo(const RemainsRow& row, std::ostream* out) { *out << row.name; }

class Remains : public testing::TestWithParam<RemainsRow> {};

TEST_P(Remains, AreComparedByWhoIsThereAndThenByWhatTheyHold) {
  const std::vector<Remain> expected = {{"ann", "1"}, {"ann", "2"}, {"bea", "1"}};
  EXPECT_EQ(compare(expected, GetParam().actual).outcome, GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Remains,
    testing::ValuesIn(std::vector<RemainsRow>{
        {"Same", {{"ann", "1"}, {"ann", "2"}, {"bea", "1"}}, CrashOutcome::ok},
        {"OneMissing", {{"ann", "1"}, {"ann", "2"}}, CrashOutcome::lost},
        {"OneOfTwoMissing", {{"ann", "1"}, {"bea", "1"}}, CrashOutcome::lost},
        {"Twice",
         {{"ann", "1"}, {"ann", "2"}, {"bea", "1"}, {"bea", "1"}},
         CrashOutcome::duplicate},
        {"Somebody",
         {{"ann", "1"}, {"ann", "2"}, {"bea", "1"}, {"cy", "1"}},
         CrashOutcome::duplicate},
        {"Instead", {{"ann", "1"}, {"ann", "2"}, {"cy", "1"}}, CrashOutcome::lost},
        {"OtherValue", {{"ann", "1"}, {"ann", "2"}, {"bea", "3"}}, CrashOutcome::diverged},
    }),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lockstep::scenario
