#include "google/token_endpoint.h"

#include <chrono>
#include <string>
#include <utility>
#include <variant>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "google/base64.h"
#include "google/id_token.h"
#include "google/json_text.h"
#include "google/oauth_answers.h"

namespace lockstep::sim::google {
namespace {

struct ClientCredentials {
  std::string id;
  std::string secret;
};

/// Of the form, or of HTTP Basic.
ClientCredentials credentials_of(const Request& request, const Query& form) {
  constexpr std::string_view kScheme = "Basic ";
  const auto header = find_value(request.headers, "Authorization");
  if (header && header->starts_with(kScheme)) {
    const std::string pair =
        base64_decode(header->substr(kScheme.size()), Base64Alphabet::standard).value_or("");
    const std::size_t colon = pair.find(':');
    return {pair.substr(0, colon), colon == std::string::npos ? "" : pair.substr(colon + 1)};
  }
  return {std::string(form_value(form, "client_id")),
          std::string(form_value(form, "client_secret"))};
}

std::variant<const OAuthClient*, Response> authenticate(const OAuthServer& oauth,
                                                        const ClientCredentials& credentials) {
  const OAuthClient* const client = oauth.find_client(credentials.id);
  if (client == nullptr) {
    return oauth_error(401, "invalid_client", "The OAuth client was not found.");
  }
  if (credentials.secret.empty()) {
    return oauth_error(400, "invalid_request", "client_secret is missing.");
  }
  if (client->secret != credentials.secret) {
    return oauth_error(401, "invalid_client", "Unauthorized");
  }
  return client;
}

Response give(const OAuthServer& oauth, const OAuthServer::Issued& issued, bool with_refresh,
              const IdTokenClaims& claims) {
  const auto life = oauth.access_token_life();
  std::string body = R"({"access_token":)";
  append_json_string(body, issued.access_token);
  body += R"(,"expires_in":)" +
          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(life).count());
  if (with_refresh && !issued.grant->refresh_token.empty()) {
    body += R"(,"refresh_token":)";
    append_json_string(body, issued.grant->refresh_token);
  }
  body += R"(,"scope":)";
  append_json_string(body, join(issued.grant->scopes, " "));
  body += R"(,"token_type":"Bearer")";
  if (gives_id_token(issued.grant->scopes)) {
    body += R"(,"id_token":)";
    append_json_string(body, write_id_token(issued, claims));
  }
  return oauth_answer(200, body + '}');
}

/// nullptr for the verifier that the code's challenge asks for, or what is wrong with it.
const char* refuse_verifier(const AuthorisationCode& code, std::string_view verifier) {
  if (code.code_challenge.empty()) {
    return verifier.empty() ? nullptr : "Bad Request";
  }
  if (verifier.empty()) {
    return "Missing code verifier.";
  }
  const std::string given =
      code.challenge_is_hashed ? hashed_challenge(verifier) : std::string(verifier);
  return given == code.code_challenge ? nullptr : "Invalid code verifier.";
}

Response exchange_code(OAuthServer& oauth, const OAuthClient& client, const Query& form,
                       const EmailOfAccount& email_of, Instant now) {
  if (form_value(form, "code").empty()) {
    return oauth_error(400, "invalid_request", "Missing required parameter: code");
  }
  const auto code = oauth.take_code(client.id, form_value(form, "code"), now);
  if (!code) {
    return oauth_error(400, "invalid_grant", "Bad Request");
  }
  if (form_value(form, "redirect_uri") != code->redirect_uri) {
    return oauth_error(400, "redirect_uri_mismatch", "Bad Request");
  }
  if (const char* const refusal = refuse_verifier(*code, form_value(form, "code_verifier"))) {
    return oauth_error(400, "invalid_grant", refusal);
  }
  return give(oauth, oauth.redeem(*code, now), /*with_refresh=*/true,
              {.email = email_of(code->account), .nonce = code->nonce, .now = now});
}

Response refresh(OAuthServer& oauth, const OAuthClient& client, const Query& form,
                 const EmailOfAccount& email_of, Instant now) {
  const std::string_view token = form_value(form, "refresh_token");
  if (token.empty()) {
    return oauth_error(400, "invalid_request", "Missing required parameter: refresh_token");
  }
  const auto issued = oauth.refresh(client.id, token, now);
  return issued ? give(oauth, *issued, /*with_refresh=*/false,
                       {.email = email_of(issued->grant->account), .nonce = {}, .now = now})
                : oauth_error(400, "invalid_grant", "Token has been expired or revoked.");
}

}  // namespace

Response answer_token_request(OAuthServer& oauth, const Request& request,
                              const EmailOfAccount& email_of, Instant now) {
  const Query form = parse_query(request.body);
  const auto authenticated = authenticate(oauth, credentials_of(request, form));
  if (const auto* const refusal = std::get_if<Response>(&authenticated)) {
    return *refusal;
  }
  const OAuthClient& client = *std::get<const OAuthClient*>(authenticated);
  const std::string_view grant_type = form_value(form, "grant_type");
  if (grant_type == "refresh_token") {
    return refresh(oauth, client, form, email_of, now);
  }
  if (grant_type == "authorization_code") {
    return exchange_code(oauth, client, form, email_of, now);
  }
  return oauth_error(400, "unsupported_grant_type", "Invalid grant_type");
}

}  // namespace lockstep::sim::google
