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
[[nodiscard]] Answer create_property(Call& call);
[[nodiscard]] Answer update_property(Call& call);
[[nodiscard]] Answer archive_property(Call& call);
[[nodiscard]] Answer read_properties_batch(Call& call);
[[nodiscard]] Answer create_properties(Call& call);
[[nodiscard]] Answer archive_properties(Call& call);

[[nodiscard]] Answer list_property_groups(Call& call);
[[nodiscard]] Answer get_property_group(Call& call);
[[nodiscard]] Answer create_property_group(Call& call);
[[nodiscard]] Answer update_property_group(Call& call);
[[nodiscard]] Answer archive_property_group(Call& call);

[[nodiscard]] Answer create_list(Call& call);
[[nodiscard]] Answer get_list(Call& call);
[[nodiscard]] Answer get_list_by_name(Call& call);
[[nodiscard]] Answer get_lists(Call& call);
[[nodiscard]] Answer search_lists(Call& call);
[[nodiscard]] Answer rename_list(Call& call);
[[nodiscard]] Answer update_list_filters(Call& call);
[[nodiscard]] Answer delete_list(Call& call);
[[nodiscard]] Answer restore_list(Call& call);

[[nodiscard]] Answer get_list_folder(Call& call);
[[nodiscard]] Answer create_list_folder(Call& call);
[[nodiscard]] Answer rename_list_folder(Call& call);
[[nodiscard]] Answer move_list_folder(Call& call);
[[nodiscard]] Answer delete_list_folder(Call& call);
[[nodiscard]] Answer move_list(Call& call);

[[nodiscard]] Answer get_list_conversion(Call& call);
[[nodiscard]] Answer schedule_list_conversion(Call& call);
[[nodiscard]] Answer cancel_list_conversion(Call& call);
[[nodiscard]] Answer get_list_id_mapping(Call& call);
[[nodiscard]] Answer get_list_id_mappings(Call& call);

[[nodiscard]] Answer list_memberships(Call& call);
[[nodiscard]] Answer list_memberships_in_join_order(Call& call);
[[nodiscard]] Answer add_memberships(Call& call);
[[nodiscard]] Answer remove_memberships(Call& call);
[[nodiscard]] Answer add_and_remove_memberships(Call& call);
[[nodiscard]] Answer add_memberships_from_list(Call& call);
[[nodiscard]] Answer remove_all_memberships(Call& call);
[[nodiscard]] Answer list_memberships_of_record(Call& call);
[[nodiscard]] Answer read_memberships_of_records(Call& call);

[[nodiscard]] Answer list_associations(Call& call);
[[nodiscard]] Answer read_associations(Call& call);
[[nodiscard]] Answer put_association(Call& call);
[[nodiscard]] Answer delete_association(Call& call);

[[nodiscard]] Answer list_contact_associations(Call& call);
[[nodiscard]] Answer put_contact_association(Call& call);
[[nodiscard]] Answer delete_contact_association(Call& call);

[[nodiscard]] Answer list_owners(Call& call);
[[nodiscard]] Answer get_owner(Call& call);

[[nodiscard]] Answer get_account_details(Call& call);
[[nodiscard]] Answer get_daily_usage(Call& call);

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
