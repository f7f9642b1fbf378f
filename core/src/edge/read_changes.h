/// The first step of a pass: what has changed on both sides since the last one.

#pragma once

#include "lockstep/base/result.h"

#include "pass.h"

namespace lockstep {

/// Reads everything if `everything` is set or a cursor is missing or expired (ROB-4), else the
/// changes. Cursors move in memory; they are good once the state is saved.
[[nodiscard]] Result<void> read_changes(Pass& pass, bool everything);

/// Google contacts that were modified after the list was read, or that it did not show yet: asked
/// for once a pass, before contacts are created there (MAT-7).
/// @return Whether there was anything new.
[[nodiscard]] Result<bool> look_for_new_google(Pass& pass, Instant since);

}  // namespace lockstep
