/// The health report adds up.

#include <map>

#include "checkers/checkers.h"
#include "checkers/standing.h"

namespace lockstep::scenario {

std::vector<StandingFinding> judge_report(const Story& story) {
  const Json health = read_report(story, "health.json");
  if (!health.is_object()) {
    return {{"HLT-1"_rule, not_exercised("the connector left no health report")}};
  }
  for (const Json& connection : list_of(health, "connections")) {
    std::map<std::string, std::size_t> seen = {
        {"in_sync", 0}, {"excluded", 0}, {"failing", 0}, {"pending", 0}};
    for (const Json& record : list_of(connection, "records")) {
      ++seen[text_member(record, "state")];
    }
    const Json counts = connection.is_object() && connection.contains("counts")
                            ? connection.at("counts")
                            : Json(nullptr);
    if (counts != Json(seen)) {
      return {{"HLT-1"_rule, broken("the counts are not those of the records", Json(seen).dump(),
                                    shortened(counts.dump()))}};
    }
  }
  return {{"HLT-1"_rule, held("the counts are those of the records")}};
}

}  // namespace lockstep::scenario
