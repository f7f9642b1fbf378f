/// What a property can hold, and how HubSpot stores it (F41, F43, F71).

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "lockstep/base/clock.h"

#include "errors.h"
#include "property_schema.h"

namespace lockstep::sim::hubspot {

inline constexpr std::size_t kStringCharactersMax = 65'536;  // F43

/// The value to store for `text`, or why there is none. "" clears and is always valid.
///
/// @param current  What the property holds now: ";c" appends to a multiple choice (F43).
[[nodiscard]] std::variant<std::string, PropertyProblem> check_value(
    const PropertyDefinition& property, std::string_view text, std::string_view current);

/// A date, "2026-03-02" or epoch milliseconds; nullopt for anything else.
[[nodiscard]] std::optional<Instant> parse_date(std::string_view text);

/// An ISO 8601 instant or date, or epoch milliseconds; nullopt for anything else (F43, F60).
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// Digits with at most one decimal point, and a sign in front.
[[nodiscard]] std::optional<double> parse_decimal(std::string_view text);

}  // namespace lockstep::sim::hubspot
