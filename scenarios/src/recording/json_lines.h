/// JSON Lines whose last line may be torn.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"

#include "json.h"

namespace lockstep::scenario {

/// Hands each line to `visit`, with the "file:line" where it stands. What follows the last line
/// feed counts as a line if it is JSON: the beginning of an object never is.
///
/// @param first_begins  How the first line begins: only then may it be torn itself.
/// @return "line 7, which is torn after 31 bytes", or "".
/// @error invalid_input  A whole line that is no JSON, or what `visit` finds.
[[nodiscard]] Result<std::string> read_json_lines(
    std::string_view text, const std::string& source, std::string_view first_begins,
    const std::function<Result<void>(const Json&, const std::string&)>& visit);

}  // namespace lockstep::scenario
