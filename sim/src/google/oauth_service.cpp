#include "google/oauth_service.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "consent_page.h"
#include "google/authorisation_request.h"
#include "google/json_text.h"
#include "google/oauth_answers.h"
#include "google/oauth_scopes.h"
#include "google/token_endpoint.h"

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kConsentPath = "/signin/oauth/consent";
/// The consent page carries the query of the authorisation request in this field.
constexpr std::string_view kRequestField = "authorization_request";

Response show(const AuthorisationRefusal& refusal) {
  return refusal_page(refusal.http_status, "Google",
                      "Access blocked: the request of this app is invalid", refusal.text,
                      "Error " + std::to_string(refusal.http_status) + ": " + refusal.error);
}

const Account* find_account(const GoogleState& state, std::string_view id_or_email) {
  const auto found = std::ranges::find_if(state.accounts, [&](const auto& entry) {
    return entry.first == id_or_email || entry.second.email == id_or_email;
  });
  return found == state.accounts.end() ? nullptr : &found->second;
}

Response answer_app(const AuthorisationRequest& asked, Query answer) {
  if (!asked.state.empty()) {
    answer.insert(answer.begin(), {"state", asked.state});
  }
  return redirect_with(asked.redirect_uri, answer);
}

Response allow(GoogleState& state, const AuthorisationRequest& asked, const Account& account,
               const std::vector<std::string>& scopes) {
  const bool is_first = !state.oauth.has_consented(asked.client->id, account.id, scopes);
  AuthorisationCode code{.client_id = asked.client->id,
                         .redirect_uri = asked.redirect_uri,
                         .account = account.id,
                         .scopes = scopes,
                         .code_challenge = asked.code_challenge,
                         .challenge_is_hashed = asked.challenge_is_hashed,
                         .nonce = asked.nonce,
                         .gives_refresh_token = asked.offline && (asked.asks_anew || is_first)};
  std::string text = state.oauth.issue_code(std::move(code), state.clock->now());
  return answer_app(asked, {{"code", std::move(text)}, {"scope", join(scopes, " ")}});
}

Response decide(GoogleState& state, const AuthorisationRequest& asked,
                const ConsentDecision& decision) {
  std::vector<std::string> scopes;
  std::ranges::copy_if(asked.scopes, std::back_inserter(scopes), [&](const std::string& scope) {
    return std::ranges::count(decision.scopes, scope) != 0;
  });
  if (!decision.allowed || scopes.empty()) {
    return answer_app(asked, {{"error", "access_denied"}});
  }
  const Account* const account = find_account(state, decision.account);
  return account == nullptr
             ? show({400, "invalid_request", "There is no such account in this world."})
             : allow(state, asked, *account, scopes);
}

/// prompt=none: no page, so only what the user has allowed before.
Response ask_nobody(GoogleState& state, const AuthorisationRequest& asked) {
  const Account* const account = asked.login_hint.empty() && state.accounts.size() == 1
                                     ? &state.accounts.begin()->second
                                     : find_account(state, asked.login_hint);
  return account != nullptr &&
                 state.oauth.has_consented(asked.client->id, account->id, asked.scopes)
             ? allow(state, asked, *account, asked.scopes)
             : answer_app(asked, {{"error", "interaction_required"}});
}

Response authorize(GoogleState& state, const Request& request) {
  const auto read = read_authorisation_request(state.oauth, request.query);
  if (const auto* const refusal = std::get_if<AuthorisationRefusal>(&read)) {
    return show(*refusal);
  }
  const auto& asked = std::get<AuthorisationRequest>(read);
  if (asked.asks_nobody) {
    return ask_nobody(state, asked);
  }
  if (state.accounts.empty()) {
    return show({400, "invalid_request", "There is no account in this world yet."});
  }
  ConsentPage page{.service = "Google",
                   .app = asked.client->name,
                   .action = std::string(kConsentPath),
                   .accounts = {},
                   .chosen_account = "",
                   .scopes = {},
                   .hidden = {{std::string(kRequestField), format_query(request.query)}}};
  for (const auto& [id, account] : state.accounts) {
    page.accounts.push_back({id, account.email});
  }
  std::ranges::sort(page.accounts, {}, &ConsentChoice::text);
  if (const Account* const hinted = find_account(state, asked.login_hint)) {
    page.chosen_account = hinted->id;
  }
  for (const std::string& scope : asked.scopes) {
    page.scopes.push_back({scope, std::string(find_scope(scope)->text)});
  }
  return consent_page(page);
}

Response consent(GoogleState& state, const Request& request) {
  const Query form = parse_query(request.body);
  const auto read =
      read_authorisation_request(state.oauth, parse_query(form_value(form, kRequestField)));
  if (const auto* const refusal = std::get_if<AuthorisationRefusal>(&read)) {
    return show(*refusal);
  }
  const auto decision = read_decision(form);
  return decision ? decide(state, std::get<AuthorisationRequest>(read), *decision)
                  : show(AuthorisationRefusal{400, "invalid_request", "Neither Allow nor Deny."});
}

