/// Who may call: grants, refresh tokens and access tokens of the fake Google (G111, G117–G119).

#pragma once

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

/// What an access token allows.
struct Access {
  std::string account;
  std::vector<std::string> scopes;
  Instant expires;

  [[nodiscard]] bool allows_any_of(const std::vector<std::string_view>& wanted) const;
};

class OAuthServer {
 public:
  /// @param access_token_life As announced in `expires_in`.
  OAuthServer(Random random, Duration access_token_life);

  OAuthGrant grant(std::string_view account, const std::vector<std::string>& scopes, Instant now);

  /// POST /token, form-encoded.
  [[nodiscard]] Response token(const Request& request, Instant now);

  /// nullptr if the token is unknown, expired or revoked.
  [[nodiscard]] const Access* find_access(std::string_view access_token, Instant now) const;

  /// Of the app's Google Cloud project: its client id begins with it.
  [[nodiscard]] std::string_view project_number() const;

  void expire_access_tokens();
  /// Ends the account's grants, access tokens included.
  void revoke(std::string_view account);

 private:
  struct Grant {
    std::string account;
    std::vector<std::string> scopes;
  };

  std::string new_secret(std::string_view prefix, std::size_t words);
  std::string issue_access_token(const Grant& grant, Instant now);
  [[nodiscard]] bool is_known_client(const Request& request, const Query& form) const;

  Random random_;
  Duration access_token_life_;
  std::string client_id_;
  std::string client_secret_;
  std::map<std::string, Grant, std::less<>> grants_;     ///< By refresh token.
  std::map<std::string, Access, std::less<>> accesses_;  ///< By access token.
};

/// The token of "Authorization: Bearer …" or of the query (G3); nullopt if there is none.
[[nodiscard]] std::optional<std::string_view> bearer_token(const Request& request);

}  // namespace lockstep::sim::google
