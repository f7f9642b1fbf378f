/// The forms of a report. All are pure functions of it: the same run gives the same bytes.

#pragma once

#include <string>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

struct TerminalStyle {
  bool colour = false;        ///< ANSI colours; verdicts are told by words either way.
  bool certification = true;  ///< Counts by area and what is in the way of a certificate.
};

/// What failed first, one line a check, and how the passes of those scenarios ended; then counts by
/// area; the last line sums up. Of a run that found mistakes of configuration only those.
[[nodiscard]] std::string render_terminal(const RunReport& run, const TerminalStyle& style);

/// One line about one scenario, for progress: "pass  match/same-email-pairs  (3 checks)".
[[nodiscard]] std::string render_scenario_line(const ScenarioReport& scenario,
                                               const TerminalStyle& style);

/// report.json: versioned; reports/schema/report.schema.json documents each member.
[[nodiscard]] std::string render_json(const RunReport& run);

/// JUnit XML in the strict subset that Jenkins' xUnit schema (junit-10.xsd) accepts: one suite an
/// area, one case for each rule in each scenario that judged it. Harness errors and wrong
/// configurations are errors, what was not judged is skipped, WARN and VARIANT pass with a note.
/// A failed case has as output how passes of its scenario ended and what the program wrote.
[[nodiscard]] std::string render_junit(const RunReport& run);

/// One page without any outside resource, for a browser and for paper. It holds report.json and
/// shows it by script; nothing in it that came from outside can be run (content security policy
/// with the hashes of its own script and style).
[[nodiscard]] std::string render_html(const RunReport& run);

}  // namespace lockstep::report
