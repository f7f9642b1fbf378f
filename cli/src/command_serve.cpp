#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/descriptions/answer_recorder.h"
#include "lockstep/net/http_server.h"
#include "lockstep/report/write.h"
#include "lockstep/sim/control_api.h"

#include "child_command.h"
#include "command.h"
#include "connector_option.h"
#include "connector_passes.h"
#include "console_endpoint.h"
#include "interrupt.h"
#include "loopback_host.h"
#include "secret.h"
#include "serve_config.h"
#include "specs.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kBuiltin = "builtin";
constexpr const char* kNone = "none";

struct Options {
  ServicePorts ports;
  int port_control = 0;
  std::uint64_t seed = 1;
  std::string start;
  std::string control_token;
  std::string config_out;
  std::string ready_file;
  std::vector<std::string> command;
  std::size_t journal_megabytes = 64;
  bool until_stdin_closes = false;
  std::string specs;
  std::string connector = kBuiltin;
};

/// The default world and how its clients reach it.
Json ready_json(const sim::WorldDescription& world, const std::string& control_url,
                const std::string& token) {
  Json json{{"ready", true}};
  json.update(to_json(world, control_url));
  json.erase("options");
  json["control"] = {
      {"url", control_url}, {"token", token}, {"console", console_url(control_url, token)}};
  return json;
}

/// What a command finds in its environment: LOCKSTEP_GOOGLE_URL, LOCKSTEP_GOOGLE_ACCESS_TOKEN …
std::map<std::string, std::string> environment_of(const Json& ready) {
  constexpr std::pair<const char*, const char*> kMembers[] = {
      {"/hubspot/base_url", "LOCKSTEP_HUBSPOT_URL"},
      {"/hubspot/token_url", "LOCKSTEP_HUBSPOT_TOKEN_URL"},
      {"/hubspot/client_id", "LOCKSTEP_HUBSPOT_CLIENT_ID"},
      {"/hubspot/client_secret", "LOCKSTEP_HUBSPOT_CLIENT_SECRET"},
      {"/hubspot/refresh_token", "LOCKSTEP_HUBSPOT_REFRESH_TOKEN"},
      {"/hubspot/access_token", "LOCKSTEP_HUBSPOT_ACCESS_TOKEN"},
      {"/hubspot/app_id", "LOCKSTEP_HUBSPOT_APP_ID"},
      {"/hubspot/developer_key", "LOCKSTEP_HUBSPOT_DEVELOPER_KEY"},
      {"/google/base_url", "LOCKSTEP_GOOGLE_URL"},
      {"/google/token_url", "LOCKSTEP_GOOGLE_TOKEN_URL"},
      {"/google/client_id", "LOCKSTEP_GOOGLE_CLIENT_ID"},
      {"/google/client_secret", "LOCKSTEP_GOOGLE_CLIENT_SECRET"},
      {"/google/refresh_token", "LOCKSTEP_GOOGLE_REFRESH_TOKEN"},
      {"/google/access_token", "LOCKSTEP_GOOGLE_ACCESS_TOKEN"},
      {"/google/account", "LOCKSTEP_GOOGLE_ACCOUNT"},
      {"/control/url", "LOCKSTEP_CONTROL_URL"},
      {"/control/token", "LOCKSTEP_CONTROL_TOKEN"},
      {"/seed", "LOCKSTEP_SEED"}};
  std::map<std::string, std::string> environment;
  for (const auto& [member, name] : kMembers) {
    environment[name] = ready.at(Json::json_pointer(member)).get<std::string>();
  }
  return environment;
}

Result<void> write_files(const Options& options, const Json& ready) {
  if (!options.config_out.empty()) {
    std::filesystem::path state = std::filesystem::absolute(options.config_out);
    state += ".state";
    Json world = ready;
    world["control"].erase("console");
    const std::string config = connector_config(world, default_settings(), state).dump(2) + "\n";
    if (Result<void> written = report::write_file(options.config_out, config); !written) {
      return written;
    }
  }
  return options.ready_file.empty() ? Result<void>()
                                    : report::write_file(options.ready_file, ready.dump() + "\n");
}

/// What the answers of the whole run were worth, on stderr.
/// @param exit_code  What it would end with if they were worth everything.
int end(int exit_code, const Specs& specs, const descriptions::AnswerRecorder* recorder) {
  if (recorder != nullptr) {
    for (const descriptions::AnswerViolation& violation : recorder->violations()) {
      std::cerr << "lockstep: not as its service describes it: " << to_string(violation) << "\n";
      exit_code = kInternal;
    }
  }
  std::cerr << answers_line(specs);
  return exit_code;
}

/// Null where no connector is wanted.
/// @error invalid_input  The file is wrong. @error unavailable  The connector cannot be started.
Result<std::unique_ptr<ConnectorPasses>> make_passes(const std::string& which) {
  if (which == kNone) {
    return std::unique_ptr<ConnectorPasses>();
  }
  const Result<ChosenConnector> chosen =
      choose_connector({which == kBuiltin ? "" : which, /*in_process=*/false});
  if (!chosen) {
    return Failure{chosen.error()};
  }
  if (!chosen->mistakes.empty()) {
    const scenario::ConfigMistake& mistake = chosen->mistakes.front();
    return failure(ErrorKind::invalid_input, mistake.message + " (" + mistake.hint + ")",
                   mistake.where);
  }
  return ConnectorPasses::create(chosen->make);
}

