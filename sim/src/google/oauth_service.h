/// The OAuth endpoints of the fake Google, which in reality live on three hosts (G118–G120).

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"
#include "lockstep/base/result.h"
#include "lockstep/sim/fake_google.h"

#include "google/address_book.h"

namespace lockstep::sim::google {

/// "oauth.token", "oauth.authorize", …; nullopt for what is no OAuth endpoint.
[[nodiscard]] std::optional<std::string_view> oauth_operation_of(const Request& request);

/// Every name that oauth_operation_of gives, some of them twice.
[[nodiscard]] std::vector<std::string_view> oauth_operations();

/// @pre oauth_operation_of(request)
[[nodiscard]] Response answer_oauth_request(GoogleState& state, const Request& request);

/// What the consent page would send for this decision, see FakeGoogle::decide_consent.
[[nodiscard]] Result<std::string> decide_consent(GoogleState& state,
                                                 std::string_view authorisation_url,
                                                 const GoogleConsent& consent);

}  // namespace lockstep::sim::google
