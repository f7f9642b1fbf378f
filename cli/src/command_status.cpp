#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

#include "lockstep/core/config.h"
#include "lockstep/core/status.h"

#include "command.h"
#include "engine_text.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string config;
  bool json = false;
};

int run(const Options& options) {
  const Result<Config> config = load_config(options.config);
  if (!config) {
    return report_error(config.error());
  }
  const auto connections = status_of(*config);
  if (!connections) {
    return report_error(connections.error());
  }
  std::cout << (options.json ? to_json_text(*connections) : to_text(*connections));
  return kDone;
}

}  // namespace

void add_status(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("status", "How the connections of the sync engine stand, and why");
  add_config_option(*command, options->config);
  command->add_flag("--json", options->json, "Print JSON");
  command->footer(
      "Counts the records that are in sync, excluded, failing and pending, with reasons and ways\n"
      "out, as the last pass left them. Asks nothing of the services and changes nothing.\n"
      "Ends with 0, 2 for a wrong configuration, 4 for a damaged state or a pass under way.\n"
      "Example:\n  lockstep status --config sync.json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
