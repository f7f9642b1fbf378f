/// A diff as its readers are shown it: by kind and rule, with the scenario that tells A from B.

#pragma once

#include <string>
#include <vector>

#include "lockstep/report/run_diff.h"

namespace lockstep::report {

/// What became of one rule.
struct RuleChange {
  const Change* telling = nullptr;    ///< The scenario with the fewest requests.
  std::vector<const Change*> others;  ///< More scenarios that tell the same.
};

struct KindGroup {
  ChangeKind kind = ChangeKind::broken;
  std::vector<RuleChange> rules;
};

/// In the order of the diff, to which they point.
[[nodiscard]] std::vector<KindGroup> groups_of(const RunDiff& diff);

/// "2 rules broken, 1 fixed", or "The behaviour is the same".
[[nodiscard]] std::string headline(const RunDiff& diff);

/// "fail: the address of ann differs", or the verdict alone.
[[nodiscard]] std::string describe(const Finding& finding);

}  // namespace lockstep::report
