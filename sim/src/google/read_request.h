/// The part of a request that says what to show: mask and sources, in the query.

#pragma once

#include "google/call.h"
#include "google/checked.h"
#include "google/person_fields.h"

namespace lockstep::sim::google {

struct ReadRequest {
  FieldSet mask;
  Sources sources;
};

/// Reads personFields (or the older requestMask.includeField, G39) and sources.
/// @param mask_required false: no mask means every field (create and update).
[[nodiscard]] Checked<ReadRequest> read_request(const Call& call, bool mask_required);

}  // namespace lockstep::sim::google
