/// What a campaign must have come to, beside being green: one that never exercised a rule has said
/// nothing about it.

#pragma once

#include <string>
#include <vector>

#include "campaign.h"

namespace lockstep::explore {

/// From so many worlds on every goal must have been met.
inline constexpr std::uint64_t kGoalsFrom = 10'000;

/// Goals that were not met in any world: rules that were never judged, and troubles in which no
/// rule was, for people. Empty for a campaign of small worlds, one that is not complete, or
/// one of fewer than kGoalsFrom worlds.
[[nodiscard]] std::vector<std::string> unmet_goals(const CampaignResult& result);

/// Rules by what went wrong, in worlds, as a Markdown table; and the empty cells.
[[nodiscard]] std::string coverage_markdown(const CampaignResult& result);

}  // namespace lockstep::explore
