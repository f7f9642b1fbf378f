/// The answer to a HubSpot batch write, taken apart.

#pragma once

#include <string>
#include <vector>

#include "answer.h"
#include "hubspot_client.h"

namespace lockstep {

/// The outcome of each input in the answer to a batch write, 200, 201 or 207 (F46, F81, F83). The
/// inputs carried their places as trace ids.
[[nodiscard]] std::vector<Answer<Json>> read_batch(const std::string& operation,
                                                   const std::vector<HubSpotWriteInput>& inputs,
                                                   const Json& body);

}  // namespace lockstep
