/// One request in, one answer out: routing, credentials, limits, and the form of answers.

#pragma once

#include "lockstep/base/http.h"

#include "portal_state.h"

namespace lockstep::sim::hubspot {

/// @param staleness  How much older than now the index is that a search asks.
[[nodiscard]] Response answer_request(PortalState& state, const Request& request,
                                      Duration staleness);

}  // namespace lockstep::sim::hubspot
