/// A run made again, as its certificate describes it.

#pragma once

#include <string>

#include "lockstep/base/result.h"
#include "lockstep/report/certificate.h"

namespace lockstep::cli {

struct RunAgainOptions {
  std::string connector;  ///< "": the one in the package; if there is none, the built-in engine.
  std::string suites;     ///< As load_catalogue().
};

struct RunAgain {
  report::RunReport run;
  std::string result_sha256;
};

/// Runs the scenarios of `run` again: with its seed, its way in, its waivers and its day.
/// @error invalid_input  This program has other rules, another ledger or other scenarios, or the
///     connector's file is wrong. @error unavailable  As scenario::run_scenarios.
[[nodiscard]] Result<RunAgain> run_again(const report::RunReport& run,
                                         const report::Package& package,
                                         const RunAgainOptions& options);

}  // namespace lockstep::cli
