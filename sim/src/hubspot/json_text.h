/// Writing JSON text directly, for the answers that hold many records.

#pragma once

#include <string>
#include <string_view>

namespace lockstep::sim::hubspot {

/// Appends `text` as a JSON string with its quotes. @pre text is UTF-8
void append_json_string(std::string& out, std::string_view text);

/// Appends `"name":` and, where `out` does not end in an opening bracket, a comma before it.
void append_json_name(std::string& out, std::string_view name);

}  // namespace lockstep::sim::hubspot
