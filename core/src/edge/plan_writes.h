/// The writes that a pass would make, for a dry run.

#pragma once

#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/core/pass_plan.h"

#include "pass.h"

namespace lockstep {

/// Plans from the state as it was just read. @pre the state is a copy: it does not stay as it is
[[nodiscard]] Result<std::vector<PlannedWrite>> plan_writes(Pass& pass);

}  // namespace lockstep
