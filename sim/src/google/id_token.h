/// The id_token of OpenID Connect: who the user is, told to the app beside an access token (G118).

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "google/oauth.h"

namespace lockstep::sim::google {

/// The email of the account with this id.
using EmailOfAccount = std::function<std::string(const std::string&)>;

struct IdTokenClaims {
  std::string email;
  std::string nonce;  ///< As the app sent it; "" for none.
  Instant now;
};

/// Whether an app with these scopes is told who the user is. Assumed
/// (google.oauth.id-token-scopes): those of the profile and the email bring one as "openid" does.
[[nodiscard]] bool gives_id_token(const std::vector<std::string>& scopes);

/// A JSON Web Token in the form of RS256. Nobody can check its signature, which is no real one:
/// assumed (google.oauth.id-token-signature).
[[nodiscard]] std::string write_id_token(const OAuthServer::Issued& issued,
                                         const IdTokenClaims& claims);

}  // namespace lockstep::sim::google
