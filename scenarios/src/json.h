/// The one JSON type of this module. Only for its own sources: public headers carry JSON as text.

#pragma once

#include <nlohmann/json_fwd.hpp>

namespace lockstep::scenario {

using Json = nlohmann::json;

}  // namespace lockstep::scenario
