/// The third step of a pass: plan every pair that may need something, and write what is planned.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/core/plan.h"

#include "pass.h"

namespace lockstep {

/// Looks at every pair that changed, or that was not done last time. A pair is read afresh before
/// anything of it is written (KEP-3, KEP-5), and journalled before the write goes out (ROB-1).
[[nodiscard]] Result<void> write_pairs(Pass& pass);

/// The pairs that wait for write_pairs, and the one that the pass tries again; by HubSpot id.
[[nodiscard]] std::vector<std::string> pairs_to_look_at(Pass& pass);

/// What write_pairs would write to one of them, judged by what is stored. nullopt if matching has
/// the word first. A journal that an earlier pass left is settled.
[[nodiscard]] std::optional<PairPlan> plan_waiting(Pass& pass, const std::string& hubspot_id);

}  // namespace lockstep
