/// All small worlds: up to two contacts, four steps and one fault over a small alphabet. What goes
/// wrong in a small world is found for certain, and not by luck.
///
/// A contact is in HubSpot, in Google, or in both with another first name each. A step is a pass,
/// or an edit of the first name where a contact was given. A fault, if there is one, kills the
/// connector before, in or after the first create or update of a service, or loses the answer to
/// it.

#pragma once

#include <cstdint>

#include "draft.h"

namespace lockstep::explore {

[[nodiscard]] std::uint64_t small_world_count();

/// Each number from 1 to small_world_count() is another world. @pre number is one of them
[[nodiscard]] Draft small_world(std::uint64_t number);

}  // namespace lockstep::explore
