/// A connection's settings, shown.

#pragma once

#include <string>

#include "lockstep/core/config.h"
#include "lockstep/core/settings.h"

namespace lockstep::cli {

/// The drop-downs and filters, the choices, and the mapping table with what is refused.
/// @param accepted  Of the connection's settings.
[[nodiscard]] std::string settings_page(const ConnectionConfig& connection,
                                        const AcceptedSettings& accepted);

/// The same for programs: settings as in the configuration file, "mappings" and "refused".
[[nodiscard]] std::string settings_document(const ConnectionConfig& connection,
                                            const AcceptedSettings& accepted);

}  // namespace lockstep::cli
