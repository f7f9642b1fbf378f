/// Finds mistakes of configuration before anything is judged: they say nothing of a connector's
/// behaviour, and must not look as if they did.

#pragma once

#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/connector_file.h"

namespace lockstep::scenario {

/// Runs one pass over a world with one contact on each side, and looks at whether it ended, at
/// whether both services and the token endpoints were reached as they should be, and at the reports
/// that are claimed. What the pass did to the contacts is not judged.
///
/// @param connector  Speaks HTTP, and is not running.
/// @return What is wrong, the likeliest cause first; a pass that did not end explains the rest.
/// @error unavailable  The machine has no port or no disk for it.
[[nodiscard]] Result<std::vector<ConfigMistake>> preflight(Connector& connector);

}  // namespace lockstep::scenario
