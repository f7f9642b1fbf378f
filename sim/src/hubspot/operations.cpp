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
constexpr std::array<Scope, 1> kReadLists{"crm.lists.read"};

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
    ApiOperation{get,   "/crm/v3/properties/contacts",            "crm.properties.getAll",      false, account_token, kRead,      list_properties},
    ApiOperation{get,   "/crm/v3/properties/contacts/{name}",     "crm.properties.getByName",   false, account_token, kRead,      get_property},
    ApiOperation{get,   "/crm/v3/lists/{list}/memberships",       "crm.lists.memberships",      false, account_token, kReadLists, list_memberships},
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
  constexpr std::string_view kByTypeId = "/crm/v3/objects/0-1";
  Request canonical = request;
  std::string& path = canonical.path;
  path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
  path.insert(path.begin(), '/');
  if (path.starts_with(kByTypeId) &&
      (path.size() == kByTypeId.size() || path[kByTypeId.size()] == '/')) {
    path.replace(0, kByTypeId.size(), "/crm/v3/objects/contacts");
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
