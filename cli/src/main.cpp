/// `lockstep`: reads the command line, runs one command, and ends with its exit code.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "command.h"
#include "version.h"

namespace lockstep::cli {
namespace {

/// CLI11 numbers its errors; here all of them are usage errors, in one line with a hint.
int explain_parse_error(CLI::App& app, const CLI::ParseError& error, int count, char** arguments) {
  if (error.get_exit_code() == 0) {
    return app.exit(error);  // --help and --version.
  }
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) {
    commands.push_back(command->get_name());
  }
  const std::string first = count > 1 ? arguments[1] : "";
  if (first.empty()) {
    std::cerr << app.help();
    return kUsage;
  }
  if (first.front() != '-' && std::ranges::find(commands, first) == commands.end()) {
    const std::string nearest = nearest_of(first, commands);
    return report_usage_error("unknown command \"" + first + "\"",
                              nearest.empty() ? "lockstep --help lists the commands"
                                              : "did you mean \"" + nearest + "\"?");
  }
  const bool known = first.front() != '-';
  return report_usage_error(error.what(),
                            "see lockstep " + (known ? first + " " : std::string()) + "--help");
}

int run(int count, char** arguments) {
  CLI::App app{
      "Lockstep: a simulator and conformance harness for two-way contact sync between\n"
      "HubSpot and Google Contacts, with a sync engine inside.",
      "lockstep"};
  app.set_version_flag("--version", "lockstep " LOCKSTEP_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  lockstep certify                 judge the built-in engine by every scenario\n"
      "  lockstep check connector.json    what is wrong with a connector's configuration\n"
      "  lockstep run FILE.jsonc          run one scenario and print what it found\n"
      "  lockstep explain MRG-7           what a rule says, and which scenarios judge it\n"
      "  lockstep serve                   two fake services on localhost, to test against\n"
      "\n"
      "Exit codes: 0 all required checks hold; 1 a verdict failed; 2 usage, scenario or settings\n"
      "file wrong; 3 internal error; 4 environment (port, disk); 5 incomplete; 6 a connector's\n"
      "configuration is wrong; 130, 143 by signal.");
  Action action;
  for (const auto add :
       {add_certify,  add_check,  add_verify,          add_diff,     add_run,
        add_explore,  add_merge,  add_mutants,         add_rules,    add_explain,
        add_fidelity, add_serve,  add_record,          add_import,   add_drift,
        add_lift,     add_replay, add_connect,         add_settings, add_on_and_off,
        add_sync,     add_status, add_explain_contact, add_render}) {
    add(app, action);
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return explain_parse_error(app, error, count, arguments);
  }
  return action();
}

}  // namespace
}  // namespace lockstep::cli

int main(int count, char** arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // A reader that goes away (`| head`) is no reason to die.
  try {
    return lockstep::cli::run(count, arguments);
  } catch (const std::exception& error) {
    std::cerr << "lockstep: internal error: " << error.what() << "\n";
    return lockstep::cli::kInternal;
  }
}
