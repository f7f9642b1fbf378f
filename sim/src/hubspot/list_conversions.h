/// Dynamic lists that become static ones at a time of the user's choice.

#pragma once

#include "portal_state.h"

namespace lockstep::sim::hubspot {

/// Turns lists that are due into SNAPSHOT lists of those who were members at that time. Every way
/// into the portal calls this first.
void convert_due_lists(PortalState& state);

}  // namespace lockstep::sim::hubspot
