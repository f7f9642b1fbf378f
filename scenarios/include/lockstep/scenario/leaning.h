/// What of the fakes a verdict leans on: where they are wrong, the verdict may be.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lockstep/scenario/verdict.h"
#include "lockstep/sim/journal.h"

namespace lockstep::scenario {

/// The behaviours that rest on a fact that the rule cites too, and of those that name an
/// operation of the check's exchanges the ones that are inferred or assumed. The least sure first,
/// at most kLeaningsMax.
[[nodiscard]] std::vector<Leaning> leanings_of(const CheckResult& check,
                                               const sim::Journal& journal);
inline constexpr std::size_t kLeaningsMax = 12;

/// What every verdict of the rule leans on, those that hold included: the behaviours that rest on a
/// fact that it cites. Empty for an unknown rule. At most kLeaningsMax, the least sure first.
[[nodiscard]] std::vector<Leaning> leanings_of_rule(std::string_view rule);

}  // namespace lockstep::scenario
