// The first byte chooses a place for something opaque, the second how the rest becomes that: as it
// is, in either alphabet of base64, as an etag, or as a token of a list that was forged well.

#include <array>
#include <string>

#include "choices.h"
#include "google/base64.h"
#include "google/list_token.h"
#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {
namespace {

using sim::google::Base64Alphabet;
using sim::google::ListToken;
using sim::google::TokenKind;

/// "<*>" stands for the opaque text, percent-encoded by format_query where it is a parameter.
struct Place {
  std::string_view request;
  std::string_view parameter;  ///< Of the query; "" for a form or the JSON of the body.
};

constexpr std::string_view kList =
    "GET /v1/people/me/connections?personFields=names&requestSyncToken=true";

constexpr std::array kPlaces = {
    Place{"GET /v1/people/me/connections?personFields=names&requestSyncToken=true&pageSize=1",
          "pageToken"},
    Place{kList, "syncToken"},
    Place{"GET /v1/otherContacts?readMask=names&requestSyncToken=true", "pageToken"},
    Place{"GET /v1/otherContacts?readMask=names&requestSyncToken=true", "syncToken"},
    Place{"GET /v1/contactGroups?pageSize=1", "pageToken"},
    Place{"GET /v1/contactGroups", "syncToken"},
    Place{"GET /v1/people:listDirectoryPeople?readMask=names&sources="
          "DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT",
          "pageToken"},
    Place{"GET /v1/people:searchDirectoryPeople?readMask=names&query=a&sources="
          "DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT",
          "pageToken"},
    Place{kList, "access_token"},
    Place{kList, "key"},
    Place{"POST /revoke", "token"},
    Place{"GET /revoke", "token"},
    Place{"GET /tokeninfo", "access_token"},
    Place{"GET /o/oauth2/v2/auth?response_type=code&client_id=<googleClient>&redirect_uri="
          "<redirectUri>&scope=https://www.googleapis.com/auth/contacts&prompt=none",
          "state"},
    Place{"GET /o/oauth2/v2/auth?response_type=code&client_id=<googleClient>&redirect_uri="
          "<redirectUri>&scope=https://www.googleapis.com/auth/contacts",
          "code_challenge"},
    Place{"PATCH /v1/<contact>:updateContact?updatePersonFields=names", ""},
    Place{"PUT /v1/<group>", ""},
    Place{"POST /token", ""},
    Place{"POST /signin/oauth/consent", ""},
    Place{kList, "Authorization"},
    Place{"POST /token", "Authorization"},
};

/// A real token with numbers exchanged: the fingerprint at its end is no secret.
std::string as_list_token(std::string_view bytes) {
  constexpr std::array<std::string_view, 5> kTokens = {"pageToken", "syncToken", "otherSyncToken",
                                                       "groupPageToken", "groupSyncToken"};
  Choices choices(bytes);
  const std::string& real = Sandbox::instance().value(choices.pick(kTokens));
  const auto page = sim::google::read_token(real, TokenKind::page);
  ListToken token = page ? *page : sim::google::read_token(real, TokenKind::sync).value();
  if (choices.flag()) {
    token.kind = token.kind == TokenKind::page ? TokenKind::sync : TokenKind::page;
  }
  if (choices.flag()) {
    token.parameters = choices.number();
  }
  if (choices.flag()) {
    token.position = choices.number();
  }
  if (choices.flag()) {
    token.start = choices.number();
  }
  if (choices.flag()) {
    token.full_sync = Instant(Duration(static_cast<std::int64_t>(choices.number())));
  }
  if (choices.flag()) {
    token.generation = choices.number();
  }
  return sim::google::write_token(token);
}

std::string as_opaque(std::string_view bytes) {
  constexpr std::string_view kForms = "0123";
  const char form = take_row(bytes, kForms);
  std::string text = Sandbox::instance().filled_in_with_credentials(bytes);
  switch (form) {
    case '1': return base64_encode(text, Base64Alphabet::url_safe);
    case '2': return "%" + base64_encode(text, Base64Alphabet::standard);
    case '3': return as_list_token(bytes);
    default: return text;
  }
}

std::string json_body(const std::string& etag) {
  std::string body = R"({"names":[{"givenName":"Eve"}],"contactGroup":{"name":"Eve","etag":")";
  body += etag + R"("},"etag":")" + etag + R"(","metadata":{"sources":[{"type":"CONTACT","id":")";
  return body + etag + R"(","etag":")" + etag + R"("}]}})";
}

}  // namespace

Finding google_tokens(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  const Place& place = take_row(bytes, kPlaces);
  const std::string opaque = as_opaque(bytes);
  Request request = read_requests(sandbox.filled_in_with_credentials(place.request), 1).front();
  if (place.parameter == "Authorization") {
    request.headers["Authorization"] = opaque;
    request.body = request.method == Method::post ? "grant_type=refresh_token" : "";
  } else if (!place.parameter.empty()) {
    request.query.emplace_back(place.parameter, opaque);
  } else if (request.method == Method::post) {
    request.headers["Content-Type"] = "application/x-www-form-urlencoded";
    request.body = opaque;
  } else {
    request.body = json_body(opaque);
  }
  return sandbox.send(sim::Service::google, std::move(request));
}

}  // namespace lockstep::fuzz
