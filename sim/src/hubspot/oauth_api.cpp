/// Tokens: new ones, what one allows, and their end (F96 to F98).

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "account_user.h"
#include "handlers.h"
#include "json_text.h"

namespace lockstep::sim::hubspot {
namespace {

void append_text(std::string& out, std::string_view name, std::string_view value) {
  append_json_name(out, name);
  append_json_string(out, value);
}

void append_raw(std::string& out, std::string_view name, std::string_view json) {
  append_json_name(out, name);
  out += json;
}

std::string text_list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    out += out.size() == 1 ? "" : ",";
    append_json_string(out, text);
  }
  return out + ']';
}

/// Assumed for all but BAD_REFRESH_TOKEN (F97, hubspot.oauth.other-errors).
Response refuse_token(std::string_view error, std::string_view status, std::string_view message) {
  std::string body = "{";
  append_text(body, "error", error);
  append_text(body, "error_description", message);
  append_text(body, "status", status);
  append_text(body, "message", message);
  return {400, {{"Content-Type", "application/json;charset=utf-8"}}, body + "}"};
}

Response refuse_code(CodeRefusal refusal) {
  constexpr std::string_view kError = "invalid_grant";
  switch (refusal) {
    case CodeRefusal::unknown:
      return refuse_token(kError, "BAD_AUTH_CODE", "missing or unknown auth code");
    case CodeRefusal::expired_or_used:
      return refuse_token(kError, "EXPIRED_AUTH_CODE", "auth code is expired or was used already");
    case CodeRefusal::other_verifier:  // Assumed (hubspot.oauth.pkce-refusals).
      return refuse_token(kError, "BAD_CODE_VERIFIER", "code verifier is missing or wrong");
    case CodeRefusal::other_redirect_uri: break;
  }
  return refuse_token(kError, "MISMATCH_REDIRECT_URI_AUTH_CODE",
                      "redirect uri does not match initial auth code URI");
}

bool is_form(const Request& request) {
  const auto type = find_value(request.headers, "Content-Type");
  return type &&
         ascii_lower(trim(type->substr(0, type->find(';')))) == "application/x-www-form-urlencoded";
}

std::string_view value_of(const Query& form, std::string_view name) {
  return find_value(form, name).value_or("");
}

/// nullopt for the app itself.
std::optional<Response> refusal_of_client(const Tokens& tokens, const Query& form) {
  if (value_of(form, "client_id") != tokens.client_id()) {
    return refuse_token("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id");
  }
  if (value_of(form, "client_secret") != tokens.client_secret()) {
    return refuse_token("invalid_client", "BAD_CLIENT_SECRET", "missing or invalid client secret");
  }
  return std::nullopt;
}

Response token_answer(const Call& call, const IssuedTokens& issued) {
  std::string body = R"({"token_type":"bearer")";
  append_text(body, "refresh_token", issued.refresh_token);
  append_text(body, "access_token", issued.access_token);
  append_raw(body, "expires_in", "1800");
  append_raw(body, "hub_id", call.state.options.portal_id);
  append_raw(body, "user_id", std::to_string(kUserId));
  append_raw(body, "scopes", text_list(issued.scopes));
  append_text(body, "token_use", "access_token");
  return json_answer(200, body + '}');
}

Answer exchange_form(Call& call, const Query& form) {
  Tokens& tokens = call.state.tokens;
  if (std::optional<Response> refusal = refusal_of_client(tokens, form)) {
    return std::move(*refusal);
  }
  const std::string_view grant_type = value_of(form, "grant_type");
  if (grant_type == "authorization_code") {
    const CodeTerms terms{std::string(value_of(form, "redirect_uri")),
                          std::string(value_of(form, "code_verifier"))};
    const auto issued = tokens.redeem(value_of(form, "code"), terms, call.now());
    const auto* const refusal = std::get_if<CodeRefusal>(&issued);
    return refusal != nullptr ? refuse_code(*refusal)
                              : token_answer(call, std::get<IssuedTokens>(issued));
  }
  if (grant_type != "refresh_token") {
    return refuse_token("unsupported_grant_type", "BAD_GRANT_TYPE",
                        "missing or unknown grant type");
  }
  const auto issued = tokens.refresh(value_of(form, "refresh_token"), call.now());
  return issued ? token_answer(call, *issued)
                : refuse_token("invalid_grant", "BAD_REFRESH_TOKEN",
                               "refresh token is invalid, expired or revoked");
}

std::int64_t seconds_left(const AccessToken& token, Instant now) {
  const Duration left = std::max(token.expires_at - now, Duration(0));
  return std::chrono::duration_cast<std::chrono::seconds>(left).count();
}

/// What the description of every token begins with.
std::string token_text(const Call& call, std::string_view token, std::string_view type,
                       const std::vector<std::string>& scopes) {
  std::string body = "{";
  append_text(body, "token", token);
  append_text(body, "user", kUserEmail);
  append_text(body, "hub_domain", kHubDomain);
  append_raw(body, "scopes", text_list(scopes));
  append_raw(body, "hub_id", call.state.options.portal_id);
  append_raw(body, "user_id", std::to_string(kUserId));
  append_text(body, "token_type", type);
  return body;
}

