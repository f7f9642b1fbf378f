/// Letting the sync into an account: the authorisation code grant with a loopback redirect
/// (RFC 6749, RFC 8252), and with PKCE at Google (RFC 7636).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"
#include "lockstep/base/result.h"
#include "lockstep/base/transport.h"
#include "lockstep/core/config.h"
#include "lockstep/core/side.h"

namespace lockstep {

/// One opening of a consent page.
struct ConsentRequest {
  Side side = Side::hubspot;
  std::string redirect_uri;  ///< Where the browser is sent back to.

  // Unguessable, and made anew for each opening.
  std::string state;          ///< An answer without it answers another page.
  std::string code_verifier;  ///< @invariant is_code_challenge(code_verifier)
};

/// What the sync asks for: to know which account it is, to read and write contacts, and to read
/// what the settings name (lists, properties, Other contacts). F75, G117.
[[nodiscard]] const std::vector<std::string>& consent_scopes(Side side);

/// The page to open in a browser.
[[nodiscard]] std::string consent_url(const ServiceConfig& service, const ConsentRequest& request);

/// The code in the query with which the browser came back.
///
/// @error invalid_input    The answer to another page, or to none: the user has not yet answered.
/// @error unauthenticated  The user, or the service, has denied the access (CON-4).
[[nodiscard]] Result<std::string> read_consent(const ConsentRequest& request, const Query& query);

/// What the user let the app in with.
struct Grant {
  std::string refresh_token;
  /// HubSpot: the portal's id. Google: the account's id (not its address). "" where it is not told.
  std::string account;
};

/// Exchanges the code, once. Every scope that was asked for must have been granted: half a consent
/// would make half a sync (CON-4).
///
/// @param token_endpoint  The host of `service.token_url`.
/// @param api             The host of `service.base_url`, where HubSpot tells what was granted.
/// @error unauthenticated  The code is not taken, or a scope is missing.
/// @error unavailable, outcome_unknown, throttled  Ask the user again.
[[nodiscard]] Result<Grant> redeem_code(const ServiceConfig& service, const ConsentRequest& request,
                                        const std::string& code, Transport& token_endpoint,
                                        Transport& api);

}  // namespace lockstep
