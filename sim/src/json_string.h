/// Writing JSON text directly, for the answers that hold many records.

#pragma once

#include <string>
#include <string_view>

namespace lockstep::sim {

/// Appends `text` as a JSON string, quotes included. @pre text is UTF-8
void append_json_string(std::string& out, std::string_view text);

}  // namespace lockstep::sim
