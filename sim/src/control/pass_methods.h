/// Passes of a connector in a world, for whoever drives the control API.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>

#include "lockstep/base/http.h"

#include "control/hosted_world.h"

namespace lockstep::sim::control {

/// Runs a pass and answers how it ended. Locks the world before and after it, not while it runs.
/// @param settings  An object.
[[nodiscard]] Response run_pass(HostedWorld& hosted, const nlohmann::json& settings);

/// What the connector remembers of the world, and how many passes it has run in it.
[[nodiscard]] Response show_passes(HostedWorld& hosted);

/// The answer to what cannot be while a pass is under way; nullopt if none is. @pre locked
[[nodiscard]] std::optional<Response> refusal_while_passing(const HostedWorld& hosted);

}  // namespace lockstep::sim::control
