/// Birthdays that are moved.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json.h"

namespace lockstep::scenario {

/// "1990-05-17", "5/17/1990", "17/5/1990", "17.5.1990" or "05-17" later by `days`, in the same
/// form. Where day and month can be either, the first is the month with '/', the day with '.'.
/// nullopt: no such date.
[[nodiscard]] std::optional<std::string> moved_date(std::string_view date, int days);

/// {"year":…,"month":…,"day":…} of Google later by `days`; what is missing or 0 stays so. Without
/// a year it moves as in a leap year. A day that does not exist stays as it is: it is nobody's.
[[nodiscard]] Json moved_date(const Json& date, int days);

}  // namespace lockstep::scenario
