/// Definitions of properties and groups as an app sends them, read and checked (F90, F91, F94).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include "outcome.h"
#include "property_schema.h"

namespace lockstep::sim::hubspot {

/// A new custom property: every required member there, and the name not taken (409).
[[nodiscard]] Outcome<PropertyDefinition> read_property(const nlohmann::json& json,
                                                        const PropertySchema& schema, Instant now);

/// `before` with the members of an update. Assumed (hubspot.properties.update-fixed): name and
/// uniqueness stay as they are.
[[nodiscard]] Outcome<PropertyDefinition> read_property_update(const nlohmann::json& json,
                                                               const PropertyDefinition& before,
                                                               const PropertySchema& schema,
                                                               Instant now);

[[nodiscard]] Outcome<PropertyGroup> read_group(const nlohmann::json& json,
                                                const PropertySchema& schema);
[[nodiscard]] Outcome<PropertyGroup> read_group_update(const nlohmann::json& json,
                                                       const PropertyGroup& before);

[[nodiscard]] Problem property_is_fixed(const PropertyDefinition& definition);

}  // namespace lockstep::sim::hubspot
