/// Whether a record can be believed: what is garbled must not be taken for a cleared field.

#pragma once

#include <nlohmann/json_fwd.hpp>

namespace lockstep {

using Json = nlohmann::json;

/// A contact of HubSpot whose properties are an object of texts, numbers, switches and nulls, and
/// whose "updatedAt", if it is there, is a text.
[[nodiscard]] bool is_well_formed_contact(const Json& contact);

/// A person whose fields, as far as a mapping can reach them, are lists of objects with texts where
/// the mapping reads texts, and whose metadata, if it is there, is an object.
[[nodiscard]] bool is_well_formed_person(const Json& person);

}  // namespace lockstep
