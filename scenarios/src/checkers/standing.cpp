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

std::vector<StandingFinding> judge_standing(const Story& story) {
  std::vector<StandingFinding> findings;
  for (auto* const judge :
       {judge_direction, judge_requests, judge_kept_data, judge_additions, judge_report}) {
    std::vector<StandingFinding> more = judge(story);
    findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
  }
  return findings;
}

}  // namespace lockstep::scenario
