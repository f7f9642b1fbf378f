/// What both services hold, for a person to look at.

#pragma once

#include <string>

#include "stage.h"

namespace lockstep::scenario {

/// {"hubspot":[{"id","properties",…}],"google":[{"id","account","folder","person",…}]}: of HubSpot
/// only what a user or a connector can write. @pre The world's lock is held
[[nodiscard]] std::string stores_of(const Stage& stage);

}  // namespace lockstep::scenario
