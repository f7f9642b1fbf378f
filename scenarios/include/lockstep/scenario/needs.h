/// What a connector must claim for a scenario to be about it.

#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "lockstep/base/rule.h"
#include "lockstep/scenario/scenario.h"

namespace lockstep::scenario {

/// Claims (kClaims) without which the scenario says nothing of a connector: those that it names in
/// "needs", and those that its settings, at the start or later, amount to:
///
///   two_way, to_google, to_hubspot  the two drop-downs of a connection that is turned on
///   filters, other_contacts         a drop-down that says "filter"; one of Google that neither
///                                   keeps to the Contacts folder nor to starred contacts (SCO-10)
///   custom_mappings, no_email, lifecycle_stage  the settings of that kind
///   several_connections             more than one Google account (CON-5)
///
/// The claims about reports (health, refused, conflicts) are asked check by check (claim_of).
[[nodiscard]] std::set<std::string> needs_of(const Scenario& scenario);

/// Rules that every scenario judges beside its own, where it comes to the point
/// (docs/scenario_format.md).
inline constexpr std::array kStandingRules = {
    "CON-1"_rule, "CON-2"_rule, "DIR-3"_rule,  "DIR-4"_rule, "DIR-6"_rule, "SCO-4"_rule,
    "MAP-5"_rule, "MAP-6"_rule, "KEP-1"_rule,  "KEP-2"_rule, "KEP-4"_rule, "DEL-1"_rule,
    "LIM-7"_rule, "HLT-1"_rule, "ROB-10"_rule, "SET-4"_rule};

/// The claim without which the check cannot be made, or "".
[[nodiscard]] std::string_view claim_of(const Check& check);

}  // namespace lockstep::scenario
