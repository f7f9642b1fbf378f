/// What rules say of settings, with the definitions that HubSpot has of its properties.

#pragma once

#include "lockstep/base/result.h"
#include "lockstep/core/settings.h"

#include "api_channel.h"

namespace lockstep {

/// Custom mappings are judged by the properties' types (MAP-3), for one request; no other settings
/// ask for them.
/// @error  Of the request.
[[nodiscard]] Result<AcceptedSettings> accept_settings(const SyncSettings& settings,
                                                       ApiChannel& hubspot);

}  // namespace lockstep
