/// JSON from outside, read without trust.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lockstep {

using Json = nlohmann::json;

inline constexpr std::size_t kJsonDepthMax = 64;

/// The parsed text, or nullopt if it is not JSON or is nested deeper than kJsonDepthMax: deep
/// values parse, and overflow the stack when they are copied or written.
[[nodiscard]] std::optional<Json> parse_json(std::string_view text);

/// The same of a service's answer, with kGarbledText for half of a surrogate pair, so that it
/// spoils its record and not the whole page.
[[nodiscard]] std::optional<Json> parse_answer(std::string_view text);

/// The text of member `key`, or "" if `object` is no object, has no such member, or it is no
/// string.
[[nodiscard]] std::string text_member(const Json& object, const char* key);

/// The array member `key`; nullptr if `object` has no such member, or it is no array.
[[nodiscard]] const Json* list_member(const Json& object, const char* key);

/// The member `key`, or a null value.
[[nodiscard]] const Json& member(const Json& object, const char* key);

}  // namespace lockstep
