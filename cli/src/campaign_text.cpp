#include "campaign_text.h"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "lockstep/report/foreign_text.h"

#include "command.h"

namespace lockstep::cli {
namespace {

using explore::CampaignResult;
using explore::Finding;

std::string file_name(const Finding& finding) {
  return finding.name.substr(finding.name.rfind('/') + 1) + ".jsonc";
}

std::string finding_text(const Finding& finding, std::uint64_t worlds, const std::string& again,
                         const std::string& folder) {
  std::string text = report::terminal_line(finding.verdict + "  " + finding.symptom) + "  (" +
                     std::to_string(worlds) + " worlds)\n  " +
                     report::terminal_line(finding.message) + "\n";
  if (!finding.expected.empty() || !finding.actual.empty()) {
    text += "  expected " + report::terminal_line(finding.expected) + "\n  actual   " +
            report::terminal_line(finding.actual) + "\n";
  }
  text += "  shape    " + report::terminal_line(finding.shape) +
          (finding.minimal ? "" : "  (more of it may be needless)") + "\n";
  if (!folder.empty()) {
    text += "  scenario " + (std::filesystem::path(folder) / file_name(finding)).string() + "\n";
  }
  return text + "  again    " + report::terminal_line(again) + " --seed " +
         std::to_string(finding.seed) + " --runs 1\n\n";
}

}  // namespace

std::string campaign_text(const CampaignResult& result, const std::string& again,
                          const std::string& folder) {
  std::string text;
  for (const explore::Bucket& bucket : explore::buckets(result.findings)) {
    const auto worlds = result.symptoms.find(bucket.finding.symptom);
    text += finding_text(bucket.finding,
                         worlds == result.symptoms.end() ? bucket.worlds : worlds->second, again,
                         folder);
  }
  text += "Worlds:    " + std::to_string(explore::worlds_done(result)) + ", " +
          std::to_string(result.red) + " red; " + std::to_string(result.exchanges) + " requests\n";
  text += "Repeated:  " + std::to_string(result.repeated) + ", " +
          std::to_string(result.unrepeatable.size()) + " otherwise than the first time\n";
  if (result.canary) {
    const bool is_found = !result.canary->symptom.empty();
    text += "Canary:    " + report::terminal_line(result.canary->name) +
            (is_found ? " was found in world " : " was not found in ") +
            std::to_string(result.canary->worlds) + (is_found ? "\n" : " worlds\n");
  }
  text += "Rules:    ";
  for (const auto& [rule, worlds] : result.judged) {
    const auto all = worlds.find("");
    text += " " + report::terminal_line(rule) + " " +
            std::to_string(all == worlds.end() ? 0 : all->second);
  }
  text += result.judged.empty() ? " none judged\n" : " (worlds that judge them)\n";
  for (const std::string& reason : explore::reasons_for_red(result)) {
    text += "red: " + report::terminal_line(reason) + "\n";
  }
  return text;
}

Result<void> write_scenarios(const std::string& folder, const CampaignResult& result) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const explore::Bucket& bucket : explore::buckets(result.findings)) {
    const std::filesystem::path path = std::filesystem::path(folder) / file_name(bucket.finding);
    std::ofstream file(path, std::ios::binary);
    file << bucket.finding.scenario;
    if (!file.flush()) {
      return failure(ErrorKind::unavailable, "cannot be written", path.string());
    }
  }
  return {};
}

int exit_code_of(const CampaignResult& result) {
  const std::vector<std::string> missing = explore::missing_parts(result);
  for (const std::string& part : missing) {
    std::cerr << "lockstep: incomplete: " << part << "\n";
  }
  if (!explore::reasons_for_red(result).empty()) {
    return kFailed;
  }
  return missing.empty() ? kDone : kIncomplete;
}

}  // namespace lockstep::cli
