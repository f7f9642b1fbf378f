/// From the schema dialects of both description forms to JSON Schema, as strict as can be.

#pragma once

#include "description.h"

namespace lockstep::descriptions {

/// References lead to "#/definitions/NAME"; an object that lists its members has no others; formats
/// that can be told become patterns. Descriptions, examples and defaults are left out.
[[nodiscard]] Json strict_schema(const Json& schema);

/// Each of `schemas` by its name.
[[nodiscard]] Json strict_definitions(const Json& schemas);

}  // namespace lockstep::descriptions
