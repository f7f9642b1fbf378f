#include "diff/diff_groups.h"

namespace lockstep::report {

std::vector<KindGroup> groups_of(const RunDiff& diff) {
  std::vector<KindGroup> groups;
  for (const Change& change : diff.changes) {
    if (groups.empty() || groups.back().kind != change.kind) {
      groups.push_back({change.kind, {}});
    }
    std::vector<RuleChange>& rules = groups.back().rules;
    if (rules.empty() || rules.back().telling->rule != change.rule) {
      rules.push_back({&change, {}});
    } else {
      rules.back().others.push_back(&change);
    }
  }
  return groups;
}

std::string headline(const RunDiff& diff) {
  std::string text;
  for (const KindGroup& group : groups_of(diff)) {
    text += text.empty() ? "" : ", ";
    text += std::to_string(group.rules.size()) + " " + std::string(to_string(group.kind));
  }
  return text.empty() ? "The behaviour is the same" : "Rules: " + text;
}

std::string describe(const Finding& finding) {
  return std::string(to_string(finding.verdict)) +
         (finding.message.empty() ? "" : ": " + finding.message);
}

}  // namespace lockstep::report
