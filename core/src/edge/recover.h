/// Creates whose outcome is not known: after a crash, or when the answer was lost (ROB-1, ROB-2).

#pragma once

#include "lockstep/base/result.h"

#include "pass.h"

namespace lockstep {

/// Looks for the record of every journalled create. What is found is paired; what is not found
/// within the time that a service may hide a new record (G87, F63) was not created, and its
/// source is free for another try. Waits on the clock, if it must.
[[nodiscard]] Result<void> resolve_intents(Pass& pass);

/// The mark of an intent, for contacts that no email identifies.
[[nodiscard]] std::string mark_of_intent(const Intent& intent);

/// Looks once, without waiting: what is found is paired, the rest is left as it is.
[[nodiscard]] Result<void> look_for_intents(Pass& pass);

}  // namespace lockstep
