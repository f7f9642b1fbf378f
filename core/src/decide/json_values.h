/// Reading JSON from outside: every access is checked, nothing throws, nothing recurses deeply.

#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/core/contact.h"

namespace lockstep {

/// The member of an object, or nullptr.
[[nodiscard]] const Json* find_member(const Json& object, std::string_view key);

/// The text member of an object, or "".
[[nodiscard]] std::string text_member(const Json& object, std::string_view key);

/// True only for the boolean true.
[[nodiscard]] bool is_set(const Json& object, std::string_view key);

/// The texts of an array member; anything else in it is left out.
[[nodiscard]] std::vector<std::string> texts_member(const Json& object, std::string_view key);

/// True if no value is nested deeper than `levels`; copying and writing such a value is safe.
[[nodiscard]] bool is_shallow(const Json& value, int levels);

/// Compact text; ill-formed UTF-8 is replaced, never an exception.
[[nodiscard]] std::string to_json_text(const Json& value);

/// The objects of the array in `text`; an empty array for any other text.
[[nodiscard]] Json parse_items(std::string_view text);

}  // namespace lockstep
