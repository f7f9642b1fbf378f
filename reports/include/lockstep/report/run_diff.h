/// What tells one run from another: behaviour, rule by rule and scenario by scenario, not counts.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

enum class ChangeKind {
  broken,               ///< It passed, or only warned, and fails or warns now.
  failing_differently,  ///< It failed and fails, but not as before.
  no_longer_waived,     ///< Its failure was waived and is not any more.
  no_longer_exercised,  ///< It was judged, and is not any more.
  newly_waived,         ///< Its failure is waived now.
  newly_exercised,      ///< It was not judged, and is now.
  fixed,                ///< It failed or warned or was waived, and passes.
};

/// "failing differently": the one spelling in every output.
[[nodiscard]] std::string_view to_string(ChangeKind kind) noexcept;

/// What a run says of a rule in a scenario.
struct Finding {
  Verdict verdict = Verdict::not_exercised;  ///< Also where the run has no such scenario.
  std::string message;                       ///< Of the first check with that verdict.
  std::string expected;
  std::string actual;

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// A rule in a scenario that tells A from B.
struct Change {
  ChangeKind kind = ChangeKind::broken;
  std::string rule;
  std::string scenario;
  std::size_t exchange_count = 0;  ///< Of the scenario, in whichever run it is shorter.
  Finding before;                  ///< In A.
  Finding after;                   ///< In B.
};

/// All that tells A from B.
struct RunDiff {
  std::string before;  ///< "Acme Sync 2.0 (seed 1)"
  std::string after;
  /// Why the two cannot simply be compared: another catalogue, other rules, another ledger …, one
  /// sentence each.
  std::vector<std::string> caveats;
  /// By kind, then in the rulebook's order, then the scenario with the fewest requests first.
  std::vector<Change> changes;
  /// Scenarios with the same verdicts and another journal: requests differ, outcomes do not.
  std::vector<std::string> other_requests;
};

[[nodiscard]] RunDiff compare(const RunReport& before, const RunReport& after);

/// Whether the behaviour is the same, as far as verdicts show it.
[[nodiscard]] bool is_same(const RunDiff& diff);

// Text for a terminal, Markdown, one HTML page without outside resources, and JSON
// (reports/schema/diff.schema.json). Pure, and foreign text is harmless in them, but in JSON, which
// holds it as it came.
[[nodiscard]] std::string diff_text(const RunDiff& diff, bool colour);
[[nodiscard]] std::string diff_markdown(const RunDiff& diff);
[[nodiscard]] std::string diff_html(const RunDiff& diff);
[[nodiscard]] std::string diff_json(const RunDiff& diff);

}  // namespace lockstep::report
