/// A run of scenarios as commands show it: progress while it lasts, the report when it is over.

#pragma once

#include <cstdint>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/run.h"

#include "specs.h"

namespace lockstep::cli {

struct RunOutput {
  std::uint64_t seed = 1;
  bool json = false;
  Specs specs{};
};

/// Runs the scenarios, prints the report to stdout, and gives the exit code.
/// @error unavailable  As scenario::run_scenarios.
[[nodiscard]] Result<int> run_and_print(const std::vector<scenario::Scenario>& scenarios,
                                        scenario::Connector& connector, const RunOutput& output);

}  // namespace lockstep::cli
