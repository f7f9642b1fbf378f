/// The discovery document: the description of this API from which Google's clients for dynamic
/// languages make themselves.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/http.h"

#include "google/answer_form.h"

namespace lockstep::sim::google {

inline constexpr std::string_view kDiscoveryOperation = "discovery.apis.getRest";

/// GET of "/$discovery/rest", as every service has it, or of "/discovery/v1/apis/{api}/{version}/
/// rest", where the service of that name lists all.
[[nodiscard]] bool is_discovery_request(const Request& request);

/// The document, whose root URL is the host that was asked; 404 for another API or version.
/// @pre is_discovery_request(request)
[[nodiscard]] Response answer_discovery_request(const Request& request, const AnswerForm& form);

}  // namespace lockstep::sim::google
