/// What an app asks a user for: the query of Google's authorisation page (G117, G118).

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lockstep/base/http.h"

#include "google/oauth.h"

namespace lockstep::sim::google {

struct AuthorisationRequest {
  const OAuthClient* client;
  std::string redirect_uri;
  std::vector<std::string> scopes;  ///< Known ones, once each.
  std::string state;
  std::string login_hint;
  std::string nonce;  ///< For the id_token.
  std::string code_challenge;
  bool challenge_is_hashed = false;
  bool offline = false;      ///< access_type=offline
  bool asks_anew = false;    ///< prompt=consent
  bool asks_nobody = false;  ///< prompt=none
};

/// Why the user is not even asked. It is shown to the user: the app may not be whom it says it is.
struct AuthorisationRefusal {
  int http_status = 400;
  std::string error;  ///< "redirect_uri_mismatch"
  std::string text;
};

/// @returns a request whose client is one of `oauth`.
[[nodiscard]] std::variant<AuthorisationRequest, AuthorisationRefusal> read_authorisation_request(
    const OAuthServer& oauth, const Query& query);

}  // namespace lockstep::sim::google
