/// The fourth step of a pass: records without a partner get one.

#pragma once

#include "lockstep/base/result.h"

#include "pass.h"

namespace lockstep {

/// Creates what matching found to be missing (Record::creates). Every create is journalled before
/// it goes out (ROB-2). A failing record is tried again when it has changed, as the pass's one
/// probe, or once a limit of the account has moved (LIM-3, QUI-1).
[[nodiscard]] Result<void> create_records(Pass& pass);

}  // namespace lockstep
