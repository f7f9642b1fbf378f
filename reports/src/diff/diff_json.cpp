#include <nlohmann/json.hpp>

#include <string>

#include "lockstep/report/run_diff.h"

#include "diff/diff_groups.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::ordered_json;

Json finding_json(const Finding& finding) {
  return {{"verdict", to_string(finding.verdict)},
          {"message", finding.message},
          {"expected", finding.expected},
          {"actual", finding.actual}};
}

}  // namespace

std::string diff_json(const RunDiff& diff) {
  Json json{{"format", "lockstep-diff"},
            {"schema", 1},
            {"same", is_same(diff)},
            {"headline", headline(diff)},
            {"before", diff.before},
            {"after", diff.after},
            {"caveats", diff.caveats},
            {"changes", Json::array()},
            {"other_requests", diff.other_requests}};
  for (const Change& change : diff.changes) {
    json["changes"].push_back({{"kind", to_string(change.kind)},
                               {"rule", change.rule},
                               {"scenario", change.scenario},
                               {"requests", change.exchange_count},
                               {"before", finding_json(change.before)},
                               {"after", finding_json(change.after)}});
  }
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lockstep::report
