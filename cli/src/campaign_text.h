/// What became of a campaign of random worlds, for people.

#pragma once

#include <string>

#include "explore/campaign.h"

namespace lockstep::cli {

/// @param again   The command without its seed that runs these worlds: "lockstep explore".
/// @param folder  Where the scenarios of the findings were written; "" for nowhere.
[[nodiscard]] std::string campaign_text(const explore::CampaignResult& result,
                                        const std::string& again, const std::string& folder);

/// Writes the scenario of each finding, one of a shape, and none twice.
/// @error unavailable  The folder cannot be made or written to.
[[nodiscard]] Result<void> write_scenarios(const std::string& folder,
                                           const explore::CampaignResult& result);

/// The exit code of a command that gives this result. A campaign that is not complete says on
/// stderr what is missing.
[[nodiscard]] int exit_code_of(const explore::CampaignResult& result);

}  // namespace lockstep::cli
