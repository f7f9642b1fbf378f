/// Parts that report.json and certificate.json have in common.
///
/// `Json` is an ordered nlohmann::ordered_json in the one, and a sorted nlohmann::json in the
/// other.

#pragma once

#include <string>
#include <vector>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// How often each verdict was given; those that were not are absent.
template <class Json>
[[nodiscard]] Json counts_json(const VerdictCounts& counts) {
  Json json = Json::object();
  for (const Verdict verdict : verdicts_in(counts)) {
    json[std::string(to_string(verdict))] = counts.of(verdict);
  }
  return json;
}

/// What of the fakes a verdict leans on.
template <class Json>
[[nodiscard]] Json leanings_json(const std::vector<scenario::Leaning>& leanings) {
  Json json = Json::array();
  for (const scenario::Leaning& leaning : leanings) {
    json.push_back({{"behaviour", leaning.behaviour}, {"status", leaning.status}});
  }
  return json;
}

/// A waiver and how many checks it covers.
template <class Json>
[[nodiscard]] Json waiver_json(const scenario::WaiverOutcome& outcome) {
  const scenario::Waiver& waiver = outcome.waiver;
  return {
      {"rule", waiver.rule},       {"scenarios", waiver.scenarios}, {"message", waiver.message},
      {"reason", waiver.reason},   {"issue", waiver.issue},         {"owner", waiver.owner},
      {"expires", waiver.expires}, {"most", waiver.most},           {"covered", outcome.covered}};
}

}  // namespace lockstep::report
