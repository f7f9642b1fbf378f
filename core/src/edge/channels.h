/// The ways of a connection's requests to both services, each with its tokens.

#pragma once

#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"

#include "api_channel.h"
#include "oauth.h"

namespace lockstep {

struct Channels {
  /// Everything must outlive the channels.
  Channels(const Config& config, const ConnectionConfig& connection, const Services& services,
           RequestCounts& counts);

  [[nodiscard]] bool lack_permission() const {
    return consent_is_short || hubspot.lacks_permission() || google.lacks_permission();
  }

  bool consent_is_short = false;  ///< Found before a call was refused for it.
  TokenSource hubspot_tokens;
  TokenSource google_tokens;
  ApiChannel hubspot;
  ApiChannel google;
};

}  // namespace lockstep
