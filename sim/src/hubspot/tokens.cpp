#include "tokens.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/text.h"

namespace lockstep::sim::hubspot {

Tokens::Tokens(Random random) : random_(random) {
  constexpr std::uint32_t kAppIds = 9'000'000;
  Random app = random.fork("app");
  app_id_ = static_cast<std::uint32_t>(1'000'000 + app.below(kAppIds));
  developer_key_ = "hubspot-developer-" + to_hex(app.next()) + to_hex(app.next());
  client_id_ = draw("hubspot-client-");
  client_secret_ = draw("hubspot-secret-");
}

OAuthGrant Tokens::grant(const std::vector<std::string>& scopes, Instant now) {
  IssuedTokens tokens = start(scopes, now);
  return {client_id_, client_secret_, std::move(tokens.refresh_token),
          std::move(tokens.access_token)};
}

std::string Tokens::issue_code(CodeTerms terms, const std::vector<std::string>& scopes,
                               Instant now) {
  std::string code = draw("hubspot-code-");
  codes_.emplace(code, Code{std::move(terms), scopes, now + kAuthorisationCodeLives});
  return code;
}

std::variant<IssuedTokens, CodeRefusal> Tokens::redeem(std::string_view code,
                                                       const CodeTerms& terms, Instant now) {
  const auto found = codes_.find(code);
  if (found == codes_.end()) {
    return CodeRefusal::unknown;
  }
  Code& known = found->second;
  if (std::exchange(known.used, true) || known.expires_at <= now) {
    return CodeRefusal::expired_or_used;
  }
  if (known.terms.redirect_uri != terms.redirect_uri) {
    return CodeRefusal::other_redirect_uri;
  }
  const std::string given = terms.proof.empty() ? "" : hashed_challenge(terms.proof);
  if (known.terms.proof != given) {
    return CodeRefusal::other_verifier;
  }
  return start(known.scopes, now);
}

std::optional<IssuedTokens> Tokens::refresh(std::string_view refresh_token, Instant now) {
  const auto found = refresh_tokens_.find(refresh_token);
  if (found == refresh_tokens_.end()) {
    return std::nullopt;
  }
  return IssuedTokens{issue(found->second, refresh_token, now), found->first, found->second};
}

Outcome<AccessToken> Tokens::authenticate(std::optional<std::string_view> authorization,
                                          Instant now) const {
  constexpr std::string_view kScheme = "bearer ";
  if (!authorization || ascii_lower(authorization->substr(0, kScheme.size())) != kScheme) {
    return credentials_missing();
  }
  const AccessToken* const token = find_access_token(trim(authorization->substr(kScheme.size())));
  if (token == nullptr) {
    return credentials_missing();
  }
  if (token->expires_at <= now) {
    return token_expired(token->expires_at, now);
  }
  return *token;
}

const AccessToken* Tokens::find_access_token(std::string_view token) const {
  const auto found = access_tokens_.find(token);
  return found == access_tokens_.end() ? nullptr : &found->second;
}

const std::vector<std::string>* Tokens::find_refresh_token(std::string_view token) const {
  const auto found = refresh_tokens_.find(token);
  return found == refresh_tokens_.end() ? nullptr : &found->second;
}

bool Tokens::delete_refresh_token(std::string_view token) {
  const auto found = refresh_tokens_.find(token);
  if (found == refresh_tokens_.end()) {
    return false;
  }
  refresh_tokens_.erase(found);
  return true;
}

void Tokens::revoke(std::string_view token) {
  if (delete_refresh_token(token)) {
    std::erase_if(access_tokens_,
                  [&](const auto& entry) { return entry.second.refresh_token == token; });
    return;
  }
  if (const auto found = access_tokens_.find(token); found != access_tokens_.end()) {
    access_tokens_.erase(found);
  }
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

IssuedTokens Tokens::start(const std::vector<std::string>& scopes, Instant now) {
  std::string refresh_token = draw("hubspot-refresh-");
  refresh_tokens_.emplace(refresh_token, scopes);
  std::string access_token = issue(scopes, refresh_token, now);
  return {std::move(access_token), std::move(refresh_token), scopes};
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
