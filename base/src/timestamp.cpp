#include "lockstep/base/timestamp.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace lockstep {
namespace {

/// Takes `count` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  int number = 0;
  if (text.size() < count) {
    return std::nullopt;
  }
  const auto parsed = std::from_chars(text.data(), text.data() + count, number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + count || text[0] == '-') {
    return std::nullopt;
  }
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char letter) {
  if (text.empty() || text.front() != letter) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) {
    return std::nullopt;
  }
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) {
    return std::nullopt;
  }
  const auto day = take_number(text, 2);
  if (!day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional<std::chrono::sys_days>(date) : std::nullopt;
}

std::optional<Duration> take_hours_minutes(std::string_view& text) {
  const auto hours = take_number(text, 2);
  if (!hours || !take(text, ':')) {
    return std::nullopt;
  }
  const auto minutes = take_number(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) {
    return std::nullopt;
  }
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

std::optional<Duration> take_fraction(std::string_view& text) {
  if (!take(text, '.')) {
    return Duration(0);
  }
  int milliseconds = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && digits < 9) {
    if (digits < 3) {
      milliseconds = milliseconds * 10 + (text.front() - '0');
    }
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0) {
    return std::nullopt;
  }
  for (int missing = digits; missing < 3; ++missing) {
    milliseconds *= 10;
  }
  return Duration(milliseconds);
}

/// How far local time is ahead of UTC.
std::optional<Duration> take_offset(std::string_view& text) {
  if (take(text, 'Z')) {
    return Duration(0);
  }
  const bool ahead = take(text, '+');
  if (!ahead && !take(text, '-')) {
    return std::nullopt;
  }
  const auto offset = take_hours_minutes(text);
  if (!offset) {
    return std::nullopt;
  }
  return ahead ? *offset : -*offset;
}

/// Appends `number` with leading zeros. By hand: printf took most of the time of a full list.
void append_padded(std::string& text, std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  text.append(width - std::min(width, digits.size()), '0');
  text += digits;
}

}  // namespace

std::string format_timestamp(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::string text;
  text.reserve(std::string_view("2024-02-29T19:55:04.281Z").size());
  append_padded(text, static_cast<int>(date.year()), 4);
  text += '-';
  append_padded(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  append_padded(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  append_padded(text, time.hours().count(), 2);
  text += ':';
  append_padded(text, time.minutes().count(), 2);
  text += ':';
  append_padded(text, time.seconds().count(), 2);
  text += '.';
  append_padded(text, time.subseconds().count(), 3);
  text += 'Z';
  return text;
}

std::optional<Instant> parse_timestamp(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, 'T')) {
    return std::nullopt;
  }
  const auto minutes = take_hours_minutes(text);
  if (!minutes || !take(text, ':')) {
    return std::nullopt;
  }
  const auto seconds = take_number(text, 2);
  if (!seconds || *seconds > 59) {
    return std::nullopt;
  }
  const auto fraction = take_fraction(text);
  if (!fraction) {
    return std::nullopt;
  }
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) {
    return std::nullopt;
  }
  return Instant(*date) + *minutes + std::chrono::seconds(*seconds) + *fraction - *offset;
}

}  // namespace lockstep
