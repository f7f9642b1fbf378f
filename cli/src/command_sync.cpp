#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <optional>

#include "lockstep/base/url.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/pass_plan.h"
#include "lockstep/net/http_transport.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/scenario/control_clock.h"

#include "command.h"
#include "engine_text.h"
#include "machine_clock.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string config;
  bool json = false;
  bool dry_run = false;
};

/// "http://127.0.0.1:8080" of "http://127.0.0.1:8080/token".
std::string origin_of(const std::string& url) {
  const std::optional<Url> parsed = parse_url(url);
  return parsed ? parsed->scheme + "://" + parsed->host + ":" + std::to_string(parsed->port) : url;
}

/// The doors to one service.
struct Door {
  std::unique_ptr<Transport> api;
  std::unique_ptr<Transport> token;  ///< Null: the token endpoint is reached as the API is.
};

Result<Door> open_door(const ServiceConfig& service) {
  Door door;
  auto api = make_http_transport({.base_url = service.base_url});
  if (!api) {
    return Failure{api.error()};
  }
  door.api = std::move(*api);
  const std::optional<Url> base = parse_url(service.base_url);
  if (origin_of(service.token_url) != origin_of(service.base_url) ||
      (base && !base->path.empty())) {
    auto token = make_http_transport({.base_url = origin_of(service.token_url)});
    if (!token) {
      return Failure{token.error()};
    }
    door.token = std::move(*token);
  }
  return door;
}

Json connection_json(const ConnectionSummary& connection) {
  Json json{
      {"id", connection.id},
      {"state", to_string(connection.state)},
      {"counts",
       {{"in_sync", connection.counts.in_sync},
        {"excluded", connection.counts.excluded},
        {"failing", connection.counts.failing},
        {"pending", connection.counts.pending}}},
      {"hubspot",
       {{"created", connection.hubspot.created}, {"updated", connection.hubspot.updated}}},
      {"google", {{"created", connection.google.created}, {"updated", connection.google.updated}}},
      {"conflicts", connection.conflicts},
      {"refused", connection.refused},
      {"error", nullptr}};
  if (connection.error) {
    json["error"] = {{"kind", lockstep::to_string(connection.error->kind)},
                     {"message", connection.error->message},
                     {"source", connection.error->source}};
  }
  return json;
}

std::string summary_json(const PassSummary& summary) {
  Json json{{"connections", Json::array()}, {"requests", summary.requests}};
  for (const ConnectionSummary& connection : summary.connections) {
    json["connections"].push_back(connection_json(connection));
  }
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

std::string writes_text(const WriteCounts& writes) {
  return std::to_string(writes.created) + " created, " + std::to_string(writes.updated) +
         " updated";
}

std::string connection_text(const ConnectionSummary& connection) {
  std::string text = "connection " + report::terminal_line(connection.id) + ": " +
                     std::string(to_string(connection.state)) + "\n";
  text += "  records  " + std::to_string(connection.counts.in_sync) + " in sync, " +
          std::to_string(connection.counts.excluded) + " excluded, " +
          std::to_string(connection.counts.failing) + " failing, " +
          std::to_string(connection.counts.pending) + " pending\n";
  text += "  HubSpot  " + writes_text(connection.hubspot) + "\n";
  text += "  Google   " + writes_text(connection.google) + "\n";
  if (connection.conflicts > 0) {
    text += "  " + std::to_string(connection.conflicts) + " conflicts (see conflicts.json)\n";
  }
  if (connection.refused > 0) {
    text += "  " + std::to_string(connection.refused) + " settings refused (see refused.json)\n";
  }
  return text;
}

std::string summary_text(const PassSummary& summary) {
  std::string text;
  for (const ConnectionSummary& connection : summary.connections) {
    text += connection_text(connection);
  }
  std::size_t requests = 0;
  for (const auto& [operation, count] : summary.requests) {
    requests += count;
  }
  text += std::to_string(requests) + " requests\n";
  for (const auto& [operation, count] : summary.requests) {
    text += "  " + report::terminal_line(operation) + "  " + std::to_string(count) + "\n";
  }
  return text;
}

/// @param connections  Each with an id and perhaps an error, why it did not come to its end.
template <class Connections>
int report_errors(const Connections& connections) {
  int exit_code = kDone;
  for (const auto& connection : connections) {
    if (connection.error) {
      static_cast<void>(
          report_error({connection.error->kind, connection.error->message,
                        "connection " + connection.id + ": " + connection.error->source}));
      exit_code = kFailed;
    }
  }
  return exit_code;
}

int finish(const Options& options, const Result<PassSummary>& summary) {
  if (!summary) {
    return report_error(summary.error());
  }
  std::cout << (options.json ? summary_json(*summary) : summary_text(*summary));
  return report_errors(summary->connections);
}

int finish(const Options& options, const Result<PassPlan>& plan) {
  if (!plan) {
    return report_error(plan.error());
  }
  std::cout << (options.json ? to_json_text(*plan) : to_text(*plan));
  return report_errors(plan->connections);
}

int sync_with(const Options& options, const Config& config, Clock& clock) {
  Result<Door> hubspot = open_door(config.hubspot);
  if (!hubspot) {
    return report_error(hubspot.error());
  }
  Result<Door> google = open_door(config.google);
  if (!google) {
    return report_error(google.error());
  }
  const Services services{*hubspot->api, *google->api, clock, hubspot->token.get(),
                          google->token.get()};
  return options.dry_run ? finish(options, plan_pass(config, services))
                         : finish(options, run_pass(config, services));
}

int run(const Options& options) {
  const Result<Config> config = load_config(options.config);
  if (!config) {
    return report_error(config.error());
  }
  if (!config->control) {
    MachineClock clock;
    return sync_with(options, *config, clock);
  }
  const auto control = make_http_transport({.base_url = config->control->url});
  if (!control) {
    return report_error(control.error());
  }
  scenario::ControlClock clock(**control, config->control->token);
  const int exit_code = sync_with(options, *config, clock);
  if (clock.error()) {
    return report_error(*clock.error());
  }
  return exit_code;
}

}  // namespace

void add_sync(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("sync", "Run one pass of the sync engine");
  command->add_option("--config", options->config, "Configuration file of the connector")
      ->envname("LOCKSTEP_CONFIG")
      ->required();
  command->add_flag("--json", options->json, "Print the summary, or the plan, as JSON");
  command->add_flag("--dry-run", options->dry_run,
                    "Write nothing, and print what a pass would write now, and why");
  command->footer(
      "Time is asked for at the control API if the configuration has one, else the machine's.\n"
      "Ends with 0 when every connection came to its end, 1 when one did not (what was confirmed\n"
      "is kept, and the next pass goes on), 2 for a wrong configuration, 4 for a damaged state.\n"
      "Killed at any moment, the next pass recovers.\n"
      "A dry run reads what a pass would read, moves no cursor and leaves the state as it is; its\n"
      "output holds personal data.\n"
      "Examples:\n"
      "  lockstep sync --config sync.json --dry-run\n"
      "  lockstep sync --config sync.json --json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
