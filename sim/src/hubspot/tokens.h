/// Apps that users let in, and the tokens they hold (F73 to F75, F96, F97).

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/service.h"

#include "errors.h"
#include "outcome.h"

namespace lockstep::sim::hubspot {

/// How long an access token lives (F96).
inline constexpr Duration kAccessTokenLives = std::chrono::seconds(1800);

struct AccessToken {
  Instant expires_at;
  std::vector<std::string> scopes;
  std::string refresh_token;
};

class Tokens {
 public:
  explicit Tokens(Random random);

  OAuthGrant grant(const std::vector<std::string>& scopes, Instant now);

  /// A new access token for a refresh token, which stays what it is (F96); nullopt if the refresh
  /// token is not valid (any more).
  std::optional<std::string> refresh(std::string_view refresh_token, Instant now);

  [[nodiscard]] bool is_client(std::string_view client_id, std::string_view client_secret) const;

  /// The token behind "Bearer …".
  [[nodiscard]] Outcome<AccessToken> authenticate(std::optional<std::string_view> authorization,
                                                  Instant now) const;

  void expire_access_tokens(Instant now);
  void revoke_refresh_tokens();

 private:
  std::string issue(const std::vector<std::string>& scopes, std::string_view refresh_token,
                    Instant now);
  std::string draw(std::string_view prefix);

  Random random_;
  std::string client_id_;
  std::string client_secret_;
  std::map<std::string, std::vector<std::string>, std::less<>> refresh_tokens_;  ///< With scopes.
  std::map<std::string, AccessToken, std::less<>> access_tokens_;
};

}  // namespace lockstep::sim::hubspot
