#include "tokens.h"

#include <algorithm>

#include "lockstep/base/text.h"

namespace lockstep::sim::hubspot {

Tokens::Tokens(Random random) : random_(random) {
  client_id_ = draw("hubspot-client-");
  client_secret_ = draw("hubspot-secret-");
}

OAuthGrant Tokens::grant(const std::vector<std::string>& scopes, Instant now) {
  const std::string refresh_token = draw("hubspot-refresh-");
  refresh_tokens_.emplace(refresh_token, scopes);
  return {client_id_, client_secret_, refresh_token, issue(scopes, refresh_token, now)};
}

std::optional<std::string> Tokens::refresh(std::string_view refresh_token, Instant now) {
  const auto found = refresh_tokens_.find(refresh_token);
  return found == refresh_tokens_.end() ? std::nullopt
                                        : std::optional(issue(found->second, refresh_token, now));
}

bool Tokens::is_client(std::string_view client_id, std::string_view client_secret) const {
  return client_id == client_id_ && client_secret == client_secret_;
}

Outcome<AccessToken> Tokens::authenticate(std::optional<std::string_view> authorization,
                                          Instant now) const {
  constexpr std::string_view kScheme = "bearer ";
  if (!authorization || ascii_lower(authorization->substr(0, kScheme.size())) != kScheme) {
    return credentials_missing();
  }
  const auto found = access_tokens_.find(trim(authorization->substr(kScheme.size())));
  if (found == access_tokens_.end()) {
    return credentials_missing();
  }
  if (found->second.expires_at <= now) {
    return token_expired(found->second.expires_at, now);
  }
  return found->second;
}

void Tokens::expire_access_tokens(Instant now) {
  for (auto& [text, token] : access_tokens_) {
    token.expires_at = std::min(token.expires_at, now);
  }
}

void Tokens::revoke_refresh_tokens() {
  refresh_tokens_.clear();
  access_tokens_.clear();
}

std::string Tokens::issue(const std::vector<std::string>& scopes, std::string_view refresh_token,
                          Instant now) {
  std::string text = draw("hubspot-access-");
  access_tokens_.emplace(text,
                         AccessToken{now + kAccessTokenLives, scopes, std::string(refresh_token)});
  return text;
}

std::string Tokens::draw(std::string_view prefix) {
  return std::string(prefix) + to_hex(random_.next()) + to_hex(random_.next());
}

}  // namespace lockstep::sim::hubspot
