/// How many records a mutating request is about, so that a connector is not judged by how it
/// batches.

#pragma once

#include <cstddef>

#include "lockstep/base/exchange.h"

namespace lockstep::scenario {

/// The inputs of a batch and the members that a change of a group names, each for itself (G20,
/// F46); 1 of any other request, and where the body cannot be read.
/// @pre It is mutating.
[[nodiscard]] std::size_t records_written(const Request& request);

}  // namespace lockstep::scenario
