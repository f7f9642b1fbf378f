/// Where captures of the services show something else than their descriptions say.

#pragma once

#include "description.h"

namespace lockstep::descriptions {

/// Loosens the definitions by what is known of the wire.
void allow_wire_differences(Description& description);

}  // namespace lockstep::descriptions
