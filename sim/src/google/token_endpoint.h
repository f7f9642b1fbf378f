/// POST /token: codes and refresh tokens for access tokens (G118, G119).

#pragma once

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"

#include "google/oauth.h"

namespace lockstep::sim::google {

[[nodiscard]] Response answer_token_request(OAuthServer& oauth, const Request& request,
                                            Instant now);

}  // namespace lockstep::sim::google
