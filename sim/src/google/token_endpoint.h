/// POST /token: codes and refresh tokens for access tokens (G118, G119).

#pragma once

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"

#include "google/id_token.h"
#include "google/oauth.h"

namespace lockstep::sim::google {

/// @param email_of  Of the accounts that grants are for.
[[nodiscard]] Response answer_token_request(OAuthServer& oauth, const Request& request,
                                            const EmailOfAccount& email_of, Instant now);

}  // namespace lockstep::sim::google
