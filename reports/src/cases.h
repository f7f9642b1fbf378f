/// A run as suites of test cases, which is all that JUnit and CTRF know.

#pragma once

#include <string>
#include <vector>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// A rule in a scenario that judged it; or what no rule's case tells of the run.
struct Case {
  std::string class_name;  ///< "lockstep.PHN"
  std::string name;        ///< "PHN-8 phones/phone-changes-in-hubspot": unique in its class.
  Verdict verdict = Verdict::not_exercised;
  std::string kind;     ///< "MUST", as the type of a failure.
  std::string message;  ///< Of the first check that tells the verdict.
  std::string body;     ///< All such checks in full.
  std::string output;   ///< Of a failed one, how passes ended and what the program wrote; or "".
  const ScenarioReport* scenario = nullptr;  ///< Null where no scenario is meant.
};

struct Suite {
  std::string name;  ///< "PHN phones"
  std::vector<Case> cases;
};

/// The suites in the order of the rulebook's areas; one more for rules that it does not have; and
/// "run" for scenarios without an end, mistakes of configuration and a stream that was cut short.
/// The cases point into `run`.
[[nodiscard]] std::vector<Suite> make_suites(const RunReport& run);

}  // namespace lockstep::report
