// The first byte chooses a place for something opaque, which the rest is: cursors, ids,
// credentials, the forms of OAuth.

#include <array>
#include <string>

#include "lockstep/base/url.h"

#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {
namespace {

struct Place {
  std::string_view request;    ///< A path that ends with '/' takes the text, percent-encoded.
  std::string_view parameter;  ///< Of the query, or "Authorization"; "" for a path or a form.
};

constexpr std::string_view kConsent =
    "GET /oauth/authorize?client_id=<hubspotClient>&redirect_uri=<redirectUri>&scope=oauth";

constexpr std::array kPlaces = {
    Place{"GET /crm/v3/objects/contacts", "after"},
    Place{"GET /crm/v3/objects/contacts", "limit"},
    Place{"GET /crm/v3/objects/contacts", "properties"},
    Place{"GET /crm/v3/objects/contacts", "propertiesWithHistory"},
    Place{"GET /crm/v3/objects/contacts", "associations"},
    Place{"GET /crm/v3/objects/contacts", "archived"},
    Place{"GET /crm/v3/objects/contacts/<id>", "idProperty"},
    Place{"GET /crm/v3/objects/contacts/", ""},
    Place{"DELETE /crm/v3/objects/contacts/", ""},
    Place{"GET /crm/v3/properties/contacts/", ""},
    Place{"GET /crm/v3/lists/", ""},
    Place{"GET /crm/v3/lists", "listIds"},
    Place{"GET /crm/v3/lists/<list>/memberships", "after"},
    Place{"GET /crm/v3/lists/<list>/memberships/join-order", "after"},
    Place{"GET /crm/v3/lists/object-type-id/0-1/name/", ""},
    Place{"GET /crm/v4/objects/contacts/<id>/associations/companies", "after"},
    Place{"GET /crm/v3/owners", "after"},
    Place{"GET /crm/v3/owners", "email"},
    Place{"GET /crm/v3/owners/", ""},
    Place{"GET /oauth/v1/access-tokens/", ""},
    Place{"GET /oauth/v1/refresh-tokens/", ""},
    Place{"DELETE /oauth/v1/refresh-tokens/", ""},
    Place{"GET /crm/v3/objects/contacts", "Authorization"},
    Place{"GET /crm/v3/objects/contacts", "hapikey"},
    Place{"GET /webhooks/v3/<app>/settings", "hapikey"},
    Place{"GET /webhooks/v3/<app>/subscriptions/", ""},
    Place{kConsent, "state"},
    Place{kConsent, "optional_scope"},
    Place{"GET /oauth/authorize?client_id=<hubspotClient>&scope=oauth", "redirect_uri"},
    Place{"POST /oauth/authorize", ""},
    Place{"POST /oauth/v1/token", ""},
    Place{"POST /oauth/v3/token", ""},
    Place{"POST /oauth/v3/token/introspect", ""},
    Place{"POST /oauth/v3/token/revoke", ""},
};

}  // namespace

Finding hubspot_tokens(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  const Place& place = take_row(bytes, kPlaces);
  Request request = read_requests(sandbox.filled_in_with_credentials(place.request), 1).front();
  const bool is_credential = place.request.find("oauth") != std::string_view::npos ||
                             place.parameter == "Authorization" || place.parameter == "hapikey";
  const std::string opaque =
      is_credential ? sandbox.filled_in_with_credentials(bytes) : sandbox.filled_in(bytes);
  if (place.parameter == "Authorization") {
    request.headers["Authorization"] = opaque;
  } else if (!place.parameter.empty()) {
    request.query.emplace_back(place.parameter, opaque);
  } else if (request.path.ends_with('/')) {
    request.path += percent_encode(opaque);
  } else {
    request.headers["Content-Type"] = "application/x-www-form-urlencoded";
    request.body = opaque;
  }
  return sandbox.send(sim::Service::hubspot, std::move(request));
}

}  // namespace lockstep::fuzz
