/// What the service makes of a contact's values and adds to its answers (output-only members).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

#include "google/person_fields.h"

namespace lockstep::sim::google {

using Json = nlohmann::json;

/// "Dr. John Jay Doe III" (G48). @param name A stored Name.
[[nodiscard]] std::string display_name(const Json& name);

/// "Doe, Dr. John Jay, III"; without a family name the same as display_name (G48).
[[nodiscard]] std::string display_name_last_first(const Json& name);

/// The parts of a stored Address, a line each (G53).
[[nodiscard]] std::string formatted_address(const Json& address);

/// Adds the output-only members of one stored item of `field`.
void add_derived_forms(PersonField field, Json& item);

}  // namespace lockstep::sim::google
