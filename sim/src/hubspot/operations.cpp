#include "operations.h"

#include <algorithm>
#include <array>

#include "handlers.h"

namespace lockstep::sim::hubspot {
namespace {

using Scope = std::string_view;
constexpr std::array<Scope, 0> kFree{};
constexpr std::array<Scope, 1> kRead{"crm.objects.contacts.read"};
constexpr std::array<Scope, 1> kWrite{"crm.objects.contacts.write"};
constexpr std::array<Scope, 2> kReadSchema{"crm.objects.contacts.read",
                                           "crm.schemas.contacts.read"};
constexpr std::array<Scope, 1> kWriteSchema{"crm.schemas.contacts.write"};
constexpr std::array<Scope, 1> kReadLists{"crm.lists.read"};
constexpr std::array<Scope, 1> kWriteLists{"crm.lists.write"};
constexpr std::array<Scope, 1> kReadOwners{"crm.objects.owners.read"};
constexpr std::array<Scope, 1> kOAuth{"oauth"};

using enum Method;
using enum Credential;

// clang-format off
constexpr std::array kOperations{
    // method, path, operation, mutation, credential, scopes, handler
    ApiOperation{get,   "/crm/v3/objects/contacts",               "crm.contacts.getPage",       false, account_token, kRead,      list_contacts},
    ApiOperation{post,  "/crm/v3/objects/contacts",               "crm.contacts.create",        true,  account_token, kWrite,     create_contact},
    ApiOperation{post,  "/crm/v3/objects/contacts/search",        kSearchOperation,             false, account_token, kRead,      search_contacts},
    ApiOperation{post,  "/crm/v3/objects/contacts/merge",         "crm.contacts.merge",         true,  account_token, kWrite,     merge_two_contacts},
    ApiOperation{post,  "/crm/v3/objects/contacts/gdpr-delete",   "crm.contacts.gdprDelete",    true,  account_token, kWrite,     gdpr_delete_contact},
    ApiOperation{post,  "/crm/v3/objects/contacts/batch/read",    "crm.contacts.batch.read",    false, account_token, kRead,      read_contacts},
    ApiOperation{post,  "/crm/v3/objects/contacts/batch/create",  "crm.contacts.batch.create",  true,  account_token, kWrite,     create_contacts},
    ApiOperation{post,  "/crm/v3/objects/contacts/batch/update",  "crm.contacts.batch.update",  true,  account_token, kWrite,     update_contacts},
    ApiOperation{post,  "/crm/v3/objects/contacts/batch/upsert",  "crm.contacts.batch.upsert",  true,  account_token, kWrite,     upsert_contacts},
    ApiOperation{post,  "/crm/v3/objects/contacts/batch/archive", "crm.contacts.batch.archive", true,  account_token, kWrite,     archive_contacts},
    ApiOperation{get,   "/crm/v3/objects/contacts/{id}",          "crm.contacts.getById",       false, account_token, kRead,      get_contact},
    ApiOperation{patch, "/crm/v3/objects/contacts/{id}",          "crm.contacts.update",        true,  account_token, kWrite,     update_contact},
    ApiOperation{del,   "/crm/v3/objects/contacts/{id}",          "crm.contacts.archive",       true,  account_token, kWrite,     archive_contact},
    ApiOperation{get,   "/crm/v3/properties/contacts", "crm.properties.getAll", false, account_token, kReadSchema, list_properties},
    ApiOperation{post,  "/crm/v3/properties/contacts", "crm.properties.create", true,  account_token, kWriteSchema, create_property},
    ApiOperation{post,  "/crm/v3/properties/contacts/batch/read", "crm.properties.batch.read", false, account_token, kReadSchema, read_properties_batch},
    ApiOperation{post,  "/crm/v3/properties/contacts/batch/create", "crm.properties.batch.create", true,  account_token, kWriteSchema, create_properties},
    ApiOperation{post,  "/crm/v3/properties/contacts/batch/archive", "crm.properties.batch.archive", true,  account_token, kWriteSchema, archive_properties},
    ApiOperation{get,   "/crm/v3/properties/contacts/groups", "crm.properties.groups.getAll", false, account_token, kReadSchema, list_property_groups},
    ApiOperation{post,  "/crm/v3/properties/contacts/groups", "crm.properties.groups.create", true,  account_token, kWriteSchema, create_property_group},
    ApiOperation{get,   "/crm/v3/properties/contacts/groups/{name}", "crm.properties.groups.getByName", false, account_token, kReadSchema, get_property_group},
    ApiOperation{patch, "/crm/v3/properties/contacts/groups/{name}", "crm.properties.groups.update", true,  account_token, kWriteSchema, update_property_group},
    ApiOperation{del,   "/crm/v3/properties/contacts/groups/{name}", "crm.properties.groups.archive", true,  account_token, kWriteSchema, archive_property_group},
    ApiOperation{get,   "/crm/v3/properties/contacts/{name}", "crm.properties.getByName", false, account_token, kReadSchema, get_property},
    ApiOperation{patch, "/crm/v3/properties/contacts/{name}", "crm.properties.update", true,  account_token, kWriteSchema, update_property},
    ApiOperation{del,   "/crm/v3/properties/contacts/{name}", "crm.properties.archive", true,  account_token, kWriteSchema, archive_property},
    ApiOperation{get,   "/crm/v3/lists", "crm.lists.getAll", false, account_token, kReadLists, get_lists},
    ApiOperation{post,  "/crm/v3/lists", "crm.lists.create", true,  account_token, kWriteLists, create_list},
    ApiOperation{post,  "/crm/v3/lists/search", "crm.lists.search", false, account_token, kReadLists, search_lists},
    ApiOperation{get,   "/crm/v3/lists/object-type-id/{type}/name/{name}", "crm.lists.getByName", false, account_token, kReadLists, get_list_by_name},
    ApiOperation{get,   "/crm/v3/lists/records/{type}/{id}/memberships", "crm.lists.recordMemberships", false, account_token, kReadLists, list_memberships_of_record},
    ApiOperation{post,  "/crm/v3/lists/records/memberships/batch/read", "crm.lists.recordMemberships.batch.read", false, account_token, kReadLists, read_memberships_of_records},
    ApiOperation{get,   "/crm/v3/lists/folders", "crm.lists.folders.getAll", false, account_token, kReadLists, get_list_folder},
    ApiOperation{post,  "/crm/v3/lists/folders", "crm.lists.folders.create", true, account_token, kWriteLists, create_list_folder},
    ApiOperation{put,   "/crm/v3/lists/folders/move-list", "crm.lists.folders.moveList", true, account_token, kWriteLists, move_list},
    ApiOperation{del,   "/crm/v3/lists/folders/{folder}", "crm.lists.folders.remove", true, account_token, kWriteLists, delete_list_folder},
    ApiOperation{put,   "/crm/v3/lists/folders/{folder}/move/{parent}", "crm.lists.folders.move", true, account_token, kWriteLists, move_list_folder},
    ApiOperation{put,   "/crm/v3/lists/folders/{folder}/rename", "crm.lists.folders.rename", true, account_token, kWriteLists, rename_list_folder},
    ApiOperation{get,   "/crm/v3/lists/idmapping", "crm.lists.mapping.translateLegacyListIdToListId", false, account_token, kReadLists, get_list_id_mapping},
    ApiOperation{post,  "/crm/v3/lists/idmapping", "crm.lists.mapping.translateLegacyListIdToListIdBatch", false, account_token, kReadLists, get_list_id_mappings},
    ApiOperation{get,   "/crm/v3/lists/{list}/schedule-conversion", "crm.lists.getConversionDetails", false, account_token, kReadLists, get_list_conversion},
    ApiOperation{put,   "/crm/v3/lists/{list}/schedule-conversion", "crm.lists.scheduleOrUpdateConversion", true, account_token, kWriteLists, schedule_list_conversion},
    ApiOperation{del,   "/crm/v3/lists/{list}/schedule-conversion", "crm.lists.cancelConversion", true, account_token, kWriteLists, cancel_list_conversion},
    ApiOperation{get,   "/crm/v3/lists/{list}", "crm.lists.getById", false, account_token, kReadLists, get_list},
    ApiOperation{del,   "/crm/v3/lists/{list}", "crm.lists.remove", true,  account_token, kWriteLists, delete_list},
    ApiOperation{put,   "/crm/v3/lists/{list}/restore", "crm.lists.restore", true,  account_token, kWriteLists, restore_list},
    ApiOperation{put,   "/crm/v3/lists/{list}/update-list-name", "crm.lists.updateName", true,  account_token, kWriteLists, rename_list},
    ApiOperation{put,   "/crm/v3/lists/{list}/update-list-filters", "crm.lists.updateFilters", true, account_token, kWriteLists, update_list_filters},
    ApiOperation{get,   "/crm/v3/lists/{list}/memberships", "crm.lists.memberships", false, account_token, kReadLists, list_memberships},
    ApiOperation{del,   "/crm/v3/lists/{list}/memberships", "crm.lists.memberships.removeAll", true,  account_token, kWriteLists, remove_all_memberships},
    ApiOperation{get,   "/crm/v3/lists/{list}/memberships/join-order", "crm.lists.memberships.joinOrder", false, account_token, kReadLists, list_memberships_in_join_order},
    ApiOperation{put,   "/crm/v3/lists/{list}/memberships/add", "crm.lists.memberships.add", true,  account_token, kWriteLists, add_memberships},
    ApiOperation{put,   "/crm/v3/lists/{list}/memberships/remove", "crm.lists.memberships.remove", true,  account_token, kWriteLists, remove_memberships},
    ApiOperation{put,   "/crm/v3/lists/{list}/memberships/add-and-remove", "crm.lists.memberships.addAndRemove", true,  account_token, kWriteLists, add_and_remove_memberships},
    ApiOperation{put,   "/crm/v3/lists/{list}/memberships/add-from/{source}", "crm.lists.memberships.addFrom", true,  account_token, kWriteLists, add_memberships_from_list},
    ApiOperation{get,   "/crm/v3/objects/contacts/{id}/associations/{type}", "crm.contacts.associations.getAll", false, account_token, kRead, list_contact_associations},
    ApiOperation{put,   "/crm/v3/objects/contacts/{id}/associations/{type}/{record}/{label}", "crm.contacts.associations.create", true,  account_token, kWrite, put_contact_association},
    ApiOperation{del,   "/crm/v3/objects/contacts/{id}/associations/{type}/{record}/{label}", "crm.contacts.associations.archive", true,  account_token, kWrite, delete_contact_association},
    ApiOperation{get,   "/crm/v4/objects/contacts/{id}/associations/{type}", "crm.associations.getPage", false, account_token, kRead, list_associations},
    ApiOperation{put,   "/crm/v4/objects/contacts/{id}/associations/{type}/{record}", "crm.associations.create", true,  account_token, kWrite, put_association},
    ApiOperation{del,   "/crm/v4/objects/contacts/{id}/associations/{type}/{record}", "crm.associations.archive", true,  account_token, kWrite, delete_association},
    ApiOperation{post,  "/crm/v4/associations/contacts/{type}/batch/read", "crm.associations.batch.read", false, account_token, kRead, read_associations},
    ApiOperation{get,   "/crm/v3/owners", "crm.owners.getPage", false, account_token, kReadOwners, list_owners},
    ApiOperation{get,   "/crm/v3/owners/{owner}", "crm.owners.getById", false, account_token, kReadOwners, get_owner},
    ApiOperation{get,   "/account-info/v3/details", "account.details", false, account_token, kOAuth, get_account_details},
    ApiOperation{get,   "/account-info/v3/api-usage/daily/private-apps", "account.dailyUsage", false, account_token, kOAuth, get_daily_usage},
    ApiOperation{post,  "/oauth/v1/token",                        "oauth.token",                false, none,          kFree,      issue_token},
    ApiOperation{get,   "/oauth/v1/access-tokens/{token}",        "oauth.accessTokens.get",     false, none,          kFree,      get_access_token},
    ApiOperation{get,   "/oauth/v1/refresh-tokens/{token}",       "oauth.refreshTokens.get",    false, none,          kFree,      get_refresh_token},
    ApiOperation{del,   "/oauth/v1/refresh-tokens/{token}",       "oauth.refreshTokens.archive", false, none,         kFree,      delete_refresh_token},
    ApiOperation{post,  "/oauth/v3/token",                        "oauth.token",                false, none,          kFree,      issue_token_v3},
    ApiOperation{post,  "/oauth/v3/token/introspect",             "oauth.token.introspect",     false, none,          kFree,      introspect_token},
    ApiOperation{post,  "/oauth/v3/token/revoke",                 "oauth.token.revoke",         false, none,          kFree,      revoke_token},
    ApiOperation{get,   "/oauth/authorize",                       "oauth.authorize",            false, none,          kFree,      show_authorisation},
    ApiOperation{post,  "/oauth/authorize",                       "oauth.authorize.decide",     false, none,          kFree,      decide_authorisation},
    ApiOperation{get,   "/webhooks/v3/{app}/settings",            "webhooks.settings.getAll",   false, developer_key, kFree,      get_webhook_settings},
    ApiOperation{put,   "/webhooks/v3/{app}/settings",            "webhooks.settings.configure", false, developer_key, kFree,      put_webhook_settings},
    ApiOperation{del,   "/webhooks/v3/{app}/settings",            "webhooks.settings.clear",    false, developer_key, kFree,      delete_webhook_settings},
    ApiOperation{get,   "/webhooks/v3/{app}/subscriptions",       "webhooks.subscriptions.getAll", false, developer_key, kFree,      list_subscriptions},
    ApiOperation{post,  "/webhooks/v3/{app}/subscriptions",       "webhooks.subscriptions.create", false, developer_key, kFree,      create_subscription},
    ApiOperation{post,  "/webhooks/v3/{app}/subscriptions/batch/update", "webhooks.subscriptions.updateBatch", false, developer_key, kFree, update_subscriptions},
    ApiOperation{get,   "/webhooks/v3/{app}/subscriptions/{subscription}", "webhooks.subscriptions.getById", false, developer_key, kFree, get_subscription},
    ApiOperation{patch, "/webhooks/v3/{app}/subscriptions/{subscription}", "webhooks.subscriptions.update", false, developer_key, kFree, update_subscription},
    ApiOperation{del,   "/webhooks/v3/{app}/subscriptions/{subscription}", "webhooks.subscriptions.archive", false, developer_key, kFree, delete_subscription},
};
// clang-format on

constexpr std::string_view kOtherRead = "crm.other.read";
constexpr std::string_view kOtherWrite = "crm.other.write";

/// Operations of the CRM that a contact sync has no business with; POST reads only where the path
/// says so.
std::string_view other_operation(const Request& request) {
  if (!request.path.starts_with("/crm/")) {
    return "unknown";
  }
  const bool reads = request.method == Method::get || request.path.ends_with("/search") ||
                     request.path.ends_with("/batch/read");
  return reads ? kOtherRead : kOtherWrite;
}

}  // namespace

std::span<const ApiOperation> api_operations() { return kOperations; }

std::optional<OperationMatch> find_operation(const Request& request) {
  for (const ApiOperation& operation : kOperations) {
    if (operation.verb != request.method) {
      continue;
    }
    if (auto captures = match_path(operation.pattern, request.path)) {
      return OperationMatch{&operation, std::move(*captures)};
    }
  }
  return std::nullopt;
}

bool is_known_path(std::string_view path) {
  return std::ranges::any_of(kOperations, [&](const ApiOperation& operation) {
    return match_path(operation.pattern, path).has_value();
  });
}

Request with_canonical_path(const Request& request) {
  struct Alias {
    std::string_view written;
    std::string_view canonical;
  };
  // Contacts by their type id (F21), and in the singular: assumed (hubspot.paths.singular).
  constexpr std::array kAliases{
      Alias{"/crm/v3/objects/0-1", "/crm/v3/objects/contacts"},
      Alias{"/crm/v3/objects/contact", "/crm/v3/objects/contacts"},
      Alias{"/crm/v4/objects/0-1", "/crm/v4/objects/contacts"},
      Alias{"/crm/v4/objects/contact", "/crm/v4/objects/contacts"},
      Alias{"/crm/v4/associations/0-1", "/crm/v4/associations/contacts"},
      Alias{"/crm/v4/associations/contact", "/crm/v4/associations/contacts"},
      Alias{"/crm/v3/properties/0-1", "/crm/v3/properties/contacts"},
      Alias{"/crm/v3/properties/contact", "/crm/v3/properties/contacts"},
  };
  Request canonical = request;
  std::string& path = canonical.path;
  path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
  path.insert(path.begin(), '/');
  if (path.size() > 1 && path.ends_with('/')) {  // So HubSpot's client asks for lists and owners.
    path.pop_back();
  }
  for (const Alias& alias : kAliases) {
    if (path.starts_with(alias.written) &&
        (path.size() == alias.written.size() || path[alias.written.size()] == '/')) {
      path.replace(0, alias.written.size(), alias.canonical);
      break;
    }
  }
  return canonical;
}

std::string_view operation_of(const Request& request) {
  // Only the path and the method count: the body is not worth a copy.
  const Request canonical = with_canonical_path({request.method, request.path, {}, {}, {}});
  const auto match = find_operation(canonical);
  return match ? match->operation->name : other_operation(canonical);
}

bool is_mutation(std::string_view operation) {
  const auto* const found = std::ranges::find(kOperations, operation, &ApiOperation::name);
  return found == kOperations.end() ? operation == kOtherWrite : found->mutation;
}

}  // namespace lockstep::sim::hubspot
