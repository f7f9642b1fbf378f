#include <algorithm>
#include <array>

#include "lockstep/base/text.h"

#include "portal.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::string_view kReadContacts = "crm.objects.contacts.read";
constexpr std::string_view kWriteContacts = "crm.objects.contacts.write";

// clang-format off
constexpr std::array kRoutes{
    Route<Portal>{Method::get,   "/crm/v3/objects/contacts",                 "crm.contacts.getPage",      &Portal::get_page},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts",                 "crm.contacts.create",       &Portal::create},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/search",          "crm.contacts.search",       &Portal::search},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/merge",           "crm.contacts.merge",        &Portal::merge},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/gdpr-delete",     "crm.contacts.gdprDelete",   &Portal::gdpr_delete},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/batch/read",      "crm.contacts.batch.read",   &Portal::batch_read},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/batch/create",    "crm.contacts.batch.create", &Portal::batch_create},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/batch/update",    "crm.contacts.batch.update", &Portal::batch_update},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/batch/upsert",    "crm.contacts.batch.upsert", &Portal::batch_upsert},
    Route<Portal>{Method::post,  "/crm/v3/objects/contacts/batch/archive",   "crm.contacts.batch.archive", &Portal::batch_archive},
    Route<Portal>{Method::get,   "/crm/v3/objects/contacts/{id}",            "crm.contacts.getById",      &Portal::get_by_id},
    Route<Portal>{Method::patch, "/crm/v3/objects/contacts/{id}",            "crm.contacts.update",       &Portal::update},
    Route<Portal>{Method::del,   "/crm/v3/objects/contacts/{id}",            "crm.contacts.archive",      &Portal::archive},
    Route<Portal>{Method::get,   "/crm/v3/properties/contacts",              "crm.properties.getAll",     &Portal::all_properties},
    Route<Portal>{Method::get,   "/crm/v3/properties/contacts/{name}",       "crm.properties.getByName",  &Portal::property_by_name},
    Route<Portal>{Method::get,   "/crm/v3/lists/{list}/memberships",         "crm.lists.memberships",     &Portal::list_memberships},
    Route<Portal>{Method::post,  "/oauth/v1/token",                          "oauth.token",               &Portal::token},
    Route<Portal>{Method::get,   "/oauth/v1/access-tokens/{token}",          "oauth.accessTokens.get",    &Portal::access_token},
};

constexpr std::array kTraits{
    OperationTraits{"crm.contacts.archive",       true,  kWriteContacts},
    OperationTraits{"crm.contacts.batch.archive", true,  kWriteContacts},
    OperationTraits{"crm.contacts.batch.create",  true,  kWriteContacts},
    OperationTraits{"crm.contacts.batch.read",    false, kReadContacts},
    OperationTraits{"crm.contacts.batch.update",  true,  kWriteContacts},
    OperationTraits{"crm.contacts.batch.upsert",  true,  kWriteContacts},
    OperationTraits{"crm.contacts.create",        true,  kWriteContacts},
    OperationTraits{"crm.contacts.gdprDelete",    true,  kWriteContacts},
    OperationTraits{"crm.contacts.getById",       false, kReadContacts},
    OperationTraits{"crm.contacts.getPage",       false, kReadContacts},
    OperationTraits{"crm.contacts.merge",         true,  kWriteContacts},
    OperationTraits{"crm.contacts.search",        false, kReadContacts},
    OperationTraits{"crm.contacts.update",        true,  kWriteContacts},
    OperationTraits{"crm.lists.memberships",      false, "crm.lists.read"},
    OperationTraits{"crm.other.write",            true,  ""},
    OperationTraits{"crm.properties.getAll",      false, kReadContacts},
    OperationTraits{"crm.properties.getByName",   false, kReadContacts},
};
// clang-format on

/// Operations of the CRM that a contact sync has no business with; POST reads only where the path
/// says so.
std::string_view other_operation(const Request& request) {
  if (!request.path.starts_with("/crm/")) {
    return "unknown";
  }
  const bool reads = request.method == Method::get || request.path.ends_with("/search") ||
                     request.path.ends_with("/batch/read");
  return reads ? "crm.other.read" : "crm.other.write";
}

}  // namespace

std::span<const Route<Portal>> portal_routes() { return kRoutes; }

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
  const auto match = find_route(portal_routes(), canonical);
  return match ? match->route->operation : other_operation(canonical);
}

OperationTraits traits_of(std::string_view operation) {
  const auto found = std::ranges::find(kTraits, operation, &OperationTraits::operation);
  return found == kTraits.end() ? OperationTraits{operation, false, ""} : *found;
}

}  // namespace lockstep::sim::hubspot
