/// Which scenarios turn which mutants red.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/run.h"
#include "lockstep/scenario/scenario.h"

#include "mutant.h"

namespace lockstep::mutants {

/// A scenario that turned a mutant red, and the rules whose checks did.
struct Kill {
  std::string scenario;
  std::set<std::string> rules;
};

struct Fate {
  const Mutant* mutant = nullptr;
  std::vector<Kill> kills;    ///< In the order of the scenarios.
  std::size_t scenarios = 0;  ///< How many were run.

  /// By the rule that it breaks, which is what counts.
  [[nodiscard]] bool is_killed() const;
  /// Only by other rules.
  [[nodiscard]] bool is_killed_otherwise() const { return !kills.empty() && !is_killed(); }
};

struct MatrixOptions {
  std::uint64_t seed = 1;
  std::size_t jobs = 1;
  /// Every scenario that judges the mutant's rule; otherwise its run ends with the first that kills
  /// it.
  bool full = false;
  /// What the fakes' answers are held against; null for nothing.
  std::shared_ptr<const descriptions::ServiceDescriptions> descriptions{};
  std::function<bool()> interrupted{};
  std::function<void(const Fate&)> done{};  ///< One mutant; from any thread, one at a time.
};

/// A scenario that makes more contacts costs seconds: it is run only against mutants of the rules
/// that it names.
inline constexpr std::size_t kContactsMax = 1'000;

/// Runs every mutant against scenarios: first those that name its rule, the lighter ones first.
/// @error unavailable  No place for the runs.
[[nodiscard]] Result<std::vector<Fate>> run_matrix(const std::vector<const Mutant*>& mutants,
                                                   const std::vector<scenario::Scenario>& scenarios,
                                                   const MatrixOptions& options);

/// Scenarios that together kill every mutant that the full matrix kills, each by its own rule:
/// taken greedily, then each that the others make needless is left out. Small, not provably the
/// smallest. Sorted.
[[nodiscard]] std::vector<std::string> covering_set(const std::vector<Fate>& fates);

}  // namespace lockstep::mutants
