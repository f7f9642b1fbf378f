/// Phone numbers in one spelling, by the judge's own use of the phone library.

#pragma once

#include <string>
#include <string_view>

namespace lockstep::scenario {

/// "+14155550100"; what is not a number in `region` comes back trimmed and otherwise as it is.
/// @param region  Where a number without country code is dialled: "US".
[[nodiscard]] std::string canonical_phone(std::string_view number, std::string_view region);

}  // namespace lockstep::scenario
