#include <string>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/run_diff.h"

#include "diff/diff_groups.h"

namespace lockstep::report {
namespace {

constexpr std::size_t kTextCharactersMax = 200;
constexpr std::size_t kOthersMax = 5;

std::string shown(std::string_view text) {
  return terminal_line(shorten(text, kTextCharactersMax));
}

std::string compared(const Finding& finding) {
  return finding.expected.empty() && finding.actual.empty()
             ? ""
             : " | expected " + shown(finding.expected) + " | actual " + shown(finding.actual);
}

std::string others(const RuleChange& rule) {
  std::string text;
  for (std::size_t at = 0; at < rule.others.size() && at < kOthersMax; ++at) {
    text += (at == 0 ? "           also in " : ", ") + terminal_line(rule.others[at]->scenario);
  }
  if (rule.others.size() > kOthersMax) {
    text += " and " + std::to_string(rule.others.size() - kOthersMax) + " more";
  }
  return text.empty() ? "" : text + "\n";
}

}  // namespace

std::string diff_text(const RunDiff& diff, bool colour) {
  const auto bold = [&](const std::string& text) {
    return colour ? "\x1b[1m" + text + "\x1b[0m" : text;
  };
  std::string text =
      "A  " + terminal_line(diff.before) + "\nB  " + terminal_line(diff.after) + "\n";
  for (const std::string& caveat : diff.caveats) {
    text += "!  " + caveat + "\n";
  }
  text += "\n";
  for (const KindGroup& group : groups_of(diff)) {
    std::string heading(to_string(group.kind));
    text += bold(heading) + "\n";
    for (const RuleChange& rule : group.rules) {
      const Change& change = *rule.telling;
      text += "  " + bold(terminal_line(change.rule)) + "  " + terminal_line(change.scenario) +
              "\n" + "           A " + shown(describe(change.before)) + compared(change.before) +
              "\n" + "           B " + shown(describe(change.after)) + compared(change.after) +
              "\n" + others(rule);
    }
    text += "\n";
  }
  if (!diff.other_requests.empty()) {
    text += std::to_string(diff.other_requests.size()) +
            " scenarios have the same verdicts by other requests, such as " +
            terminal_line(diff.other_requests.front()) + "\n\n";
  }
  return text + headline(diff) + "\n";
}

}  // namespace lockstep::report
