/// JSON as text, put together from pieces.

#pragma once

#include <string>
#include <string_view>

#include "json_string.h"

namespace lockstep::sim::hubspot {

/// Appends `"name":` and, where `out` does not end in an opening bracket, a comma before it.
void append_json_name(std::string& out, std::string_view name);

}  // namespace lockstep::sim::hubspot
