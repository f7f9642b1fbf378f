/// Which mutants are found by worlds alone, without a scenario that somebody wrote for them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "explore/campaign.h"

namespace lockstep::explore {

/// Sends each mutant into worlds until one of them is red, and into no more than `budget`, or 100
/// if it is out of reach (out_of_reach.h).
/// @param progress  After each mutant, one at a time.
/// @return In the order of the catalogue; what does not depend on `jobs`.
/// @error unavailable  As ScenarioRunner::make.
[[nodiscard]] Result<std::vector<CanaryResult>> hunt(
    const CampaignOptions& options, std::uint64_t budget, std::size_t jobs,
    const std::function<void(std::size_t done, std::size_t all)>& progress);

/// Whether every mutant is found that random worlds should find (out_of_reach.h).
[[nodiscard]] bool found_all_in_reach(const std::vector<CanaryResult>& mutants);

/// As a page in Markdown: how many are found, each with its world and symptom, and those that are
/// not, with what random worlds lack for them.
[[nodiscard]] std::string hunt_page(const std::vector<CanaryResult>& mutants,
                                    std::uint64_t first_seed, std::uint64_t budget, bool small);

}  // namespace lockstep::explore
