/// The `then` of a random world's scenario.

#pragma once

#include "google_json.h"
#include "model.h"

namespace lockstep::explore {

/// Checks of what is there, what it holds, and that nothing goes on. Each names its rule.
[[nodiscard]] OrderedJson expectations(const Draft& draft, const Model& end);

}  // namespace lockstep::explore
