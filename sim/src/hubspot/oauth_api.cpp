/// Tokens: new ones, and what one allows (F96 to F98).

#include <chrono>
#include <string>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "handlers.h"
#include "json_text.h"

namespace lockstep::sim::hubspot {
namespace {

/// Assumed for all but BAD_REFRESH_TOKEN (F97, hubspot.oauth.other-errors).
Response refuse_token(std::string_view error, std::string_view status, std::string_view message) {
  std::string body = "{";
  append_json_name(body, "error");
  append_json_string(body, error);
  append_json_name(body, "error_description");
  append_json_string(body, message);
  append_json_name(body, "status");
  append_json_string(body, status);
  append_json_name(body, "message");
  append_json_string(body, message);
  return {400, {{"Content-Type", "application/json;charset=utf-8"}}, body + "}"};
}

bool is_form(const Request& request) {
  const auto type = find_value(request.headers, "Content-Type");
  return type &&
         ascii_lower(trim(type->substr(0, type->find(';')))) == "application/x-www-form-urlencoded";
}

}  // namespace

Answer issue_token(Call& call) {
  if (!is_form(call.request)) {
    return wrong_media_type();
  }
  const Query form = parse_query(call.request.body);
  const auto value = [&](std::string_view name) { return find_value(form, name).value_or(""); };
  if (!call.state.tokens.is_client(value("client_id"), value("client_secret"))) {
    return refuse_token("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id");
  }
  if (value("grant_type") == "authorization_code") {
    return refuse_token("invalid_grant", "BAD_AUTH_CODE", "missing or unknown auth code");
  }
  if (value("grant_type") != "refresh_token") {
    return refuse_token("unsupported_grant_type", "BAD_GRANT_TYPE",
                        "missing or unknown grant type");
  }
  const auto access_token = call.state.tokens.refresh(value("refresh_token"), call.now());
  if (!access_token) {
    return refuse_token("invalid_grant", "BAD_REFRESH_TOKEN",
                        "refresh token is invalid, expired or revoked");
  }
  std::string body = R"({"token_type":"bearer")";
  append_json_name(body, "refresh_token");
  append_json_string(body, value("refresh_token"));
  append_json_name(body, "access_token");
  append_json_string(body, *access_token);
  return json_answer(200, body + R"(,"expires_in":1800})");
}

/// What a token allows (F98). The token is its own credential.
Answer get_access_token(Call& call) {
  const std::string token(call.captures.at("token"));
  const auto access = call.state.tokens.authenticate("Bearer " + token, call.now());
  if (!access) {
    return not_found();
  }
  std::string body = "{";
  append_json_name(body, "token");
  append_json_string(body, token);
  append_json_name(body, "hub_id");
  body += call.state.options.portal_id;
  append_json_name(body, "scopes");
  for (const std::string& scope : access->scopes) {
    body += &scope == &access->scopes.front() ? '[' : ',';
    append_json_string(body, scope);
  }
  body += access->scopes.empty() ? "[]" : "]";
  append_json_name(body, "expires_in");
  body += std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(access->expires_at - call.now()).count());
  append_json_name(body, "token_type");
  append_json_string(body, "access");
  return json_answer(200, body + '}');
}

}  // namespace lockstep::sim::hubspot
