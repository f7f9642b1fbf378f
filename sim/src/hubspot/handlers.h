/// The portal's operations, one function each. The table of routes is in operations.cpp.

#pragma once

#include "call.h"

namespace lockstep::sim::hubspot {

[[nodiscard]] Answer list_contacts(Call& call);
[[nodiscard]] Answer get_contact(Call& call);
[[nodiscard]] Answer create_contact(Call& call);
[[nodiscard]] Answer update_contact(Call& call);
[[nodiscard]] Answer archive_contact(Call& call);
[[nodiscard]] Answer merge_two_contacts(Call& call);
[[nodiscard]] Answer gdpr_delete_contact(Call& call);
[[nodiscard]] Answer search_contacts(Call& call);

[[nodiscard]] Answer read_contacts(Call& call);
[[nodiscard]] Answer create_contacts(Call& call);
[[nodiscard]] Answer update_contacts(Call& call);
[[nodiscard]] Answer upsert_contacts(Call& call);
[[nodiscard]] Answer archive_contacts(Call& call);

[[nodiscard]] Answer list_properties(Call& call);
[[nodiscard]] Answer get_property(Call& call);

[[nodiscard]] Answer list_memberships(Call& call);

[[nodiscard]] Answer issue_token(Call& call);
[[nodiscard]] Answer get_access_token(Call& call);

}  // namespace lockstep::sim::hubspot
