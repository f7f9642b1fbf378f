/// The ways to the two services of a configuration, over HTTP.

#pragma once

#include <memory>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"
#include "lockstep/base/transport.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"

namespace lockstep::cli {

/// The ways to one service.
struct ServiceDoor {
  std::unique_ptr<Transport> api;
  std::unique_ptr<Transport> token;  ///< Null: the token endpoint is reached as the API is.

  [[nodiscard]] Transport& token_endpoint() const { return token ? *token : *api; }
};

/// @error invalid_input  A URL is none.
[[nodiscard]] Result<ServiceDoor> open_door(const ServiceConfig& service);

struct ServiceDoors {
  ServiceDoor hubspot;
  ServiceDoor google;

  /// @param clock  Must outlive the services.
  [[nodiscard]] Services services(Clock& clock) const {
    return {*hubspot.api, *google.api, clock, hubspot.token.get(), google.token.get()};
  }
};

[[nodiscard]] Result<ServiceDoors> open_doors(const Config& config);

}  // namespace lockstep::cli
