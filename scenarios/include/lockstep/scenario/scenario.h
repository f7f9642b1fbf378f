/// A scenario as values: what is given, what goes wrong, what happens, and what must be true then.
///
/// docs/scenario_format.md describes the file; load.h reads it.

#pragma once

#include <string>
#include <vector>

#include "lockstep/base/rule.h"
#include "lockstep/scenario/scenario_checks.h"
#include "lockstep/scenario/scenario_steps.h"
#include "lockstep/sim/fault.h"

namespace lockstep::scenario {

/// @invariant every ref that a step or check names is defined before; rules are not empty
struct Scenario {
  std::string name;  ///< "match/same-email-pairs"
  std::string title;
  std::string file;
  std::string sha256;  ///< Of the file's text, in hexadecimal.
  std::vector<RuleId> rules;
  std::vector<std::string> article;
  std::vector<std::string> needs;  ///< Claims that its settings do not show (needs.h).
  Given given;
  std::vector<sim::FaultRule> faults;  ///< With names of accounts, not their emails.
  std::vector<Step> when;
  std::vector<Check> then;
};

}  // namespace lockstep::scenario
