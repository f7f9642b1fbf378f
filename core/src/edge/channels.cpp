#include "channels.h"

#include <string>

#include "google_errors.h"
#include "hubspot_errors.h"

namespace lockstep {
namespace {

OAuthGrant grant_of(const ServiceConfig& service, const std::string& refresh_token) {
  return {.token_path = token_path(service),
          .client_id = service.client_id,
          .client_secret = service.client_secret,
          .refresh_token = refresh_token};
}

}  // namespace

Channels::Channels(const Config& config, const ConnectionConfig& connection,
                   const Services& services, RequestCounts& counts)
    : hubspot_tokens(services.hubspot_token != nullptr ? *services.hubspot_token : services.hubspot,
                     services.clock, grant_of(config.hubspot, connection.hubspot_refresh_token),
                     counts, services.tokens),
      google_tokens(services.google_token != nullptr ? *services.google_token : services.google,
                    services.clock, grant_of(config.google, connection.google_refresh_token),
                    counts, services.tokens),
      hubspot({.transport = services.hubspot,
               .clock = services.clock,
               .tokens = hubspot_tokens,
               .counts = counts,
               .read_error = read_hubspot_error,
               .limit = kHubSpotRequests,
               .special_limit = kHubSpotSearches}),
      google({.transport = services.google,
              .clock = services.clock,
              .tokens = google_tokens,
              .counts = counts,
              .read_error = read_google_error,
              .limit = kGoogleRequests,
              .special_limit = kGoogleWrites}) {}

}  // namespace lockstep
