/// The published JSON Schemas, for tests that hold files against them.

#pragma once

#include <string>

#include "json.h"

namespace lockstep::scenario {

/// scenarios/schema/NAME.schema.json
[[nodiscard]] Json read_schema(const std::string& name);

/// Why that schema refuses `json`, or "".
[[nodiscard]] std::string refusal_by(const std::string& name, const Json& json);

}  // namespace lockstep::scenario
