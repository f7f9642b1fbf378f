/// The crash matrix: a scenario lived through once for every request and phase in which its
/// connector can die.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::scenario {

/// What became of the records, beside a life without a death (ROB-1). The first that is true.
enum class CrashOutcome {
  ok,         ///< The same in both apps.
  lost,       ///< A record is missing.
  duplicate,  ///< A record is there more often.
  diverged,   ///< A record holds something else.
};

/// "ok", "lost", "duplicate", "diverged": the one spelling in every output.
[[nodiscard]] std::string_view to_string(CrashOutcome outcome) noexcept;

/// One death.
struct CrashCell {
  std::string scenario;
  std::size_t request = 0;  ///< Of the connector in the scenario's passes, tokens included, from 1.
  std::string operation;    ///< What it asked for: "people.createContact".
  std::string phase;        ///< to_string(sim::CrashMoment): "before", "committed" or "after".
  std::string outcome;      ///< to_string(CrashOutcome).
  std::string detail;       ///< The first record that differs; "" where none does.

  friend bool operator==(const CrashCell&, const CrashCell&) = default;
};

/// The scenarios that a certification takes unless others are named: a first sync with creates and
/// updates, for each direction. Those that the connector's claims leave are taken.
inline constexpr std::string_view kCrashScenarios[] = {
    "direction/google-to-hubspot-creates-and-updates-in-hubspot",
    "direction/hubspot-to-google-creates-and-updates-in-google",
    "direction/two-way-books-become-their-union",
    "direction/two-way-edits-of-many-pairs-all-arrive"};

}  // namespace lockstep::scenario
