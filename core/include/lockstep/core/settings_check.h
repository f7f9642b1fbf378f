/// Whether a connection's settings can be used, as a pass would find out.

#pragma once

#include "lockstep/base/result.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/settings.h"

namespace lockstep {

/// validate() with the definitions of HubSpot's properties, which are asked for if there are
/// custom mappings (MAP-3). What is refused is in the answer, and no error.
///
/// @error unauthenticated, unavailable, throttled, outcome_unknown  HubSpot did not tell.
[[nodiscard]] Result<AcceptedSettings> check_settings(const Config& config,
                                                      const ConnectionConfig& connection,
                                                      Services services);

}  // namespace lockstep
