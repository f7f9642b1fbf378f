/// Writes in two steps: what a write would make of the contacts, or why it may not; then doing it.

#pragma once

#include <string>
#include <vector>

#include "contact.h"
#include "contact_changes.h"
#include "outcome.h"
#include "portal_state.h"

namespace lockstep::sim::hubspot {

/// A write that is checked and waits to be done.
struct PlannedWrite {
  Contact before;  ///< A new contact: without id.
  Contact after;
  std::vector<std::string> written;

  [[nodiscard]] bool is_new() const { return after.id == 0; }
};

[[nodiscard]] Outcome<PlannedWrite> plan_create(const PortalState& state,
                                                const RawProperties& properties, Writer writer);
[[nodiscard]] Outcome<PlannedWrite> plan_update(const PortalState& state,
                                                const ContactState& before,
                                                const RawProperties& properties, Writer writer);

/// Stores what was planned; a new contact gets its id. @return The state after it.
ContactState carry_out(PortalState& state, PlannedWrite write);

/// @pre Both are live and not the same.
[[nodiscard]] Outcome<ContactId> merge_records(PortalState& state, ContactId primary,
                                               ContactId other, Writer writer);

}  // namespace lockstep::sim::hubspot
