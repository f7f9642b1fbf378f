/// A pair's plan from what is stored, and what is noted when it is done with.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lockstep/core/plan.h"

#include "pass.h"

namespace lockstep {

/// Plans from the records as last observed. nullopt if one of them is not there.
[[nodiscard]] std::optional<PairPlan> plan_stored(const Pass& pass, const Pair& pair);

/// The pair is decided upon, for now: remembers its link and how it stands.
void close_pair(Pass& pass, const std::string& hubspot_id, Link link, Outcome outcome);

/// The same for a plan without writes. @pre plan.empty()
void close_unwritten(Pass& pass, const PairPlan& plan);

[[nodiscard]] bool is_live(const Pass& pass, Side side, const std::string& id);

/// Remembers a write that was confirmed, with the reason for each field.
/// @param link  Of the pair afterwards.
void note_write(Pass& pass, const Link& link, const PairPlan& plan, Side side, bool created);

/// Keeps the values that lost in a plan whose writes are done (MRG-14).
void note_conflicts(Pass& pass, const Link& link, const std::vector<Conflict>& conflicts);

}  // namespace lockstep
