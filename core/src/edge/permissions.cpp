#include "permissions.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "json_text.h"

namespace lockstep {
namespace {

constexpr std::string_view kHubSpotWrite = "crm.objects.contacts.write";

// G117: the legacy scope is still accepted.
constexpr std::array<std::string_view, 2> kGoogleWrite = {
    "https://www.googleapis.com/auth/contacts", "https://www.google.com/m8/feeds"};
constexpr std::string_view kGoogleRead = "https://www.googleapis.com/auth/contacts.readonly";

}  // namespace

Answer<bool> google_permits(TokenSource& tokens, Direction direction) {
  if (const Answer<std::string> token = tokens.access_token(); !token) {
    return token.error();
  }
  if (!tokens.scopes()) {
    return true;
  }
  return std::ranges::any_of(*tokens.scopes(), [&](const std::string& scope) {
    return std::ranges::find(kGoogleWrite, scope) != kGoogleWrite.end() ||
           (direction == Direction::to_hubspot && scope == kGoogleRead);
  });
}

Answer<bool> hubspot_permits(ApiChannel& hubspot, TokenSource& tokens, Direction direction) {
  if (direction == Direction::to_google) {
    return true;  // A missing read scope shows at the first read, before anything is written.
  }
  const Answer<std::string> token = tokens.access_token();
  if (!token) {
    return token.error();
  }
  Request request;
  request.path = "/oauth/v1/access-tokens/" + *token;  // F98
  const Answer<ApiReply> reply =
      hubspot.call({.operation = "oauth.accessTokens.get", .request = std::move(request)});
  if (!reply && (reply.error().error.kind == ErrorKind::invalid_input ||
                 reply.error().error.kind == ErrorKind::not_found)) {
    return true;  // Not known: a token that is not one of OAuth's.
  }
  if (!reply) {
    return reply.error();
  }
  const Json& scopes = member(reply->body, "scopes");
  return !scopes.is_array() || std::ranges::find(scopes, kHubSpotWrite) != scopes.end();
}

}  // namespace lockstep
