/// The pairs that a pass has to look at.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lockstep/core/plan.h"

#include "pass.h"

namespace lockstep {

/// The pairs that wait for write_pairs, and the one that the pass tries again; by HubSpot id. Those
/// whose person is missing wait for the next pass.
[[nodiscard]] std::vector<std::string> pairs_to_look_at(Pass& pass);

/// What write_pairs would write to one of them, judged by what is stored. nullopt if matching has
/// the word first. A journal that an earlier pass left is settled.
[[nodiscard]] std::optional<PairPlan> plan_waiting(Pass& pass, const std::string& hubspot_id);

/// After a pass that was cut short: whether its writes happened shows in the records (ROB-1).
void recover_journal(Pass& pass, const std::string& hubspot_id);

}  // namespace lockstep