void append_access(std::string& body, const Call& call, const AccessToken& token) {
  append_raw(body, "app_id", std::to_string(call.state.tokens.app_id()));
  append_raw(body, "expires_in", std::to_string(seconds_left(token, call.now())));
}

/// What HubSpot signs of an access token. Nothing here checks it, so there is nothing to check.
std::string signed_token_text(const Call& call, const AccessToken& token) {
  std::string body = "{";
  append_raw(body, "expiresAt", std::to_string(token.expires_at.time_since_epoch().count()));
  append_text(body, "scopes", join(token.scopes, " "));
  append_raw(body, "hubId", call.state.options.portal_id);
  append_raw(body, "userId", std::to_string(kUserId));
  append_raw(body, "appId", std::to_string(call.state.tokens.app_id()));
  append_raw(body, "installingUserId", std::to_string(kUserId));
  for (const char* name : {"signature", "newSignature", "scopeToScopeGroupPks", "trialScopes",
                           "trialScopeToScopeGroupPks", "audience", "appInstallId"}) {
    append_text(body, name, "");
  }
  append_text(body, "hublet", "na1");
  for (const char* name : {"isUserLevel", "isServiceAccount", "isPrivateDistribution"}) {
    append_raw(body, name, "false");
  }
  return body + '}';
}

std::string introspection_of(const Call& call, std::string_view text, const AccessToken& token) {
  std::string body = token_text(call, text, "access", token.scopes);
  append_access(body, call, token);
  append_text(body, "client_id", call.state.tokens.client_id());
  append_raw(body, "active", token.expires_at > call.now() ? "true" : "false");
  append_raw(body, "is_private_distribution", "false");
  append_text(body, "token_use", "access_token");
  append_raw(body, "signed_access_token", signed_token_text(call, token));
  return body + '}';
}

std::string introspection_of(const Call& call, std::string_view text,
                             const std::vector<std::string>& refresh_scopes) {
  std::string body = token_text(call, text, "refresh", refresh_scopes);
  append_raw(body, "app_id", std::to_string(call.state.tokens.app_id()));
  append_text(body, "client_id", call.state.tokens.client_id());
  append_raw(body, "active", "true");
  append_text(body, "token_use", "refresh_token");
  return body + '}';
}

}  // namespace

Answer issue_token(Call& call) {
  if (!is_form(call.request)) {
    return wrong_media_type();
  }
  Query form = parse_query(call.request.body);
  for (const char* name : {"client_secret", "refresh_token"}) {  // These two may be in the query.
    if (const auto value = find_value(call.request.query, name)) {
      form.emplace_back(name, *value);
    }
  }
  return exchange_form(call, form);
}

Answer issue_token_v3(Call& call) {
  if (!is_form(call.request)) {
    return wrong_media_type();
  }
  return exchange_form(call, parse_query(call.request.body));
}

/// The token is its own credential.
Answer get_access_token(Call& call) {
  const std::string& text = call.captures.at("token");
  const AccessToken* const token = call.state.tokens.find_access_token(text);
  if (token == nullptr || token->expires_at <= call.now()) {
    return not_found();
  }
  std::string body = token_text(call, text, "access", token->scopes);
  append_access(body, call, *token);
  return json_answer(200, body + '}');
}

Answer get_refresh_token(Call& call) {
  const std::string& text = call.captures.at("token");
  const auto* const scopes = call.state.tokens.find_refresh_token(text);
  if (scopes == nullptr) {
    return not_found();
  }
  std::string body = token_text(call, text, "refresh", *scopes);
  append_text(body, "client_id", call.state.tokens.client_id());
  return json_answer(200, body + '}');
}

Answer delete_refresh_token(Call& call) {
  return call.state.tokens.delete_refresh_token(call.captures.at("token")) ? Answer(no_content())
                                                                           : Answer(not_found());
}

Answer introspect_token(Call& call) {
  if (!is_form(call.request)) {
    return wrong_media_type();
  }
  const Query form = parse_query(call.request.body);
  const Tokens& tokens = call.state.tokens;
  if (std::optional<Response> refusal = refusal_of_client(tokens, form)) {
    return std::move(*refusal);
  }
  const std::string_view text = value_of(form, "token");
  if (const AccessToken* const token = tokens.find_access_token(text)) {
    return json_answer(200, introspection_of(call, text, *token));
  }
  if (const auto* const scopes = tokens.find_refresh_token(text)) {
    return json_answer(200, introspection_of(call, text, *scopes));
  }
  return not_found();  // Assumed (hubspot.oauth.introspect-unknown).
}

/// Success has no body, and a token that is none is revoked already: assumed, after RFC 7009
/// (hubspot.oauth.revoke).
Answer revoke_token(Call& call) {
  if (!is_form(call.request)) {
    return wrong_media_type();
  }
  const Query form = parse_query(call.request.body);
  if (std::optional<Response> refusal = refusal_of_client(call.state.tokens, form)) {
    return std::move(*refusal);
  }
  call.state.tokens.revoke(value_of(form, "token"));
  return no_content();
}

}  // namespace lockstep::sim::hubspot
