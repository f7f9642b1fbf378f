/// What the portal makes of phone numbers. Pure.

#pragma once

#include <string>

#include "contact.h"

namespace lockstep::sim::hubspot {

/// Assumed (hubspot.properties.calculated-phones): a number without a country code is dialled in
/// the United States, and a text that cannot be a number has neither form.
[[nodiscard]] CalculatedPhone calculate_phone(const std::string& text);

}  // namespace lockstep::sim::hubspot
