// Laws of recordings, over random worlds in which the built-in engine was recorded.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "lockstep/scenario/drift.h"
#include "lockstep/scenario/redact.h"

#include "explore/draw.h"
#include "explore/to_scenario.h"
#include "lifting/recorded_run.h"

namespace lockstep::scenario {
namespace {

constexpr std::uint64_t kWorlds = 40;

std::string world_text(std::uint64_t seed) {
  return explore::scenario_text(explore::draw(seed), "explored/" + std::to_string(seed), "");
}

Scenario world_of(std::uint64_t seed) {
  return parse_scenario(world_text(seed), "explored.jsonc").value();
}

RedactionKey key() { return RedactionKey(std::string(32, 'k')); }

/// As if the connector's updates of Google contacts were only looked at.
Result<Response> without_updates(sim::Service service, const Request& request, Transport& world) {
  Request instead = request;
  if (service == sim::Service::google && request.method == Method::patch) {
    instead.method = Method::get;
    instead.body.clear();
    instead.path.resize(instead.path.rfind(':'));
  }
  return world.send(instead);
}

Verdict verdict_of(const Recording& recording, const LiftOptions& options, const Send& send) {
  const Lifted lifted = lift(recording, options);
  const Result<Scenario> scenario = parse_scenario(lifted.scenario, "lifted.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().message << "\n" << lifted.scenario;
  return scenario ? run(*scenario, send).verdict : Verdict::harness_error;
}

TEST(RecordedWorlds, HaveTheVerdictOfTheRawRecordingWhenTheyAreRedacted) {
  std::size_t green = 0;
  std::size_t red = 0;
  std::size_t missed = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    const Scenario world = world_of(seed);
    const Recording raw = recording_of(world);
    const Recording redacted = redact(raw, key());
    for (const Send& send : {Send(), Send(without_updates)}) {
      const Verdict verdict = verdict_of(raw, options_of(world), send);
      EXPECT_EQ(verdict_of(redacted, options_of(world), send), verdict) << "seed " << seed;
      // What users did in the middle of a pass may miss a connector that writes otherwise; the same
      // one it misses where the moment could not be read off the answers.
      missed += !send && verdict == Verdict::harness_error ? 1U : 0U;
      green += verdict == Verdict::pass ? 1U : 0U;
      red += verdict == Verdict::fail ? 1U : 0U;
    }
  }
  EXPECT_GE(green, kWorlds / 2);
  EXPECT_LE(missed, kWorlds / 8);
  EXPECT_GE(red, kWorlds / 3) << "what never fails says nothing";
}

/// Whether its answers follow from what the services hold, as far as answers show that.
bool answers_as_it_stands(const std::string& world) {
  constexpr const char* kOthers[] = {"\"search_lag", "\"propagation_delay", "\"short-page\"",
                                     "\"duplicate-delivery\"", "\"change_resource_name\""};
  return std::ranges::none_of(
      kOthers, [&](const char* other) { return world.find(other) != std::string::npos; });
}

TEST(RecordedWorlds, DoNotDriftFromTheFakesThatWereRecorded) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    if (!answers_as_it_stands(world_text(seed))) {
      continue;
    }
    const Recording raw = recording_of(world_of(seed));
    for (const Recording& recording : {raw, redact(raw, key())}) {
      const DriftReport report = find_drift(recording);
      EXPECT_TRUE(report.differences.empty()) << "seed " << seed << "\n" << to_text(report);
      compared += report.compared;
    }
  }
  EXPECT_GT(compared, 1'000U);
}

}  // namespace
}  // namespace lockstep::scenario
