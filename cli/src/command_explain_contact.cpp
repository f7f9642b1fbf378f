#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

#include "lockstep/core/config.h"
#include "lockstep/core/contact_story.h"

#include "command.h"
#include "engine_text.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string config;
  std::string contact;
  bool json = false;
};

int run(const Options& options) {
  const Result<Config> config = load_config(options.config);
  if (!config) {
    return report_error(config.error());
  }
  const auto stories = contact_stories(*config, options.contact);
  if (!stories) {
    return report_error(stories.error());
  }
  std::cout << (options.json ? to_json_text(*stories) : to_text(*stories));
  return kDone;
}

}  // namespace

void add_explain_contact(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "explain-contact", "What the sync engine knows of a contact, what it wrote and why");
  command
      ->add_option("contact", options->contact,
                   "HubSpot id, Google resource name (people/c12 or c12) or email address")
      ->required();
  add_config_option(*command, options->config);
  command->add_flag("--json", options->json, "Print JSON");
  command->footer(
      "Tells the values of both sides, as last read and as last confirmed, the state and its\n"
      "reason, conflicts with the value that lost, and the last writes with the rule behind each\n"
      "field. Asks nothing of the services and changes nothing. The output holds personal data.\n"
      "Ends with 0, 2 if no connection knows the contact, 4 for a damaged state.\n"
      "Examples:\n"
      "  lockstep explain-contact ann@example.com --config sync.json\n"
      "  lockstep explain-contact people/c12 --config sync.json --json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
