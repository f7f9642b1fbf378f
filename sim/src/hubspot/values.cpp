#include "values.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "email_address.h"

namespace lockstep::sim::hubspot {
namespace {

using Checked = std::variant<std::string, PropertyProblem>;

PropertyProblem problem(const PropertyDefinition& property, std::string_view code,
                        std::string message) {
  return {property.name, std::string(code), std::move(message)};
}

/// The years that "YYYY" can write.
bool is_writable(Instant instant) {
  return instant >= Instant(std::chrono::sys_days{std::chrono::year{0} / 1 / 1}) &&
         instant < Instant(std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1});
}

std::optional<Instant> parse_epoch_ms(std::string_view text) {
  std::int64_t epoch_ms = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), epoch_ms);
  constexpr std::int64_t kFarAway = 400'000'000'000'000;  // Keeps the calendar from overflowing.
  if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() ||
      epoch_ms > kFarAway || epoch_ms < -kFarAway) {
    return std::nullopt;
  }
  const Instant instant = from_epoch_ms(epoch_ms);
  return is_writable(instant) ? std::optional(instant) : std::nullopt;
}

bool is_midnight(Instant instant) {
  return instant == Instant(std::chrono::floor<std::chrono::days>(instant));
}

Checked check_string(const PropertyDefinition& property, std::string_view text) {
  if (code_point_count(text) > kStringCharactersMax) {
    // Assumed code and wording (hubspot.values.too-long).
    return problem(
        property, "PROPERTY_VALUE_TOO_LONG",
        "The value of " + property.name + " is too long: the maximum is 65,536 characters");
  }
  return std::string(text);
}

Checked check_email(const PropertyDefinition& property, std::string_view text) {
  std::string address = normalise_email(text);
  if (!address.empty() && !is_valid_email(address)) {
    return problem(property, "INVALID_EMAIL",
                   "Email address " + std::string(trim(text)) + " is invalid");
  }
  return address;
}

Checked check_number(const PropertyDefinition& property, std::string_view text) {
  const std::string_view digits = trim(text);
  if (!parse_decimal(digits)) {
    return problem(property, "INVALID_INTEGER", std::string(text) + " was not a valid number");
  }
  return std::string(digits);
}

Checked check_date(const PropertyDefinition& property, std::string_view text) {
  const std::optional<Instant> instant = parse_date(text);
  if (!instant) {
    return problem(property, "INVALID_DATE", std::string(text) + " was not a valid date");
  }
  if (!is_midnight(*instant)) {
    return problem(property, "INVALID_DATE",
                   std::string(text) + " is at " + format_timestamp(*instant).substr(11, 8) +
                       " UTC, not midnight!");
  }
  return format_timestamp(*instant).substr(0, 10);
}

Checked check_datetime(const PropertyDefinition& property, std::string_view text) {
  const std::optional<Instant> instant = parse_instant(text);
  if (!instant) {
    // Assumed (hubspot.values.times): of the known problems, the one that speaks of epoch ms.
    return problem(property, "INVALID_LONG", std::string(text) + " was not a valid long.");
  }
  return format_timestamp(*instant);
}

Checked check_bool(const PropertyDefinition& property, std::string_view text) {
  if (text != "true" && text != "false") {
    return problem(property, "INVALID_OPTION",
                   std::string(text) + " was not one of the allowed options: [true, false]");
  }
  return std::string(text);
}

std::string list_options(const PropertyDefinition& property) {
  std::string list;
  for (std::size_t at = 0; at < property.options.size(); ++at) {
    const PropertyOption& option = property.options[at];
    list += (at == 0 ? "label: \"" : ", label: \"") + option.label + "\"\nvalue: \"" +
            option.value + "\"\ndisplay_order: " + std::to_string(at) +
            "\nhidden: false\nread_only: false\n";
  }
  return list;
}

bool has_option(const PropertyDefinition& property, std::string_view value) {
  return (property.external_options && property.options.empty()) ||
         std::ranges::find(property.options, value, &PropertyOption::value) !=
             property.options.end();
}

Checked check_multiple(const PropertyDefinition& property, std::string_view text,
                       std::string_view current) {
  std::vector<std::string> chosen;
  const auto add = [&](std::string_view values) {
    for (const std::string_view value : split(values, ';')) {
      if (!value.empty() && std::ranges::find(chosen, value) == chosen.end()) {
        chosen.emplace_back(value);
      }
    }
  };
  if (text.starts_with(';')) {
    add(current);
  }
  add(text);
  for (const std::string& value : chosen) {
    if (!has_option(property, value)) {
      return problem(
          property, "INVALID_OPTION",
          value + " was not one of the allowed options: [" + list_options(property) + "]");
    }
  }
  return join(chosen, ";");
}

Checked check_option(const PropertyDefinition& property, std::string_view text) {
  if (!has_option(property, text)) {
    return problem(property, "INVALID_OPTION",
                   std::string(text) + " was not one of the allowed options: [" +
                       list_options(property) + "]");
  }
  return std::string(text);
}

/// Several addresses with ';' between them (F53).
Checked check_additional_emails(const PropertyDefinition& property, std::string_view text) {
  std::vector<std::string> addresses;
  for (const std::string_view part : split(text, ';')) {
    const std::string address = normalise_email(part);
    if (address.empty() || std::ranges::find(addresses, address) != addresses.end()) {
      continue;
    }
    if (!is_valid_email(address)) {
      return problem(property, "INVALID_EMAIL", "Email address " + address + " is invalid");
    }
    addresses.push_back(address);
  }
  return join(addresses, ";");
}

}  // namespace

std::optional<Instant> parse_date(std::string_view text) {
  if (const auto instant = parse_epoch_ms(text)) {
    return instant;
  }
  return text.size() == 10 ? parse_timestamp(std::string(text) + "T00:00:00Z") : std::nullopt;
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (const auto instant = parse_date(text)) {
    return instant;
  }
  const std::optional<Instant> instant = parse_timestamp(text);
  return instant && is_writable(*instant) ? instant : std::nullopt;
}

std::optional<double> parse_decimal(std::string_view text) {
  double number = 0;
  const auto parsed =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const bool plain = std::ranges::all_of(text, [](char letter) {
    return (letter >= '0' && letter <= '9') || letter == '.' || letter == '-';
  });
  if (text.empty() || !plain || parsed.ec != std::errc{} ||
      parsed.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

Checked check_value(const PropertyDefinition& property, std::string_view text,
                    std::string_view current) {
  if (text.empty()) {
    return std::string();
  }
  if (property.name == "email") {
    return check_email(property, text);
  }
  if (property.name == "hs_additional_emails") {
    return check_additional_emails(property, text);
  }
  if (property.type == "number") {
    return check_number(property, text);
  }
  if (property.type == "date") {
    return check_date(property, text);
  }
  if (property.type == "datetime") {
    return check_datetime(property, text);
  }
  if (property.type == "bool") {
    return check_bool(property, text);
  }
  if (property.type == "enumeration") {
    return property.multiple() ? check_multiple(property, text, current)
                               : check_option(property, text);
  }
  return check_string(property, text);
}

}  // namespace lockstep::sim::hubspot