Response token(GoogleState& state, const Request& request) {
  return answer_token_request(
      state.oauth, request,
      [&](const std::string& account) { return state.accounts.at(account).email; },
      state.clock->now());
}

Response revoke(GoogleState& state, const Request& request) {
  const Query form = parse_query(request.body);
  std::string_view token = form_value(request.query, "token");
  if (token.empty()) {
    token = form_value(form, "token");
  }
  if (token.empty()) {
    return oauth_error(400, "invalid_request", "Missing required parameter: token");
  }
  return state.oauth.revoke_token(token, state.clock->now())
             ? oauth_answer(200, "{}")
             : oauth_error(400, "invalid_token", "Token expired or revoked");
}

Response token_info(GoogleState& state, const Request& request) {
  const Query form = parse_query(request.body);
  std::string_view token = form_value(form, "access_token");
  if (token.empty()) {
    token = bearer_token(request).value_or("");
  }
  const Instant now = state.clock->now();
  const Access* const access = state.oauth.find_access(token, now);
  if (access == nullptr) {
    return oauth_error(400, "invalid_token", "Invalid Value");
  }
  const OAuthServer::Grant& grant = state.oauth.grant_of(*access);
  const auto seconds = [](auto duration) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(duration).count());
  };
  std::string body = R"({"azp":)";
  append_json_string(body, grant.client_id);
  body += R"(,"aud":)";
  append_json_string(body, grant.client_id);
  body += R"(,"scope":)";
  append_json_string(body, join(access->scopes, " "));
  body += R"(,"exp":")" + seconds(access->expires.time_since_epoch()) + R"(","expires_in":")" +
          seconds(access->expires - now) + '"';
  if (access->allows_any_of({kEmailScope})) {
    body += R"(,"email":)";
    append_json_string(body, state.accounts.at(access->account).email);
    body += R"(,"email_verified":"true")";
  }
  body += R"(,"access_type":")";
  body += grant.refresh_token.empty() ? "online" : "offline";
  return oauth_answer(200, body + R"("})");
}

struct OAuthEndpoint {
  Method verb;
  std::string_view path;
  std::string_view operation;
  Response (*handler)(GoogleState&, const Request&);
};

using enum Method;

constexpr std::array kEndpoints = {
    OAuthEndpoint{get, "/o/oauth2/v2/auth", "oauth.authorize", authorize},
    OAuthEndpoint{get, "/o/oauth2/auth", "oauth.authorize", authorize},
    OAuthEndpoint{post, kConsentPath, "oauth.consent", consent},
    OAuthEndpoint{post, "/token", "oauth.token", token},
    OAuthEndpoint{post, "/revoke", "oauth.revoke", revoke},
    OAuthEndpoint{get, "/revoke", "oauth.revoke", revoke},  // As oauth2client for Python asks.
    OAuthEndpoint{get, "/tokeninfo", "oauth.tokeninfo", token_info},
    OAuthEndpoint{post, "/tokeninfo", "oauth.tokeninfo", token_info},
};

const OAuthEndpoint* find_endpoint(const Request& request) {
  const auto* const found = std::ranges::find_if(kEndpoints, [&](const OAuthEndpoint& endpoint) {
    return endpoint.verb == request.method && endpoint.path == request.path;
  });
  return found == kEndpoints.end() ? nullptr : found;
}

}  // namespace

std::optional<std::string_view> oauth_operation_of(const Request& request) {
  const OAuthEndpoint* const endpoint = find_endpoint(request);
  return endpoint == nullptr ? std::nullopt : std::optional(endpoint->operation);
}

std::vector<std::string_view> oauth_operations() {
  std::vector<std::string_view> operations;
  for (const OAuthEndpoint& endpoint : kEndpoints) {
    operations.push_back(endpoint.operation);
  }
  return operations;
}

Response answer_oauth_request(GoogleState& state, const Request& request) {
  const OAuthEndpoint* const endpoint = find_endpoint(request);
  LOCKSTEP_ASSERT(endpoint != nullptr);
  return endpoint->handler(state, request);
}

Result<std::string> decide_consent(GoogleState& state, std::string_view authorisation_url,
                                   const GoogleConsent& consent) {
  Request request{.method = get, .path = {}, .query = {}, .headers = {}, .body = {}};
  set_target(request, authorisation_url);
  const auto read = read_authorisation_request(state.oauth, request.query);
  if (const auto* const refusal = std::get_if<AuthorisationRefusal>(&read)) {
    return failure(ErrorKind::invalid_input, refusal->error + ": " + refusal->text,
                   "google.decide_consent");
  }
  const auto& asked = std::get<AuthorisationRequest>(read);
  if (consent.allowed && find_account(state, consent.account) == nullptr) {
    return failure(ErrorKind::not_found, "no such account", "google.decide_consent");
  }
  const ConsentDecision decision{.allowed = consent.allowed,
                                 .account = consent.account,
                                 .scopes = consent.scopes.value_or(asked.scopes)};
  return decide(state, asked, decision).headers.at("Location");
}

}  // namespace lockstep::sim::google
