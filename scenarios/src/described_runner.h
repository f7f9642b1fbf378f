/// For tests: a runner that holds the fakes' answers against the services' own descriptions.

#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "lockstep/descriptions/testing/environment.h"
#include "lockstep/scenario/run.h"

namespace lockstep::scenario {

/// An answer that they do not allow is a harness error of the scenario. Without descriptions in the
/// environment nothing is asked.
[[nodiscard]] inline std::unique_ptr<ScenarioRunner> described_runner(Connector& connector,
                                                                      std::uint64_t seed = 1) {
  auto runner = ScenarioRunner::make(connector, seed).value();
  if (auto described = descriptions::of_environment()) {
    runner->judge_answers(std::move(described));
  }
  return runner;
}

}  // namespace lockstep::scenario
