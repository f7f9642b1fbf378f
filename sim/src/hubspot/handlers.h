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

[[nodiscard]] Answer show_authorisation(Call& call);
[[nodiscard]] Answer decide_authorisation(Call& call);
[[nodiscard]] Answer issue_token(Call& call);
[[nodiscard]] Answer issue_token_v3(Call& call);
[[nodiscard]] Answer get_access_token(Call& call);
[[nodiscard]] Answer get_refresh_token(Call& call);
[[nodiscard]] Answer delete_refresh_token(Call& call);
[[nodiscard]] Answer introspect_token(Call& call);
[[nodiscard]] Answer revoke_token(Call& call);

[[nodiscard]] Answer get_webhook_settings(Call& call);
[[nodiscard]] Answer put_webhook_settings(Call& call);
[[nodiscard]] Answer delete_webhook_settings(Call& call);
[[nodiscard]] Answer list_subscriptions(Call& call);
[[nodiscard]] Answer create_subscription(Call& call);
[[nodiscard]] Answer update_subscriptions(Call& call);
[[nodiscard]] Answer get_subscription(Call& call);
[[nodiscard]] Answer update_subscription(Call& call);
[[nodiscard]] Answer delete_subscription(Call& call);

}  // namespace lockstep::sim::hubspot
