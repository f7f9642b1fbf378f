#include <string>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/run_diff.h"

#include "diff/diff_groups.h"

namespace lockstep::report {
namespace {

constexpr std::size_t kTextCharactersMax = 300;
constexpr std::size_t kRowsMax = 500;  // Stays below what GitHub takes as a comment or summary.

std::string shown(std::string_view text) {
  return markdown_text(shorten(text, kTextCharactersMax));
}

std::string cell(const Finding& finding) {
  std::string text = shown(describe(finding));
  if (!finding.expected.empty() || !finding.actual.empty()) {
    text += "<br>expected " + shown(finding.expected) + "<br>actual " + shown(finding.actual);
  }
  return text;
}

}  // namespace

std::string diff_markdown(const RunDiff& diff) {
  std::string text = "# " + headline(diff) + "\n\n- A: " + shown(diff.before) +
                     "\n- B: " + shown(diff.after) + "\n";
  for (const std::string& caveat : diff.caveats) {
    text += "- **" + caveat + "**\n";
  }
  std::size_t rows = 0;
  for (const KindGroup& group : groups_of(diff)) {
    text += "\n## " + std::string(to_string(group.kind)) +
            "\n\n| rule | scenario that tells A from B | A | B |\n|---|---|---|---|\n";
    for (const RuleChange& rule : group.rules) {
      const Change& change = *rule.telling;
      if (++rows > kRowsMax) {
        continue;
      }
      text += "| " + shown(change.rule) + " | " + shown(change.scenario) +
              (rule.others.empty() ? "" : ", " + std::to_string(rule.others.size()) + " more") +
              " | " + cell(change.before) + " | " + cell(change.after) + " |\n";
    }
  }
  if (rows > kRowsMax) {
    text += "\n**And " + std::to_string(rows - kRowsMax) + " more**, which the JSON has.\n";
  }
  if (!diff.other_requests.empty()) {
    text += "\n" + std::to_string(diff.other_requests.size()) +
            " scenarios have the same verdicts by other requests, such as " +
            shown(diff.other_requests.front()) + ".\n";
  }
  return text;
}

}  // namespace lockstep::report
