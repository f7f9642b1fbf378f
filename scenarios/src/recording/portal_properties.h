/// The properties that every HubSpot account has, as the fake knows them.

#pragma once

#include <map>
#include <set>
#include <string>

#include "recording/field_kinds.h"

namespace lockstep::scenario {

/// What stands in each of them, by its type. A text is anybody's.
[[nodiscard]] const std::map<std::string, Kind, std::less<>>& portal_properties();

/// The values that those with fixed values can have, in lower case.
[[nodiscard]] const std::set<std::string>& portal_constants();

}  // namespace lockstep::scenario
