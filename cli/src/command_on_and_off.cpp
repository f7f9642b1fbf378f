#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

#include "lockstep/core/settings.h"
#include "lockstep/report/foreign_text.h"

#include "command.h"
#include "config_file.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string config;
  std::string connection;
};

/// Why the sync cannot be turned on yet, and what to do; "" for nothing (CON-1, CON-4).
std::string obstacle(const ConnectionConfig& connection) {
  if (connection.hubspot_refresh_token.empty() || connection.google_refresh_token.empty()) {
    return "is not connected; lockstep connect does that";
  }
  if (!connection.is_set_up) {
    return "is not set up; lockstep settings does that";
  }
  if (direction_of(connection.settings) == Direction::none) {
    return "has nothing to sync: both drop-downs say \"no contacts\" (lockstep settings)";
  }
  return "";
}

int turn(const Options& options, bool on) {
  const Result<ConfigFile> file = read_config_file(options.config);
  if (!file) {
    return report_error(file.error());
  }
  const Result<const ConnectionConfig*> connection = choose_connection(*file, options.connection);
  if (!connection) {
    return report_error(connection.error());
  }
  const std::string& id = (*connection)->id;
  if (const std::string reason = obstacle(**connection); on && !reason.empty()) {
    return report_error(
        {ErrorKind::invalid_input, "connection \"" + id + "\" " + reason, options.config});
  }
  const Result<std::string> text = put_enabled(file->content(), id, on);
  if (!text) {
    return report_error(text.error());
  }
  if (const Result<void> written = write_config_file(file->path, *text); !written) {
    return report_error(written.error());
  }
  std::cout << "connection \"" << report::terminal_line(id) << "\" is "
            << (on ? "on: the next pass of lockstep sync syncs it"
                   : "off: its pairs are kept for when it is turned on again")
            << "\n";
  return kDone;
}

void add_turn(CLI::App& app, Action& action, bool on) {
  const auto options = std::make_shared<Options>();
  const std::string name = on ? "on" : "off";
  CLI::App* const command = app.add_subcommand(
      name, on ? "Turn the sync of a connection on" : "Turn the sync of a connection off");
  add_config_option(*command, options->config);
  add_connection_option(*command, options->connection);
  command->footer(
      (on ? std::string("A connection must be connected and set up before. Turning on syncs "
                        "nothing by itself:\nthe next pass does, and it reconciles everything.\n")
          : std::string("A pass that is under way goes on; the next one leaves the connection "
                        "alone. Pairs are kept.\n")) +
      "Ends with 0, or 2 when the file or the connection is wrong.\n"
      "Example:\n  lockstep " +
      name + " --config sync.json");
  command->callback(
      [options, on, &action] { action = [options, on] { return turn(*options, on); }; });
}

}  // namespace

void add_on_and_off(CLI::App& app, Action& action) {
  add_turn(app, action, true);
  add_turn(app, action, false);
}

}  // namespace lockstep::cli
