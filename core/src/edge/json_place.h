/// Where something stands in a JSON text, for messages: the parser itself does not keep it.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// A step into a JSON value: a member's name, or an element's number as text.
using JsonPath = std::vector<std::string>;

/// The line (from 1) of the name of a member, or of an element, that `path` leads to; of the last
/// place on the way that is there, if the path ends in nothing. @pre `text` is JSON
[[nodiscard]] std::size_t find_line(std::string_view text, const JsonPath& path);

/// For messages: "connections[0].hubspot.records".
[[nodiscard]] std::string to_string(const JsonPath& path);

}  // namespace lockstep
