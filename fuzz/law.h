/// What every answer to a stranger must be, whatever was asked.

#pragma once

#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

#include "targets.h"

namespace lockstep::fuzz {

/// A status that the service has, header fields that no byte of the request can break out of, JSON
/// where JSON is announced, and an error in the service's own shape (G7, G109, F67, F97).
///
/// @param reads_success  Whether the JSON of a success is read, too: that costs more than the
/// answer.
[[nodiscard]] Finding broken_law(sim::Service service, const Request& request,
                                 const Response& response, bool reads_success = true);

/// The same of the control API, whose errors are {"error":{"code","message"}}.
[[nodiscard]] Finding broken_control_law(const Response& response, bool reads_success = true);

}  // namespace lockstep::fuzz
