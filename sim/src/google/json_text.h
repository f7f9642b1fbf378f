/// JSON as text: the server keeps contacts serialised, and answers are put together from pieces.

#pragma once

#include <string>
#include <string_view>

#include "json_string.h"

namespace lockstep::sim::google {

/// Lays compact JSON out as the service does unless it is told otherwise: two spaces a level, a
/// line a member, "{}" and "[]" for what is empty, a line end behind the last brace (G5).
[[nodiscard]] std::string pretty_print(std::string_view compact);

}  // namespace lockstep::sim::google
