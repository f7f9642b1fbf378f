/// The two services of the simulated world, and what a program needs to be let in.

#pragma once

#include <string>
#include <string_view>

namespace lockstep::sim {

enum class Service { hubspot, google };

[[nodiscard]] constexpr std::string_view to_string(Service service) noexcept {
  return service == Service::hubspot ? "hubspot" : "google";
}

/// What an app holds after a user has chosen "Allow". The access token is valid at once and
/// expires as the service's own tokens do; the refresh token brings new ones.
struct OAuthGrant {
  std::string client_id;
  std::string client_secret;
  std::string refresh_token;
  std::string access_token;
};

}  // namespace lockstep::sim
