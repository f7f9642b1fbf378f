/// Random worlds: the same seed gives the same draft, for ever.

#pragma once

#include <cstdint>

#include "draft.h"
#include "features.h"

namespace lockstep::explore {

/// First draws which features there are at all (swarm testing): worlds with everything in them
/// seldom come to the rare places. Then some twenty steps.
/// @post reckon() of it
[[nodiscard]] Draft draw(std::uint64_t seed, const Claims& claims = {});

}  // namespace lockstep::explore
