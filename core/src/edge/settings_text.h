/// Settings as text, to see whether they were changed since the last pass.

#pragma once

#include <string>

#include "lockstep/core/settings.h"

namespace lockstep {

/// Equal settings give equal text.
[[nodiscard]] std::string settings_text(const SyncSettings& settings,
                                        const std::string& default_region);

}  // namespace lockstep
