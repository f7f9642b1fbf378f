/// The options of the properties that have hundreds of them (F92).

#pragma once

#include <span>

#include "property_table.h"

namespace lockstep::sim::hubspot {

/// Of hs_language: 199.
[[nodiscard]] std::span<const OptionRow> language_rows();

/// Of hs_timezone: 525.
[[nodiscard]] std::span<const OptionRow> time_zone_rows();

}  // namespace lockstep::sim::hubspot
