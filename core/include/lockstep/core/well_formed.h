/// Whether a record can be believed: what is garbled must not be taken for a cleared field.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace lockstep {

using Json = nlohmann::json;

/// U+FFFF and U+FDD0, which are no characters: what stands where a text was garbled.
inline constexpr std::string_view kGarbledText = "\xef\xbf\xbf\xef\xb7\x90";

/// A contact of HubSpot whose properties are an object of texts, numbers, switches and nulls, and
/// whose "updatedAt", if it is there, is a text. No text in it is garbled.
[[nodiscard]] bool is_well_formed_contact(const Json& contact);

/// A person whose fields, as far as a mapping can reach them, are lists of objects with texts where
/// the mapping reads texts, none of them garbled, and whose metadata, if it is there, is an object.
[[nodiscard]] bool is_well_formed_person(const Json& person);

}  // namespace lockstep
