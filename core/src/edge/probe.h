/// Which failing record a pass may try again although nothing has changed.

#pragma once

#include "pass.h"

namespace lockstep {

/// Chooses the pass's one probe: the failing record that waits longest. Those that an account's
/// limit stops are one, because they stand and fall together (QUI-1, LIM-3).
void choose_probe(Pass& pass);

/// True for a live record without partner.
[[nodiscard]] bool is_single(const Pass& pass, const RecordKey& source);

/// Whether a limit of the account stopped the last create there (LIM-1, LIM-9).
[[nodiscard]] bool& full_flag(Pass& pass, Side target);

}  // namespace lockstep
