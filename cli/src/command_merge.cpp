#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "campaign_text.h"
#include "command.h"
#include "explore/campaign_json.h"
#include "package_options.h"

namespace lockstep::cli {
namespace {

using explore::CampaignResult;

struct Options {
  std::vector<std::string> files;
  std::string out;
  bool json = false;
};

Result<CampaignResult> read_result(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) {
    return Failure{text.error()};
  }
  return explore::parse_campaign(*text, path);
}

int run(const Options& options) {
  std::vector<CampaignResult> results;
  for (const std::string& path : options.files) {
    Result<CampaignResult> result = read_result(path);
    if (!result) {
      return report_error(result.error());
    }
    results.push_back(std::move(*result));
  }
  const Result<CampaignResult> merged = explore::merge(std::move(results));
  if (!merged) {
    return report_error(merged.error());
  }
  if (!options.out.empty()) {
    if (const auto written = write_scenarios(options.out, *merged); !written) {
      return report_error(written.error());
    }
  }
  std::cout << (options.json ? explore::to_line(*merged) + "\n"
                             : campaign_text(*merged, "lockstep explore", options.out));
  return exit_code_of(*merged);
}

}  // namespace

void add_merge(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("merge", "Put the shards of a campaign of random worlds together");
  command->add_option("FILE", options->files, "What lockstep explore --shard i/n --json printed")
      ->required()
      ->type_name("TEXT ...");
  command->add_option("--out", options->out,
                      "Write the smallest scenario of each finding to this folder");
  command->add_flag("--json", options->json, "Print the result as a line of JSON instead of text");
  command->footer(
      "The order of the files does not matter, and a shard that is there twice counts once.\n"
      "Ends as the campaign in one piece would; with 5, and what is missing on stderr, if shards\n"
      "are missing or were interrupted.\n"
      "Example:\n"
      "  lockstep merge shard-*.json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
