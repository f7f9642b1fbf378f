/// The forms of a report. All are pure functions of it: the same run gives the same bytes.

#pragma once

#include <cstddef>
#include <span>
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

enum class JunitFlavour {
  jenkins,  ///< The strict subset that Jenkins' xUnit schema (junit-10.xsd) accepts.
  gitlab,   ///< As GitLab shows it: with `file`, the message in the text, without properties.
};

/// JUnit XML: one suite an area, one case for each rule in each scenario that judged it. Harness
/// errors and wrong configurations are errors, what was not judged is skipped, WARN and VARIANT
/// pass with a note. A failed case has as output how passes of its scenario ended and what the
/// program wrote. Nothing in it makes a reader attach a file ("[[ATTACHMENT|…]]").
/// @source GitLab: docs.gitlab.com, "Unit test reports"; classname and name are unique, as it
/// counts
///     only the first of a pair, and values are shortened, as it reads 30 MB.
[[nodiscard]] std::string render_junit(const RunReport& run,
                                       JunitFlavour flavour = JunitFlavour::jenkins);

/// Common Test Report Format (ctrf.io), version 1.0.0, with the cases of render_junit. A harness
/// error or a wrong configuration is "failed" too, since readers list nothing else; `rawStatus` is
/// the verdict. Times are 0: a run keeps virtual time only, and that is under `extra`.
[[nodiscard]] std::string render_ctrf(const RunReport& run);

/// Markdown for the summary of a CI step: what failed first, each with what was expected and how to
/// see it again, then what is in the way of a certificate and the areas. At most kSummaryBytesMax
/// bytes; it says what was left out.
[[nodiscard]] std::string render_summary(const RunReport& run);
inline constexpr std::size_t kSummaryBytesMax =
    std::size_t{900} * 1024;  ///< GitHub takes 1 MiB a step.

/// A badge as shields.io's endpoint reads it: score() and the version of the rulebook; green with a
/// certificate, red if anything failed, else yellow.
[[nodiscard]] std::string render_badge(const RunReport& run);

/// One page without any outside resource, for a browser and for paper. It holds report.json,
/// packed, and shows it by script; nothing in it that came from outside can be run (content
/// security policy with the hashes of its own script and style).
[[nodiscard]] std::string render_html(const RunReport& run);

/// The same page for several runs: connectors or versions side by side, each run as render_html
/// shows it, and for two of them what changed from the first to the second.
[[nodiscard]] std::string render_comparison(std::span<const RunReport> runs);

}  // namespace lockstep::report
