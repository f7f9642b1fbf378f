#include "recording/fake_date.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <vector>

namespace lockstep::scenario {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kLeapYear = 2000;

std::optional<year_month_day> moved(int in_year, int in_month, int in_day, int days) {
  const year_month_day date{year(in_year), month(static_cast<unsigned>(in_month)),
                            day(static_cast<unsigned>(in_day))};
  if (in_year < 1 || in_year > 9000 || in_month < 1 || in_day < 1 || !date.ok()) {
    return std::nullopt;
  }
  return year_month_day(sys_days(date) + std::chrono::days(days));
}

int number(std::string_view digits) {
  int value = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

/// As many digits as there were, or more where they do not suffice.
std::string written(unsigned value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace

std::optional<std::string> moved_date(std::string_view date, int days) {
  const std::size_t first = date.find_first_not_of("0123456789");
  if (first == date.npos || std::string_view("-/.").find(date[first]) == std::string_view::npos) {
    return std::nullopt;
  }
  const char separator = date[first];
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= date.size();) {
    const std::size_t end = std::min(date.find(separator, begin), date.size());
    parts.push_back(date.substr(begin, end - begin));
    begin = end + 1;
  }
  const bool has_year = parts.size() == 3;
  if ((!has_year && parts.size() != 2) ||
      std::ranges::any_of(parts, [](std::string_view part) { return number(part) < 0; })) {
    return std::nullopt;
  }
  const bool year_first = has_year && parts[0].size() == 4;
  std::size_t month_at = year_first ? 1 : separator == '.' ? 1 : 0;
  std::size_t day_at = year_first ? 2 : separator == '.' ? 0 : 1;
  const std::size_t year_at = year_first ? 0 : 2;
  constexpr int kMonths = 12;
  if (number(parts[month_at]) > kMonths && number(parts[day_at]) <= kMonths) {
    std::swap(month_at, day_at);
  }
  if (has_year && parts[year_at].size() != 4) {
    return std::nullopt;
  }
  const auto later = moved(has_year ? number(parts[year_at]) : kLeapYear, number(parts[month_at]),
                           number(parts[day_at]), days);
  if (!later) {
    return std::nullopt;
  }
  std::string text;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    const unsigned value = at == month_at ? static_cast<unsigned>(later->month())
                           : at == day_at ? static_cast<unsigned>(later->day())
                                          : static_cast<unsigned>(static_cast<int>(later->year()));
    text += (at == 0 ? "" : std::string(1, separator)) + written(value, parts[at].size());
  }
  return text;
}

Json moved_date(const Json& date, int days) {
  const auto part = [&](const char* name) {
    const auto member = date.find(name);
    return member != date.end() && member->is_number_integer() ? member->get<int>() : 0;
  };
  constexpr int kMiddle = 15;
  constexpr int kJune = 6;
  const int in_month = part("month");
  const int in_day = part("day");
  const auto later = moved(part("year") == 0 ? kLeapYear : part("year"),
                           in_month == 0 ? kJune : in_month, in_day == 0 ? kMiddle : in_day, days);
  Json result = date;
  const auto set = [&](const char* name, int value) {
    if (part(name) != 0 && later) {
      result[name] = value;
    }
  };
  if (later) {
    set("year", static_cast<int>(later->year()));
    set("month", static_cast<int>(static_cast<unsigned>(later->month())));
    set("day", static_cast<int>(static_cast<unsigned>(later->day())));
  }
  return result;
}

}  // namespace lockstep::scenario
