#include "duration_option.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <map>

namespace lockstep::cli {
namespace {

constexpr std::int64_t kSecond = 1'000;
constexpr std::int64_t kDurationMax = kSecond * 60 * 60 * 24 * 31;

}  // namespace

CLI::Option* add_duration_option(CLI::App& command, const std::string& name,
                                 std::optional<Duration>& duration,
                                 const std::string& description) {
  const std::map<std::string, std::int64_t> units{
      {"ms", 1}, {"s", kSecond}, {"m", kSecond * 60}, {"h", kSecond * 60 * 60}};
  CLI::AsNumberWithUnit with_unit(
      units, CLI::AsNumberWithUnit::Options(CLI::AsNumberWithUnit::CASE_SENSITIVE |
                                            CLI::AsNumberWithUnit::UNIT_REQUIRED));
  with_unit.description("");  // The numbers behind it are milliseconds, which nobody types.
  CLI::Range in_range(std::int64_t{1}, kDurationMax);
  in_range.description("");
  return command
      .add_option_function<std::int64_t>(
          name, [&duration](const std::int64_t& value) { duration = Duration(value); }, description)
      ->transform(with_unit)
      ->check(in_range)
      ->type_name("TIME");
}

}  // namespace lockstep::cli
