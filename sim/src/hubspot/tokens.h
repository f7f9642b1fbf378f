/// Apps that users let in, and the tokens they hold (F73 to F75, F96 to F98).

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/service.h"

#include "errors.h"
#include "outcome.h"

namespace lockstep::sim::hubspot {

/// How long an access token lives (F96).
inline constexpr Duration kAccessTokenLives = std::chrono::seconds(1800);

/// How long an authorisation code lives. Assumed (hubspot.oauth.code-life).
inline constexpr Duration kAuthorisationCodeLives = std::chrono::seconds(60);

struct AccessToken {
  Instant expires_at;
  std::vector<std::string> scopes;
  std::string refresh_token;
};

/// What a grant brings an app.
struct IssuedTokens {
  std::string access_token;
  std::string refresh_token;
  std::vector<std::string> scopes;
};

/// Why a code brings nothing (F97).
enum class CodeRefusal { unknown, expired_or_used, other_redirect_uri, other_verifier };

/// What a code was asked for with, or is to be exchanged with.
struct CodeTerms {
  std::string redirect_uri;
  /// Of the asker: the S256 challenge; of the exchanger: the verifier. "" without PKCE.
  std::string proof = {};
};

class Tokens {
 public:
  explicit Tokens(Random random);

  // The one app that there is, as its developer knows it.
  [[nodiscard]] std::uint32_t app_id() const { return app_id_; }
  [[nodiscard]] const std::string& client_id() const { return client_id_; }
  [[nodiscard]] const std::string& client_secret() const { return client_secret_; }
  [[nodiscard]] const std::string& developer_key() const { return developer_key_; }

  void reseed(Random random) { random_ = random; }

  OAuthGrant grant(const std::vector<std::string>& scopes, Instant now);

  /// A code for what a user has allowed, to be exchanged by the app once and soon.
  std::string issue_code(CodeTerms terms, const std::vector<std::string>& scopes, Instant now);

  /// Exchanges a code, which is worth nothing afterwards, whatever the outcome is.
  [[nodiscard]] std::variant<IssuedTokens, CodeRefusal> redeem(std::string_view code,
                                                               const CodeTerms& terms, Instant now);

  /// A new access token for a refresh token, which stays what it is (F96); nullopt if the refresh
  /// token is not valid (any more).
  [[nodiscard]] std::optional<IssuedTokens> refresh(std::string_view refresh_token, Instant now);

  /// The token behind "Bearer …".
  [[nodiscard]] Outcome<AccessToken> authenticate(std::optional<std::string_view> authorization,
                                                  Instant now) const;

  /// Expired ones as well; nullptr for one that was never issued, or is revoked.
  [[nodiscard]] const AccessToken* find_access_token(std::string_view token) const;

  /// The scopes of a valid refresh token; nullptr for any other.
  [[nodiscard]] const std::vector<std::string>* find_refresh_token(std::string_view token) const;

  /// Ends a refresh token; access tokens that it brought live on. @return Whether there was one.
  bool delete_refresh_token(std::string_view token);

  /// Ends an access token, or a refresh token and all access tokens that it brought.
  void revoke(std::string_view token);

  void expire_access_tokens(Instant now);
  void revoke_refresh_tokens();

 private:
  struct Code {
    CodeTerms terms;
    std::vector<std::string> scopes;
    Instant expires_at;
    bool used = false;
  };

  IssuedTokens start(const std::vector<std::string>& scopes, Instant now);
  std::string issue(const std::vector<std::string>& scopes, std::string_view refresh_token,
                    Instant now);
  std::string draw(std::string_view prefix);

  Random random_;
  std::uint32_t app_id_;
  std::string developer_key_;
  std::string client_id_;
  std::string client_secret_;
  std::map<std::string, Code, std::less<>> codes_;
  std::map<std::string, std::vector<std::string>, std::less<>> refresh_tokens_;  ///< With scopes.
  std::map<std::string, AccessToken, std::less<>> access_tokens_;
};

}  // namespace lockstep::sim::hubspot
