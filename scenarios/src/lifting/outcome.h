/// What a recording led to, as the checks of a scenario.

#pragma once

#include <string>
#include <vector>

#include "story_line.h"

namespace lockstep::scenario::lifting {

struct Outcome {
  std::vector<OrderedJson> checks;
  std::vector<std::string> not_told_apart;  ///< Records that only a number of them stands for.
};

/// Every record that lives with every field that is known, their numbers, and how many writes there
/// were in all and from each pass on.
[[nodiscard]] Outcome outcome_of(const Recording& recording, const Facts& facts,
                                 const Passes& passes, const Histories& histories,
                                 const Memberships& memberships, const SeenFaults& faults,
                                 const Names& names, const StoryLine& line);

}  // namespace lockstep::scenario::lifting