/// To zero a huge page stops the answers for milliseconds, which is then their 99th percentile.
/// Where it cannot be asked for, they stay. The programs that the server starts inherit it.
void do_without_huge_pages() { prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); }

int run(const Options& options) {
  do_without_huge_pages();
  const Result<Specs> specs = load_specs(options.specs);
  if (!specs) {
    return report_error(specs.error());
  }
  sim::WorldOptions world;
  world.seed = options.seed;
  world.journal_bytes_max = options.journal_megabytes * 1'000'000;
  std::shared_ptr<descriptions::AnswerRecorder> recorder;
  if (*specs != nullptr) {
    recorder = std::make_shared<descriptions::AnswerRecorder>(*specs);
    world.answer_observer = recorder;
  }
  if (!options.start.empty()) {
    const auto start = parse_timestamp(options.start);
    if (!start) {
      return report_usage_error("--start is no time", "such as --start 2026-03-02T09:00:00Z");
    }
    world.start = *start;
  }
  hold_interrupts();
  const auto passes = make_passes(options.connector);
  if (!passes) {
    return report_error(passes.error());
  }
  LoopbackHost host(options.ports);
  const auto api = sim::ControlApi::start(host, world, passes->get());
  if (!api) {
    return report_error(api.error());
  }
  const std::string token = options.control_token.empty() ? make_secret() : options.control_token;
  WatchedEndpoint control_endpoint(**api, [&] { host.look_for_webhooks(); });
  ConsoleEndpoint console(control_endpoint);
  const auto control = HttpServer::start(
      console, {.port = options.port_control, .bearer_token = token, .open_target = kConsolePath});
  if (!control) {
    return report_error(control.error());
  }
  if (*passes != nullptr) {
    (*passes)->set_control((*control)->base_url(), token);
  }
  const Json ready = ready_json((*api)->default_world(), (*control)->base_url(), token);
  if (const auto written = write_files(options, ready); !written) {
    return report_error(written.error());
  }
  if (options.command.empty()) {
    std::cerr << "console: " << console_url((*control)->base_url(), token) << "\n";
    std::cout << ready.dump() << std::endl;
    wait_for_the_end(options.until_stdin_closes);
    return end(kDone, *specs, recorder.get());
  }
  const Result<int> ended = run_child(options.command, environment_of(ready));
  return ended ? end(*ended, *specs, recorder.get()) : report_error(ended.error());
}

void add_port(CLI::App& command, const std::string& name, int& port, const std::string& of) {
  command.add_option(name, port, "Port of " + of + " (0: any free one)")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("serve", "Serve fake HubSpot and fake Google Contacts on loopback");
  add_port(*command, "--port-hubspot", options->ports.hubspot, "HubSpot");
  add_port(*command, "--port-google", options->ports.google, "Google");
  add_port(*command, "--port-control", options->port_control, "the control API");
  command->add_option("--seed", options->seed, "Of everything random")->capture_default_str();
  command->add_option("--start", options->start, "Virtual time at the start, in RFC 3339");
  command
      ->add_option("--journal-megabytes", options->journal_megabytes,
                   "Of journal that a world keeps: the oldest entries go first")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  command->add_option("--control-token", options->control_token,
                      "Bearer token of the control API (one that nobody can guess unless given)");
  command
      ->add_option("--connector", options->connector,
                   "Whose passes the console and POST /worlds/{world}/passes run: builtin, the "
                   "connector.json of a program, or none")
      ->capture_default_str();
  command->add_option("--ready-file", options->ready_file,
                      "Write the ready line to this file, whole or not at all");
  command->add_option("--config-out", options->config_out,
                      "Write a configuration for `lockstep sync` to this file");
  CLI::Option* const until_stdin_closes =
      command->add_flag("--until-stdin-closes", options->until_stdin_closes,
                        "End with the standard input: for a test that starts it as a child");
  command
      ->add_option("command", options->command,
                   "Behind --: run this with the URLs in its environment, and end as it does")
      ->excludes(until_stdin_closes);
  add_specs_option(*command, options->specs);
  command->footer(
      "Prints one line of JSON when all three answer: URLs, credentials and the token of the\n"
      "control API (docs/control_api.md); on stderr the address of the console, a page to open in\n"
      "a browser that shows both address books and runs passes (docs/console.md). Ends with Ctrl-C "
      "or SIGTERM, with exit code 0,\n"
      "or 3 if an answer was not as its service describes it (--specs).\n"
      "A command finds LOCKSTEP_HUBSPOT_URL, LOCKSTEP_GOOGLE_URL, LOCKSTEP_CONTROL_URL,\n"
      "LOCKSTEP_CONTROL_TOKEN and the credentials in its environment; its exit code is ours.\n"
      "Examples:\n"
      "  lockstep serve --config-out sync.json\n"
      "  lockstep sync --config sync.json        (in another terminal)\n"
      "  lockstep serve --connector connector.json\n"
      "  lockstep serve --seed 7 -- npm test");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
