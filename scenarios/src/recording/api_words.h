/// The words that both APIs use themselves: what is among them tells of nobody.

#pragma once

#include <string_view>

namespace lockstep::scenario {

/// A word of the services' messages, constants and paths, or the name of a member or property.
/// @param word  In lower case, or as the API writes it.
[[nodiscard]] bool is_api_word(std::string_view word);

/// The name of a member, a property, a parameter or a field, as a whole.
[[nodiscard]] bool is_api_name(std::string_view name);

/// A page of the services' own documentation.
[[nodiscard]] bool is_api_url(std::string_view url);

}  // namespace lockstep::scenario
