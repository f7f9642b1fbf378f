/// Results of campaigns as JSON: what shards hand on.

#pragma once

#include <string>
#include <string_view>

#include "campaign.h"

namespace lockstep::explore {

/// In one line. What a connector has said in it is made valid UTF-8.
[[nodiscard]] std::string to_line(const CampaignResult& result);

/// @param source  What it was read from, for errors.
/// @error invalid_input  Not what to_line makes.
[[nodiscard]] Result<CampaignResult> parse_campaign(std::string_view text,
                                                    const std::string& source);

}  // namespace lockstep::explore
