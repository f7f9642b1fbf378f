// The first byte chooses a request and its parameter; the rest is the value of that one: field
// masks, selections of fields, sources, searches and page sizes.

#include <array>

#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {
namespace {

struct Place {
  std::string_view request;  ///< Without the parameter.
  std::string_view parameter;
};

constexpr std::array kPlaces = {
    Place{"GET /v1/people/me/connections", "personFields"},
    Place{"GET /v1/<contact>", "personFields"},
    Place{"GET /v1/people:batchGet?resourceNames=<contact>", "personFields"},
    Place{"GET /v1/otherContacts", "readMask"},
    Place{"GET /v1/people:searchContacts?query=a", "readMask"},
    Place{"GET /v1/contactGroups", "groupFields"},
    Place{"GET /v1/<contact>?personFields=names,emailAddresses,metadata", "fields"},
    Place{"GET /v1/people/me/connections?personFields=names,phoneNumbers", "fields"},
    Place{"GET /v1/contactGroups", "fields"},
    Place{"PATCH /v1/<contact>:updateContact\n\n{\"etag\":\"<etag>\",\"names\":[{\"givenName\":"
          "\"Eve\"}],\"urls\":[{\"value\":\"https://example.com\"}]}",
          "updatePersonFields"},
    Place{"GET /v1/people/me/connections?personFields=names", "sources"},
    Place{"GET /v1/people/me/connections?personFields=names", "pageSize"},
    Place{"GET /v1/people/me/connections?personFields=names", "sortOrder"},
    Place{"GET /v1/people/me/connections", "requestMask.includeField"},
    Place{"GET /v1/people:searchContacts?readMask=names", "query"},
    Place{"GET /v1/otherContacts:search?readMask=names", "query"},
    Place{"GET /v1/people:listDirectoryPeople?sources=DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT",
          "readMask"},
    Place{"GET /v1/people:batchGet?personFields=names", "resourceNames"},
    Place{"GET /v1/contactGroups:batchGet?maxMembers=2", "resourceNames"},
    Place{"GET /v1/<group>", "maxMembers"},
    Place{"GET /v1/<contact>?personFields=names", "callback"},
    Place{"GET /v1/<contact>?personFields=names", "quotaUser"},
    Place{"GET /$discovery/rest?version=v1", "fields"},
    Place{"GET /v1/people/me/connections?personFields=names", "requestSyncToken"},
};

}  // namespace

Finding google_masks(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  const Place& place = take_row(bytes, kPlaces);
  Request request = read_requests(sandbox.filled_in(place.request), 1).front();
  request.query.emplace_back(place.parameter, sandbox.filled_in(bytes));
  return sandbox.send(sim::Service::google, std::move(request));
}

}  // namespace lockstep::fuzz
