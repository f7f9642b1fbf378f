#include "google/oauth.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"

#include "google/base64.h"

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kContactsScope = "https://www.googleapis.com/auth/contacts";
constexpr std::string_view kLegacyScope = "https://www.google.com/m8/feeds";  // G117

/// How long an access token that has expired is still known as one.
constexpr Duration kExpiredTokensKept = std::chrono::hours(24);

std::string consent_key(std::string_view client_id, std::string_view account) {
  return std::string(client_id) + ' ' + std::string(account);
}

bool contains_all(const std::vector<std::string>& all, const std::vector<std::string>& some) {
  return std::ranges::all_of(
      some, [&](const std::string& one) { return std::ranges::count(all, one) != 0; });
}

}  // namespace

bool Access::allows_any_of(const std::vector<std::string_view>& wanted) const {
  return std::ranges::any_of(scopes, [&](const std::string& scope) {
    const std::string_view meant = scope == kLegacyScope ? kContactsScope : std::string_view(scope);
    return std::ranges::find(wanted, meant) != wanted.end();
  });
}

OAuthServer::OAuthServer(Random random, const OAuthLives& lives) : random_(random), lives_(lives) {
  default_client_ = register_client("Contact sync", {}).id;
}

const OAuthClient& OAuthServer::register_client(std::string name,
                                                std::vector<std::string> redirect_uris) {
  constexpr std::uint64_t kProjectNumbers = 900'000'000'000;
  OAuthClient client;
  client.id = std::to_string(100'000'000'000 + random_.below(kProjectNumbers)) + "-" +
              to_hex(random_.next()) + ".apps.googleusercontent.com";
  client.secret = new_secret("GOCSPX-", 3);
  client.name = std::move(name);
  client.redirect_uris = std::move(redirect_uris);
  return clients_[client.id] = client;
}

const OAuthClient* OAuthServer::find_client(std::string_view id) const {
  const auto found = clients_.find(id);
  return found == clients_.end() ? nullptr : &found->second;
}

std::string_view OAuthServer::project_number() const {
  return std::string_view(default_client_).substr(0, default_client_.find('-'));
}

OAuthGrant OAuthServer::grant(std::string_view account, const std::vector<std::string>& scopes,
                              Instant now) {
  const OAuthClient& client = clients_.at(default_client_);
  const std::uint64_t number = add_grant(client.id, account, scopes, /*with_refresh_token=*/true);
  return {client.id, client.secret, grants_.at(number).refresh_token,
          issue_access_token(number, now)};
}

std::string OAuthServer::issue_code(AuthorisationCode code, Instant now) {
  std::erase_if(codes_, [&](const auto& entry) { return entry.second.expires <= now; });
  code.expires = now + lives_.authorisation_code;
  std::vector<std::string>& consented = consents_[consent_key(code.client_id, code.account)];
  for (const std::string& scope : code.scopes) {
    if (std::ranges::count(consented, scope) == 0) {
      consented.push_back(scope);
    }
  }
  std::string text = new_secret("4/0A", 9);
  codes_[text] = std::move(code);
  return text;
}

std::optional<AuthorisationCode> OAuthServer::take_code(std::string_view client_id,
                                                        std::string_view text, Instant now) {
  const auto found = codes_.find(text);
  if (found == codes_.end() || found->second.client_id != client_id) {
    return std::nullopt;
  }
  AuthorisationCode code = std::move(found->second);
  codes_.erase(found);
  return code.expires <= now ? std::nullopt : std::optional(std::move(code));
}

bool OAuthServer::has_consented(std::string_view client_id, std::string_view account,
                                const std::vector<std::string>& scopes) const {
  const auto found = consents_.find(consent_key(client_id, account));
  return found != consents_.end() && contains_all(found->second, scopes);
}

OAuthServer::Issued OAuthServer::redeem(const AuthorisationCode& code, Instant now) {
  const std::uint64_t number =
      add_grant(code.client_id, code.account, code.scopes, code.gives_refresh_token);
  return {&grants_.at(number), issue_access_token(number, now)};
}

std::optional<OAuthServer::Issued> OAuthServer::refresh(std::string_view client_id,
                                                        std::string_view refresh_token,
                                                        Instant now) {
  const auto found = refresh_tokens_.find(refresh_token);
  if (found == refresh_tokens_.end() || grants_.at(found->second).client_id != client_id) {
    return std::nullopt;
  }
  return Issued{&grants_.at(found->second), issue_access_token(found->second, now)};
}

const Access* OAuthServer::find_access(std::string_view access_token, Instant now) const {
  const auto found = accesses_.find(access_token);
  return found == accesses_.end() || found->second.expires <= now ? nullptr : &found->second;
}

bool OAuthServer::has_expired(std::string_view access_token, Instant now) const {
  const auto found = accesses_.find(access_token);
  return found != accesses_.end() && found->second.expires <= now;
}

const OAuthServer::Grant& OAuthServer::grant_of(const Access& access) const {
  const auto found = grants_.find(access.grant);
  LOCKSTEP_ASSERT(found != grants_.end());
  return found->second;
}

void OAuthServer::expire_access_tokens(Instant now) {
  for (auto& [token, access] : accesses_) {
    access.expires = std::min(access.expires, now);
  }
}

void OAuthServer::revoke(std::string_view account) {
  std::vector<std::uint64_t> ended;
  for (const auto& [number, grant] : grants_) {
    if (grant.account == account) {
      ended.push_back(number);
    }
  }
  for (const std::uint64_t number : ended) {
    forget_consent(grants_.at(number));
    end_grant(number);
  }
}

bool OAuthServer::revoke_token(std::string_view token, Instant now) {
  const auto refresh = refresh_tokens_.find(token);
  const Access* const access = find_access(token, now);
  if (refresh == refresh_tokens_.end() && access == nullptr) {
    return false;
  }
  const std::uint64_t number = access != nullptr ? access->grant : refresh->second;
  forget_consent(grants_.at(number));
  end_grant(number);
  return true;
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

std::uint64_t OAuthServer::add_grant(std::string_view client_id, std::string_view account,
                                     const std::vector<std::string>& scopes,
                                     bool with_refresh_token) {
  const std::uint64_t number = ++grants_made_;
  Grant grant{std::string(client_id), std::string(account), scopes, ""};
  end_oldest_grant(client_id, account, with_refresh_token);
  if (with_refresh_token) {
    grant.refresh_token = new_secret("1//0", 8);
    refresh_tokens_[grant.refresh_token] = number;
  }
  grants_[number] = std::move(grant);
  return number;
}

std::string OAuthServer::issue_access_token(std::uint64_t grant, Instant now) {
  std::erase_if(accesses_, [&](const auto& entry) {
    return entry.second.expires + kExpiredTokensKept <= now;
  });
  std::string token = new_secret("ya29.a0", 20);
  const Grant& given = grants_.at(grant);
  accesses_[token] = {given.account, given.scopes, now + lives_.access_token, grant};
  return token;
}

void OAuthServer::end_grant(std::uint64_t number) {
  const auto found = grants_.find(number);
  LOCKSTEP_ASSERT(found != grants_.end());
  refresh_tokens_.erase(found->second.refresh_token);
  grants_.erase(found);
  std::erase_if(accesses_, [&](const auto& entry) { return entry.second.grant == number; });
}

void OAuthServer::end_oldest_grant(std::string_view client_id, std::string_view account,
                                   bool with_refresh_token) {
  std::size_t count = 0;
  std::uint64_t oldest = 0;
  for (const auto& [number, grant] : grants_) {
    if (grant.client_id == client_id && grant.account == account &&
        grant.refresh_token.empty() != with_refresh_token) {
      oldest = count == 0 ? number : oldest;
      ++count;
    }
  }
  if (count >= kGrantsMax) {
    end_grant(oldest);
  }
}

void OAuthServer::forget_consent(const Grant& grant) {
  consents_.erase(consent_key(grant.client_id, grant.account));
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
