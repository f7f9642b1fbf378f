#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/core/setting_changes.h"
#include "lockstep/core/settings_check.h"
#include "lockstep/report/foreign_text.h"

#include "command.h"
#include "config_file.h"
#include "service_doors.h"
#include "settings_page.h"
#include "sync_clock.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string config;
  std::string connection;
  std::vector<std::string> changes;
  bool offline = false;
  bool json = false;
};

/// What rules say of the connection; of its types only if HubSpot can be asked.
Result<AcceptedSettings> judge(const Options& options, const Config& config,
                               const ConnectionConfig& connection) {
  if (options.offline || connection.settings.custom_mappings.empty() ||
      connection.settings.plan == Plan::free) {
    return validate(connection.settings, {});
  }
  Result<SyncClock> clock = SyncClock::of(config);
  if (!clock) {
    return Failure{clock.error()};
  }
  const Result<ServiceDoors> doors = open_doors(config);
  if (!doors) {
    return Failure{doors.error()};
  }
  Result<AcceptedSettings> accepted =
      check_settings(config, connection, doors->services(clock->clock()));
  if (!accepted) {
    Error error = accepted.error();
    error.message = "HubSpot cannot tell what types the mapped properties have (" + error.message +
                    "); --offline leaves that to the next pass";
    return Failure{std::move(error)};
  }
  return accepted;
}

/// Nothing that a rule refuses is saved. @return The exit code.
int report_refusals(const AcceptedSettings& accepted) {
  for (const Refusal& refusal : accepted.refused) {
    std::cerr << "lockstep: " << report::terminal_line(refusal.setting) << ": "
              << report::terminal_line(refusal.reason) << " (" << refusal.rule.text()
              << "); nothing was saved\n";
  }
  return kUsage;
}

int run(const Options& options) {
  const Result<ConfigFile> file = read_config_file(options.config);
  if (!file) {
    return report_error(file.error());
  }
  const Result<const ConnectionConfig*> chosen = choose_connection(*file, options.connection);
  if (!chosen) {
    return report_error(chosen.error());
  }
  ConnectionConfig connection = **chosen;
  Result<SyncSettings> settings = change_settings(connection.settings, options.changes);
  if (!settings) {
    return report_error(settings.error());
  }
  connection.settings = std::move(*settings);
  const Result<AcceptedSettings> accepted = judge(options, file->config, connection);
  if (!accepted) {
    return report_error(accepted.error());
  }
  if (!options.changes.empty()) {
    if (!accepted->refused.empty()) {
      return report_refusals(*accepted);
    }
    const Result<std::string> text =
        put_settings(file->content(), connection.id, connection.settings);
    if (!text) {
      return report_error(text.error());
    }
    if (const Result<void> written = write_config_file(file->path, *text); !written) {
      return report_error(written.error());
    }
    connection.is_set_up = true;
  }
  std::cout << (options.json ? settings_document(connection, *accepted)
                             : settings_page(connection, *accepted));
  return kDone;
}

std::string footer() {
  std::size_t width = 0;
  for (const SettingName& name : setting_names()) {
    width = std::max(width, name.key.size());
  }
  std::string text = "Settings:\n";
  for (const SettingName& name : setting_names()) {
    std::string key(name.key);
    key.resize(width, ' ');
    text += "  " + key + "  " + std::string(name.meaning) + "\n" + std::string(width + 6, ' ') +
            std::string(name.values) + "\n";
  }
  return text +
         "Changes are saved together, or, when a rule refuses one of them, not at all. Saved\n"
         "settings do not turn the sync on; a sync that is on reconciles everything in its next\n"
         "pass.\n"
         "Ends with 0, 2 for a change that is refused, 4 when HubSpot cannot tell the types of\n"
         "mapped properties.\n"
         "Examples:\n"
         "  lockstep settings --config sync.json\n"
         "  lockstep settings --config sync.json sync=two-way google.starred=on\n"
         "  lockstep settings --config sync.json plan=starter mapping.nickname=nicknames";
}

}  // namespace

void add_settings(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("settings", "Show and change how a connection syncs");
  add_config_option(*command, options->config);
  add_connection_option(*command, options->connection);
  command->add_option("changes", options->changes, "KEY=VALUE");
  command->add_flag("--offline", options->offline,
                    "Do not ask HubSpot for the types of mapped properties");
  command->add_flag("--json", options->json, "Print JSON");
  command->footer(footer());
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
