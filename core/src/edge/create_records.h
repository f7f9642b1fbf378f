/// The fourth step of a pass: records without a partner get one.

#pragma once

#include <optional>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/core/plan.h"

#include "pass.h"

namespace lockstep {

/// Creates what matching found to be missing (Record::creates). Every create is journalled before
/// it goes out (ROB-2). A failing record is tried again when it has changed, as the pass's one
/// probe, or once a limit of the account has moved (LIM-3, QUI-1).
[[nodiscard]] Result<void> create_records(Pass& pass);

/// The records on `source` for which create_records would send a create at once.
[[nodiscard]] std::vector<RecordKey> creations_due(Pass& pass, Side source);

/// nullopt if the record cannot be read.
[[nodiscard]] std::optional<PairPlan> plan_creation_of(const Pass& pass, const RecordKey& source);

}  // namespace lockstep
