/// Access tokens, got from a refresh token and used until the service refuses them.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"
#include "lockstep/base/transport.h"
#include "lockstep/core/access_tokens.h"
#include "lockstep/core/config.h"

#include "answer.h"

namespace lockstep {

/// Requests sent, by operation.
using RequestCounts = std::map<std::string, std::size_t>;

struct OAuthGrant {
  std::string token_path;  ///< Of the token endpoint, e.g. "/oauth/v1/token".
  std::string client_id;
  std::string client_secret;
  std::string refresh_token;
};

/// Where the token endpoint is on its host.
[[nodiscard]] std::string token_path(const ServiceConfig& service);

/// What a token endpoint gives.
struct Token {
  std::string access_token;
  std::string refresh_token;                       ///< "" for none: a refresh brings none (G118).
  std::optional<std::vector<std::string>> scopes;  ///< nullopt if it named none.
  std::string id_token;                            ///< "" for none.
};

/// Sends one request to a token endpoint. @param form  With the client's credentials in it.
/// @error unauthenticated  The grant is refused (F97, G119).
[[nodiscard]] Answer<Token> request_token(Transport& transport, const std::string& path,
                                          const Query& form);

class TokenSource {
 public:
  /// @param kept  Of passes before, or null. It and the references must outlive the source.
  TokenSource(Transport& transport, Clock& clock, OAuthGrant grant, RequestCounts& counts,
              AccessTokens* kept = nullptr);

  /// The current access token; the first call where none was kept, and the first after discard(),
  /// refreshes it.
  ///
  /// @error unauthenticated  The grant was revoked, or the client is not known (G119, F97).
  [[nodiscard]] Answer<std::string> access_token();

  /// The scopes that the token endpoint named with the access token; nullopt if it named none, as
  /// HubSpot's does not.
  [[nodiscard]] const std::optional<std::vector<std::string>>& scopes() const {
    return token_.scopes;
  }

  /// Forgets the access token, after the service has refused it (CON-3).
  void discard();

 private:
  Transport& transport_;
  Clock& clock_;
  Random random_;
  OAuthGrant grant_;
  RequestCounts& counts_;
  AccessTokens* kept_;
  AccessTokens::Kept token_;  ///< "" for none yet.
};

}  // namespace lockstep
