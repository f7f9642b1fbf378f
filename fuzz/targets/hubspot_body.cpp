// The first byte chooses a request with a body; the rest is that body.

#include <array>

#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {
namespace {

constexpr std::array<std::string_view, 32> kRequestLines = {
    "POST /crm/v3/objects/contacts",
    "PATCH /crm/v3/objects/contacts/<id>",
    "POST /crm/v3/objects/contacts/batch/create",
    "POST /crm/v3/objects/contacts/batch/read",
    "POST /crm/v3/objects/contacts/batch/update",
    "POST /crm/v3/objects/contacts/batch/upsert",
    "POST /crm/v3/objects/contacts/batch/archive",
    "POST /crm/v3/objects/contacts/search",
    "POST /crm/v3/objects/contacts/merge",
    "POST /crm/v3/objects/contacts/gdpr-delete",
    "POST /crm/v3/properties/contacts",
    "PATCH /crm/v3/properties/contacts/score",
    "POST /crm/v3/properties/contacts/batch/create",
    "POST /crm/v3/properties/contacts/batch/read",
    "POST /crm/v3/properties/contacts/batch/archive",
    "POST /crm/v3/properties/contacts/groups",
    "PATCH /crm/v3/properties/contacts/groups/contactinformation",
    "POST /crm/v3/lists",
    "POST /crm/v3/lists/search",
    "PUT /crm/v3/lists/<list>/update-list-filters",
    "PUT /crm/v3/lists/<list>/memberships/add",
    "PUT /crm/v3/lists/<list>/memberships/remove",
    "PUT /crm/v3/lists/<list>/memberships/add-and-remove",
    "PUT /crm/v4/objects/contacts/<id>/associations/companies/77",
    "POST /crm/v4/associations/contacts/companies/batch/read",
    "PUT /webhooks/v3/<app>/settings?hapikey=<developerKey>",
    "POST /webhooks/v3/<app>/subscriptions?hapikey=<developerKey>",
    "PATCH /webhooks/v3/<app>/subscriptions/1?hapikey=<developerKey>",
    "POST /webhooks/v3/<app>/subscriptions/batch/update?hapikey=<developerKey>",
    "PATCH /crm/v3/objects/contacts/ann%40example.com?idProperty=email",
    "PATCH /crm/v3/objects/contacts/<merged>",
    "POST /crm/v3/objects/contacts/batch/read?archived=true",
};

}  // namespace

Finding hubspot_body(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  const std::string_view line = take_row(bytes, kRequestLines);
  Request request = read_requests(sandbox.filled_in_with_credentials(line), 1).front();
  request.body = sandbox.filled_in(bytes);
  return sandbox.send(sim::Service::hubspot, std::move(request));
}

}  // namespace lockstep::fuzz
