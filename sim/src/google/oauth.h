/// Who may call: apps, grants, codes and tokens of the fake Google (G111, G117–G120).

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim::google {

/// An app, as its developer registered it.
struct OAuthClient {
  std::string id;
  std::string secret;
  std::string name;
  /// Where answers may go, each compared as a whole. Empty for an installed app: any port of the
  /// loopback.
  std::vector<std::string> redirect_uris;
};

/// What an access token allows.
struct Access {
  std::string account;
  std::vector<std::string> scopes;
  Instant expires;
  std::uint64_t grant = 0;

  [[nodiscard]] bool allows_any_of(const std::vector<std::string_view>& wanted) const;
};

/// What a user allowed, on its way to the app as a code.
struct AuthorisationCode {
  std::string client_id;
  std::string redirect_uri;
  std::string account;
  std::vector<std::string> scopes;
  std::string code_challenge;        ///< Empty without PKCE.
  bool challenge_is_hashed = false;  ///< S256, or plain.
  std::string nonce;                 ///< For the id_token.
  bool gives_refresh_token = false;
  Instant expires{};
};

struct OAuthLives {
  Duration access_token;  ///< As announced in `expires_in`.
  Duration authorisation_code;
};

class OAuthServer {
 public:
  /// How many grants with a refresh token an account has for one app, and as many without; a new
  /// one ends the oldest.
  static constexpr std::size_t kGrantsMax = 100;

  struct Grant {
    std::string client_id;
    std::string account;
    std::vector<std::string> scopes;
    std::string refresh_token;  ///< Empty for access of the moment ("online").
  };

  OAuthServer(Random random, const OAuthLives& lives);

  /// The app is new whatever its name is.
  const OAuthClient& register_client(std::string name, std::vector<std::string> redirect_uris);
  [[nodiscard]] const OAuthClient* find_client(std::string_view id) const;

  void reseed(Random random) { random_ = random; }

  /// To the app that was there from the beginning.
  OAuthGrant grant(std::string_view account, const std::vector<std::string>& scopes, Instant now);

  /// Keeps `code` for its life and returns its text.
  std::string issue_code(AuthorisationCode code, Instant now);
  /// The code, which is then used up; nullopt if it is unknown, used, too old or another app's.
  std::optional<AuthorisationCode> take_code(std::string_view client_id, std::string_view text,
                                             Instant now);
  /// True once the user has allowed the app all of these scopes on the consent page.
  [[nodiscard]] bool has_consented(std::string_view client_id, std::string_view account,
                                   const std::vector<std::string>& scopes) const;

  /// What a code is exchanged for: a grant with an access token to it.
  struct Issued {
    const Grant* grant;
    std::string access_token;
  };
  Issued redeem(const AuthorisationCode& code, Instant now);
  /// nullopt if the refresh token is unknown, revoked or another app's.
  std::optional<Issued> refresh(std::string_view client_id, std::string_view refresh_token,
                                Instant now);

  /// nullptr if the token is unknown, expired or revoked.
  [[nodiscard]] const Access* find_access(std::string_view access_token, Instant now) const;
  /// True for a token that was valid not long ago.
  [[nodiscard]] bool has_expired(std::string_view access_token, Instant now) const;
  [[nodiscard]] const Grant& grant_of(const Access& access) const;
  /// Of the tokens and codes that are issued from now on.
  void set_lives(const OAuthLives& lives) { lives_ = lives; }
  [[nodiscard]] Duration access_token_life() const noexcept { return lives_.access_token; }

  /// Of the app's Google Cloud project: its client id begins with it.
  [[nodiscard]] std::string_view project_number() const;

  void expire_access_tokens(Instant now);
  /// Ends the account's grants, access tokens included.
  void revoke(std::string_view account);
  /// Ends the grant of an access or a refresh token. False if there is none.
  bool revoke_token(std::string_view token, Instant now);

 private:
  std::string new_secret(std::string_view prefix, std::size_t words);
  std::uint64_t add_grant(std::string_view client_id, std::string_view account,
                          const std::vector<std::string>& scopes, bool with_refresh_token);
  std::string issue_access_token(std::uint64_t grant, Instant now);
  void end_grant(std::uint64_t number);
  void end_oldest_grant(std::string_view client_id, std::string_view account,
                        bool with_refresh_token);
  void forget_consent(const Grant& grant);

  Random random_;
  OAuthLives lives_;
  std::string default_client_;
  std::uint64_t grants_made_ = 0;
  std::map<std::string, OAuthClient, std::less<>> clients_;                ///< By id.
  std::map<std::string, AuthorisationCode, std::less<>> codes_;            ///< By code.
  std::map<std::uint64_t, Grant> grants_;                                  ///< By age.
  std::map<std::string, std::uint64_t, std::less<>> refresh_tokens_;       ///< Grants.
  std::map<std::string, Access, std::less<>> accesses_;                    ///< By access token.
  std::map<std::string, std::vector<std::string>, std::less<>> consents_;  ///< By app and account.
};

/// The token of "Authorization: Bearer …" or of the query (G3); nullopt if there is none.
[[nodiscard]] std::optional<std::string_view> bearer_token(const Request& request);

}  // namespace lockstep::sim::google
