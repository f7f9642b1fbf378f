// The first byte chooses a method that writes; the rest is the body.

#include <array>

#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {
namespace {

constexpr std::array<std::string_view, 16> kRequestLines = {
    "POST /v1/people:createContact?personFields=names,metadata",
    "PATCH /v1/<contact>:updateContact?updatePersonFields=names,emailAddresses,phoneNumbers",
    "PATCH /v1/<starred>:updateContact?updatePersonFields=addresses,birthdays,events,urls,"
    "userDefined,organizations,biographies,memberships,relations,clientData,genders,nicknames",
    "POST /v1/people:batchCreateContacts",
    "POST /v1/people:batchUpdateContacts",
    "POST /v1/people:batchDeleteContacts",
    "PATCH /v1/<contact>:updateContactPhoto",
    "POST /v1/contactGroups",
    "PUT /v1/<group>",
    "POST /v1/<group>/members:modify",
    "POST /v1/contactGroups/starred/members:modify",
    "POST /v1/contactGroups/myContacts/members:modify",
    "POST /v1/<other>:copyOtherContactToMyContactsGroup",
    "PATCH /v1/<trashed>:updateContact?updatePersonFields=names",
    "POST /v1/people:createContact?personFields=memberships,photos,sipAddresses,imClients,"
    "locales,locations,miscKeywords,occupations,interests,skills,externalIds,calendarUrls,fileAses",
    "POST /v1/<contact>:updateContact?updatePersonFields=names\nX-HTTP-Method-Override: PATCH",
};

}  // namespace

Finding google_body(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  const std::string_view line = take_row(bytes, kRequestLines);
  Request request = read_requests(sandbox.filled_in(line), 1).front();
  request.body = sandbox.filled_in(bytes);
  return sandbox.send(sim::Service::google, std::move(request));
}

}  // namespace lockstep::fuzz
