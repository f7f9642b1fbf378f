// How quick the search is: random worlds, a day, and the cutting down of a long failure.
//
//   cmake --preset release -DLOCKSTEP_BUILD_BENCH=ON
//   cmake --build build/release -j2 --target lockstep_explore_bench
//   build/release/bench/lockstep_explore_bench > docs/exploring_speed.md

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/temporary_folder.h"

#include "explore/campaign.h"
#include "explore/lab.h"
#include "explore/shrink.h"
#include "mutant.h"
#include "simulated_day.h"
#include "stopwatch.h"

namespace lockstep::bench {
namespace {

using namespace explore;  // NOLINT(google-build-using-namespace): a benchmark of this alone.

std::unique_ptr<scenario::Connector> the_engine() {
  return scenario::make_builtin_connector(scenario::Door::in_process);
}

std::unique_ptr<scenario::Connector> the_mutant() {
  const auto& all = mutants::all_mutants();
  return mutants::make_mutant_connector(
      *std::ranges::find(all, "mrg-7-google-always-wins", &mutants::Mutant::id));
}

void measure_worlds() {
  CampaignOptions options;
  options.runs = 1'000;
  std::size_t steps = 0;
  for (std::uint64_t seed = 1; seed <= options.runs; ++seed) {
    steps += draw(seed).steps.size();
  }
  const Stopwatch watch;
  const CampaignResult result = run_campaign(the_engine, options).value();
  const auto worlds = static_cast<double>(options.runs);
  std::printf(
      "| random worlds, one core | %.0f worlds a second, of %.1f steps and %.0f requests | "
      "300 of about 20 steps |\n",
      worlds / watch.wall_seconds(), static_cast<double>(steps) / worlds,
      static_cast<double>(result.exchanges) / worlds);
}

void measure_day() {
  const auto folder = scenario::TemporaryFolder::make().value();
  const DayResult day = simulate_day(folder.path());
  std::printf(
      "| a simulated day: %d passes, 1,000 contacts, %d edits, %zu updates | %.2f s, "
      "%.0f : 1 | 0.9 s, 100,000 : 1 |\n",
      day.passes, day.edits, day.updates, day.wall_seconds, 86'400 / day.wall_seconds);
}

/// A failure among 100 steps that have nothing to do with it.
Draft long_failure() {
  Draft draft;
  draft.people.resize(3);
  for (std::size_t person = 0; person < draft.people.size(); ++person) {
    draft.people[person].hubspot = Values{{Field::firstname, "Ann"}};
    draft.people[person].google = Values{{Field::firstname, "Ann"}};
  }
  for (std::size_t at = 0; at < 96; ++at) {
    if (at % 3 == 2) {
      draft.steps.emplace_back(Sync{});
    } else {
      draft.steps.emplace_back(Edit{at % 2 == 0 ? Service::hubspot : Service::google, at % 3,
                                    Field::company, "Acme " + std::to_string(at)});
    }
  }
  draft.steps.emplace_back(Edit{Service::hubspot, 0, Field::firstname, "Ann h"});
  draft.steps.emplace_back(Edit{Service::google, 0, Field::firstname, "Ann g"});
  draft.steps.emplace_back(Sync{});
  draft.steps.emplace_back(Wait{std::chrono::minutes(1)});
  return draft;
}

void measure_shrinking() {
  const std::unique_ptr<Lab> lab = Lab::make(the_mutant()).value();
  const Draft draft = long_failure();
  const std::string symptom = lab->run(draft, "long").red.at(0).symptom;
  int runs = 0;
  const auto fails = [&](const Draft& smaller) {
    ++runs;
    const Outcome outcome = lab->run(smaller, "long");
    return std::ranges::count(outcome.red, symptom, &Red::symptom) > 0;
  };
  const Stopwatch watch;
  const Draft smallest = shrink(draft, fails);
  std::printf("| a failure of %zu steps cut down to %zu, in %d runs | %.2f s | 5 s |\n",
              draft.steps.size(), smallest.steps.size(), runs, watch.wall_seconds());
}

int run() {
  std::printf("# How quick the search is\n\n| what | measured | goal |\n| --- | --- | --- |\n");
  measure_worlds();
  measure_day();
  measure_shrinking();
  std::printf("\nMade by `build/release/bench/lockstep_explore_bench`.\n");
  return 0;
}

}  // namespace
}  // namespace lockstep::bench

int main() {
  try {
    return lockstep::bench::run();
  } catch (const std::exception& error) {
    std::cerr << "lockstep_explore_bench: " << error.what() << "\n";
    return 1;
  }
}
