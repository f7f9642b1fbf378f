#include "goals.h"

#include <array>
#include <set>
#include <string_view>

namespace lockstep::explore {
namespace {

/// Rules that random worlds come to, each in more than one of a thousand.
constexpr std::array kRules = {
    "CON-3",  "DEL-2",  "DEL-4", "DEL-6", "DIR-1", "DIR-3", "DIR-4", "DIR-6", "DIR-7",
    "KEP-1",  "KEP-2",  "LIM-1", "MAP-5", "MAP-6", "MAT-1", "MAT-3", "MAT-7", "MAT-10",
    "MRG-1",  "MRG-2",  "MRG-3", "MRG-4", "MRG-5", "MRG-7", "MRG-8", "MRG-9", "MRG-10",
    "MRG-11", "MRG-12", "PHN-2", "PHN-3", "QUI-1", "QUI-4", "ROB-1", "ROB-2", "ROB-4",
    "ROB-5",  "ROB-9",  "SCO-3", "SCO-4", "SCO-5", "SCO-6", "SCO-9", "SET-1", "SET-4"};

constexpr std::array kTroubles = {"answer-error",
                                  "commit-then-lose-answer",
                                  "crash-connector after",
                                  "crash-connector before",
                                  "crash-connector committed",
                                  "delay",
                                  "duplicate-delivery",
                                  "expire-sync-token",
                                  "expire-token",
                                  "lose-request",
                                  "propagation delay",
                                  "search lag",
                                  "short-page",
                                  "stall",
                                  "truncate"};

std::uint64_t count(const CampaignResult& result, const std::string& rule,
                    const std::string& trouble) {
  const auto worlds = result.judged.find(rule);
  if (worlds == result.judged.end()) {
    return 0;
  }
  const auto found = worlds->second.find(trouble);
  return found == worlds->second.end() ? 0 : found->second;
}

}  // namespace

std::vector<std::string> unmet_goals(const CampaignResult& result) {
  std::vector<std::string> unmet;
  if (!result.comes_to_every_rule || result.runs < kGoalsFrom || !missing_parts(result).empty()) {
    return unmet;
  }
  for (const char* const rule : kRules) {
    if (count(result, rule, "") == 0) {
      unmet.push_back(std::string("a world that judges ") + rule);
    }
  }
  for (const char* const trouble : kTroubles) {
    if (count(result, "QUI-4", trouble) == 0) {  // Every world that comes to rest is judged by it.
      unmet.push_back(std::string("a world with ") + trouble);
    }
  }
  return unmet;
}

std::string coverage_markdown(const CampaignResult& result) {
  std::string table = "| rule | all |";
  std::string line = "| --- | ---: |";
  for (const char* const trouble : kTroubles) {
    table += std::string(" ") + trouble + " |";
    line += " ---: |";
  }
  table += "\n" + line + "\n";
  std::set<std::string> rules(kRules.begin(), kRules.end());
  for (const auto& [rule, worlds] : result.judged) {
    rules.insert(rule);
  }
  std::string empty;
  for (const std::string& rule : rules) {
    table += "| " + rule + " | " + std::to_string(count(result, rule, "")) + " |";
    std::string missing;
    for (const char* const trouble : kTroubles) {
      const std::uint64_t found = count(result, rule, trouble);
      table += found == 0 ? " |" : " " + std::to_string(found) + " |";
      missing += found == 0 ? (missing.empty() ? "" : ", ") + std::string(trouble) : "";
    }
    table += "\n";
    empty += missing.empty() ? "" : "- " + rule + ": " + missing + "\n";
  }
  return table + "\n" +
         (empty.empty() ? "No cell is empty.\n" : "Empty cells, never met together:\n\n" + empty);
}

}  // namespace lockstep::explore
