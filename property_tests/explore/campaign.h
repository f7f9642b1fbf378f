/// Many random worlds, and what they found: each failure cut down, and failures of one shape taken
/// together.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/run.h"

#include "draft.h"

namespace lockstep::explore {

struct CampaignOptions {
  std::uint64_t first_seed = 1;
  std::uint64_t runs = 1'000;
  std::size_t jobs = 1;
  /// Asked before each world, from any thread.
  std::function<bool()> interrupted{};
  /// After each world, from any thread, one at a time: how many are done, and how many were red.
  std::function<void(std::uint64_t done, std::uint64_t red)> progress{};
};

/// Failures with one symptom and one shape.
struct Finding {
  std::string symptom;       ///< "QUI-4 equal"
  std::string shape;         ///< shape_of() the smallest world
  std::uint64_t seed = 0;    ///< The lowest that led here.
  std::uint64_t worlds = 0;  ///< That led here, of those that were cut down.
  std::string name;          ///< "regressions/1f0c2a9d"
  std::string scenario;  ///< The file: nothing can be left out of it without losing the failure.
  scenario::CheckResult check;
};

struct CampaignResult {
  std::uint64_t done = 0;
  std::uint64_t red = 0;
  std::uint64_t exchanges = 0;
  std::map<std::string, std::uint64_t> held;      ///< Worlds in which a rule was kept, by rule.
  std::map<std::string, std::uint64_t> symptoms;  ///< Worlds by symptom.
  std::vector<Finding> findings;            ///< By symptom and seed; at most kCutDownMax a symptom.
  std::uint64_t repeated = 0;               ///< Worlds that were run twice.
  std::vector<std::uint64_t> unrepeatable;  ///< Seeds of those that went another way then.
};

/// Red worlds of one symptom beyond these are counted and not cut down: it would take minutes.
inline constexpr std::size_t kCutDownMax = 5;

/// One world in so many is run a second time, and must make the same journal.
inline constexpr std::uint64_t kRepeatEvery = 20;

/// Runs the worlds of the seeds from first_seed on. What it finds does not depend on `jobs`.
/// @error unavailable  As ScenarioRunner::make.
[[nodiscard]] Result<CampaignResult> run_campaign(const scenario::ConnectorFactory& make,
                                                  const CampaignOptions& options);

}  // namespace lockstep::explore
