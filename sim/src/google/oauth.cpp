#include "google/oauth.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "google/base64.h"
#include "google/json_text.h"

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kContactsScope = "https://www.googleapis.com/auth/contacts";
constexpr std::string_view kLegacyScope = "https://www.google.com/m8/feeds";  // G117

Response json_response(int status, std::string_view compact) {
  return {status,
          {{"Content-Type", "application/json; charset=UTF-8"}, {"Cache-Control", "no-store"}},
          pretty_print(compact)};
}

Response oauth_error(int status, std::string_view error, std::string_view description) {
  std::string body = R"({"error":)";
  append_json_string(body, error);
  body += R"(,"error_description":)";
  append_json_string(body, description);
  return json_response(status, body + "}");
}

std::string_view form_value(const Query& form, std::string_view name) {
  return find_value(form, name).value_or(std::string_view());
}

}  // namespace

bool Access::allows_any_of(const std::vector<std::string_view>& wanted) const {
  return std::ranges::any_of(scopes, [&](const std::string& scope) {
    const std::string_view meant = scope == kLegacyScope ? kContactsScope : std::string_view(scope);
    return std::ranges::find(wanted, meant) != wanted.end();
  });
}

OAuthServer::OAuthServer(Random random, Duration access_token_life)
    : random_(random), access_token_life_(access_token_life) {
  constexpr std::uint64_t kProjectNumbers = 900'000'000'000;
  client_id_ = std::to_string(100'000'000'000 + random_.below(kProjectNumbers)) + "-" +
               to_hex(random_.next()) + ".apps.googleusercontent.com";
  client_secret_ = new_secret("GOCSPX-", 3);
}

std::string_view OAuthServer::project_number() const {
  return std::string_view(client_id_).substr(0, client_id_.find('-'));
}

OAuthGrant OAuthServer::grant(std::string_view account, const std::vector<std::string>& scopes,
                              Instant now) {
  std::string refresh_token = new_secret("1//0", 8);
  const Grant& grant = grants_[refresh_token] = {std::string(account), scopes};
  return {client_id_, client_secret_, std::move(refresh_token), issue_access_token(grant, now)};
}

Response OAuthServer::token(const Request& request, Instant now) {
  const Query form = parse_query(request.body);
  if (!is_known_client(request, form)) {
    return oauth_error(401, "invalid_client", "The OAuth client was not found.");
  }
  const std::string_view grant_type = form_value(form, "grant_type");
  if (grant_type != "refresh_token") {
    // Codes are handed out by a consent page, which this server does not have (G119).
    return grant_type == "authorization_code"
               ? oauth_error(400, "invalid_grant", "Bad Request")
               : oauth_error(400, "unsupported_grant_type", "Invalid grant_type");
  }
  if (form_value(form, "refresh_token").empty()) {
    return oauth_error(400, "invalid_request", "Missing required parameter: refresh_token");
  }
  const auto grant = grants_.find(form_value(form, "refresh_token"));
  if (grant == grants_.end()) {
    return oauth_error(400, "invalid_grant", "Token has been expired or revoked.");
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(access_token_life_).count();
  std::string body = R"({"access_token":)";
  append_json_string(body, issue_access_token(grant->second, now));
  body += R"(,"expires_in":)" + std::to_string(seconds) + R"(,"scope":)";
  append_json_string(body, join(grant->second.scopes, " "));
  return json_response(200, body + R"(,"token_type":"Bearer"})");
}

const Access* OAuthServer::find_access(std::string_view access_token, Instant now) const {
  const auto found = accesses_.find(access_token);
  return found == accesses_.end() || found->second.expires <= now ? nullptr : &found->second;
}

void OAuthServer::expire_access_tokens() { accesses_.clear(); }

void OAuthServer::revoke(std::string_view account) {
  std::erase_if(grants_, [&](const auto& entry) { return entry.second.account == account; });
  std::erase_if(accesses_, [&](const auto& entry) { return entry.second.account == account; });
}

std::string OAuthServer::new_secret(std::string_view prefix, std::size_t words) {
  std::string bytes;
  for (std::size_t word = 0; word < words; ++word) {
    std::uint64_t bits = random_.next();
    for (int byte = 0; byte < 6; ++byte) {  // 6 bytes a word: no padding in the text.
      bytes += static_cast<char>(bits & 0xffU);
      bits >>= 8U;
    }
  }
  return std::string(prefix) + base64_encode(bytes, Base64Alphabet::url_safe);
}

std::string OAuthServer::issue_access_token(const Grant& grant, Instant now) {
  std::erase_if(accesses_, [&](const auto& entry) { return entry.second.expires <= now; });
  std::string token = new_secret("ya29.a0", 20);
  accesses_[token] = {grant.account, grant.scopes, now + access_token_life_};
  return token;
}

bool OAuthServer::is_known_client(const Request& request, const Query& form) const {
  const auto header = find_value(request.headers, "Authorization");
  if (header && header->starts_with("Basic ")) {
    const auto pair = base64_decode(header->substr(6), Base64Alphabet::standard);
    return pair == client_id_ + ":" + client_secret_;
  }
  return form_value(form, "client_id") == client_id_ &&
         form_value(form, "client_secret") == client_secret_;
}

std::optional<std::string_view> bearer_token(const Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  if (const auto header = find_value(request.headers, "Authorization")) {
    return ascii_lower(header->substr(0, kScheme.size())) == kScheme
               ? std::optional(trim(header->substr(kScheme.size())))
               : std::optional(*header);
  }
  for (const std::string_view name : {"access_token", "oauth_token"}) {
    if (const auto value = find_value(request.query, name)) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::sim::google
