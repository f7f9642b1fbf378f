/// The third step of a pass: plan every pair that may need something, and write what is planned.

#pragma once

#include "lockstep/base/result.h"

#include "pass.h"

namespace lockstep {

/// Looks at every pair that changed, or that was not done last time. A pair is read afresh before
/// anything of it is written (KEP-3, KEP-5), and journalled before the write goes out (ROB-1).
[[nodiscard]] Result<void> write_pairs(Pass& pass);

}  // namespace lockstep
