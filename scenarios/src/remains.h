/// What both apps hold in the end, without what differs from life to life: ids, etags and times.

#pragma once

#include <string>
#include <vector>

#include "lockstep/scenario/crash_matrix.h"

#include "stage.h"

namespace lockstep::scenario {

/// A record, by what tells people apart and by all that it holds.
struct Remain {
  std::string who;   ///< "google main contacts ann@example.com".
  std::string what;  ///< JSON.

  friend auto operator<=>(const Remain&, const Remain&) = default;
};

/// Every record of both apps, in the Trash and the recycle bin too. Sorted.
[[nodiscard]] std::vector<Remain> remains_of(const Stage& stage);

struct Comparison {
  CrashOutcome outcome = CrashOutcome::ok;
  std::string detail;  ///< The first record that differs.
};

/// @pre Both are sorted.
[[nodiscard]] Comparison compare(const std::vector<Remain>& expected,
                                 const std::vector<Remain>& actual);

}  // namespace lockstep::scenario
