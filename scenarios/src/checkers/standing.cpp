#include "checkers/standing.h"

#include <iterator>
#include <utility>

namespace lockstep::scenario {

Finding not_exercised(std::string why) {
  Finding finding;
  finding.exercised = false;
  finding.message = std::move(why);
  return finding;
}

namespace {

void append(std::vector<StandingFinding>& findings, std::vector<StandingFinding> more) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<StandingFinding> judge_state(const Story& story) {
  std::vector<StandingFinding> findings = judge_kept_data(story);
  append(findings, judge_additions(story));
  append(findings, judge_report(story));
  return findings;
}

std::vector<StandingFinding> judge_standing(const Story& story) {
  std::vector<StandingFinding> findings = judge_direction(story);
  append(findings, judge_requests(story));
  append(findings, judge_state(story));
  return findings;
}

}  // namespace lockstep::scenario
