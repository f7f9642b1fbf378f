/// What people do in HubSpot's screens, and what can be seen of the portal from outside: see
/// FakeHubSpot.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"

#include "contact_changes.h"
#include "portal_state.h"

namespace lockstep::sim::hubspot {

Result<std::string> user_adds(PortalState& state, const RawProperties& properties);
Result<void> user_edits(PortalState& state, std::string_view id, const RawProperties& properties);
Result<void> user_deletes(PortalState& state, std::string_view id);
Result<void> user_restores(PortalState& state, std::string_view id);
Result<std::string> user_merges(PortalState& state, std::string_view primary,
                                std::string_view other);
Result<void> user_changes_list(PortalState& state, std::string_view list_id,
                               std::string_view contact_id, bool member);

Result<void> user_removes_owner(PortalState& state, std::string_view owner_id);
Result<void> user_associates(PortalState& state, std::string_view contact_id,
                             std::string_view to_type, std::string_view to_id);

[[nodiscard]] std::vector<HubSpotContactView> views_of_contacts(PortalState& state);
[[nodiscard]] std::optional<HubSpotContactView> view_of_contact(PortalState& state,
                                                                std::string_view text);

}  // namespace lockstep::sim::hubspot
