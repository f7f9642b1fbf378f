/// Whether the user's consent covers what the sync will do, asked before it does anything (CON-4).

#pragma once

#include "lockstep/core/settings.h"

#include "answer.h"
#include "api_channel.h"
#include "oauth.h"

namespace lockstep {

/// Fetches an access token of Google, which is told with its scopes.
/// @return Whether they cover `direction`; true where the scopes are not known.
[[nodiscard]] Answer<bool> google_permits(TokenSource& tokens, Direction direction);

/// The same of HubSpot, for one request.
[[nodiscard]] Answer<bool> hubspot_permits(ApiChannel& hubspot, TokenSource& tokens,
                                           Direction direction);

}  // namespace lockstep
