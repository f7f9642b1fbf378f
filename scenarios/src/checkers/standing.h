/// Checkers that judge every scenario, whatever it is about, from journal and stores alone.
///
/// Each gives a finding for its rules; `exercised` says whether the scenario came to the point: a
/// connector that wrote nothing has not kept anything. Called with the world's lock held.

#pragma once

#include <vector>

#include "lockstep/base/rule.h"

#include "story.h"

namespace lockstep::scenario {

struct StandingFinding {
  RuleId rule;
  Finding finding;
};

/// DIR-3, DIR-4, DIR-6, CON-1, SET-4: no write against the settings of a pass.
[[nodiscard]] std::vector<StandingFinding> judge_direction(const Story& story);
/// DEL-1, CON-2, LIM-7, ROB-10: no request that no sync may make.
[[nodiscard]] std::vector<StandingFinding> judge_requests(const Story& story);
/// KEP-1, KEP-2, KEP-4, MAP-5, MAP-6: what no mapping covers is as its users left it.
[[nodiscard]] std::vector<StandingFinding> judge_kept_data(const Story& story);
/// SCO-4: nothing became starred, labelled or listed.
[[nodiscard]] std::vector<StandingFinding> judge_additions(const Story& story);
/// HLT-1: the reported counts are those of the reported records.
[[nodiscard]] std::vector<StandingFinding> judge_report(const Story& story);

/// Those of the above that go by what both services and the report hold now.
[[nodiscard]] std::vector<StandingFinding> judge_state(const Story& story);

/// All of the above.
[[nodiscard]] std::vector<StandingFinding> judge_standing(const Story& story);

/// A finding for a rule to which nothing happened.
[[nodiscard]] Finding not_exercised(std::string why);

}  // namespace lockstep::scenario
