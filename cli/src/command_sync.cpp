#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/pass_plan.h"

#include "command.h"
#include "duration_option.h"
#include "engine_text.h"
#include "pass_progress_line.h"
#include "service_doors.h"
#include "sync_clock.h"
#include "sync_loop.h"
#include "sync_summary.h"

namespace lockstep::cli {
namespace {

constexpr Duration kEveryMin{10'000};

struct Options {
  std::string config;
  bool json = false;
  bool dry_run = false;
  std::optional<Duration> every;
  std::optional<std::size_t> passes;
  std::optional<int> webhook_port;
  std::string webhook_url;
};

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

int run_once(const Options& options) {
  const Result<Config> config = load_config(options.config);
  if (!config) {
    return report_error(config.error());
  }
  Result<SyncClock> clock = SyncClock::of(*config);
  if (!clock) {
    return report_error(clock.error());
  }
  const Result<ServiceDoors> doors = open_doors(*config);
  if (!doors) {
    return report_error(doors.error());
  }
  PassProgressLine progress;
  Services services = doors->services(clock->clock());
  services.observer = &progress;
  int exit_code = kDone;
  if (options.dry_run) {
    const Result<PassPlan> plan = plan_pass(*config, services);
    progress.clear();
    exit_code = finish(options, plan);
  } else {
    const Result<PassSummary> summary = run_pass(*config, services);
    progress.clear();
    exit_code = finish(options, summary);
  }
  const std::optional<Error> problem = clock->error();
  return problem ? report_error(*problem) : exit_code;
}

int run(const Options& options) {
  if (!options.every) {
    return run_once(options);
  }
  if (*options.every < kEveryMin) {
    return report_usage_error("--every is too short", "at least 10s");
  }
  return run_sync_loop({.config = options.config,
                        .every = *options.every,
                        .passes = options.passes,
                        .webhook_port = options.webhook_port,
                        .webhook_url = options.webhook_url,
                        .json = options.json});
}

}  // namespace

void add_sync(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("sync", "Run one pass of the sync engine, or one every so often");
  add_config_option(*command, options->config);
  command->add_flag("--json", options->json, "Print the summary, the plan, or the log as JSON");
  CLI::Option* const dry_run =
      command->add_flag("--dry-run", options->dry_run,
                        "Write nothing, and print what a pass would write now, and why");
  CLI::Option* const every =
      add_duration_option(*command, "--every", options->every,
                          "Go on until a signal comes, with a pass every so often (5m, 1h)")
          ->excludes(dry_run);
  command->add_option("--passes", options->passes, "End after so many passes, with 1 if one failed")
      ->check(CLI::PositiveNumber)
      ->needs(every);
  CLI::Option* const webhook_port =
      command
          ->add_option("--webhook-port", options->webhook_port,
                       "Listen on this loopback port for HubSpot's webhooks, as a hint that a pass "
                       "is due (0: any free one)")
          ->check(CLI::Range(0, 65535))
          ->needs(every);
  command
      ->add_option("--webhook-url", options->webhook_url,
                   "Where HubSpot sends them, if a proxy is between: it is part of what is signed")
      ->needs(webhook_port);
  command->footer(
      "Time is asked for at the control API if the configuration has one, else the machine's.\n"
      "Ends with 0 when every connection came to its end, 1 when one did not (what was confirmed\n"
      "is kept, and the next pass goes on), 2 for a wrong configuration, 4 for a damaged state.\n"
      "Killed at any moment, the next pass recovers.\n"
      "A dry run reads what a pass would read, moves no cursor and leaves the state as it is; its\n"
      "output holds personal data.\n"
      "With --every, the log goes to stdout, a line a connection and pass, or JSON Lines. The\n"
      "configuration is read anew for each pass. Ctrl-C or SIGTERM ends it in order, with 0, "
      "after\n"
      "the request that is under way; a second one at once.\n"
      "Examples:\n"
      "  lockstep sync --config sync.json --dry-run\n"
      "  lockstep sync --config sync.json --json\n"
      "  lockstep sync --config sync.json --every 5m");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
