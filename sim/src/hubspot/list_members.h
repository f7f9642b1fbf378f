/// Who is in a list, whatever puts them there.

#pragma once

#include <utility>
#include <vector>

#include "contact_lists.h"
#include "portal_state.h"

namespace lockstep::sim::hubspot {

using ListMember = std::pair<ContactId, Instant>;  ///< With the time of joining.

/// The live members by id. Those of a dynamic list are late as searches are (F112). Assumed
/// (hubspot.lists.dynamic-joining): they joined when they changed last.
[[nodiscard]] std::vector<ListMember> members_of(PortalState& state, const ContactList& list);

/// The live ones of those who were members of a dynamic list at `instant`, which is past.
[[nodiscard]] std::vector<ListMember> members_at(const PortalState& state, const ContactList& list,
                                                 Instant instant);

}  // namespace lockstep::sim::hubspot
