#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "lockstep/base/random.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/net/http_server.h"
#include "lockstep/report/write.h"
#include "lockstep/sim/world.h"

#include "command.h"
#include "interrupt.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kGoogleAccount = "owner@example.com";

struct Options {
  int port_hubspot = 0;
  int port_google = 0;
  int port_control = 0;
  std::uint64_t seed = 1;
  std::string config_out;
  bool until_stdin_closes = false;
};

std::string control_token(std::uint64_t seed) {
  Random random = Random(seed).fork("control token");
  std::string token;
  for (int digit = 0; digit < 32; ++digit) {
    token += "0123456789abcdef"[random.below(16)];
  }
  return token;
}

/// The running world as its clients see it.
struct Served {
  std::string hubspot_url;
  std::string google_url;
  std::string control_url;
  std::string control_token;
  sim::OAuthGrant hubspot;
  sim::OAuthGrant google;
  std::string google_account;
  std::string now;
};

Json service_json(const std::string& url, const std::string& token_path,
                  const sim::OAuthGrant& grant) {
  return {{"base_url", url},
          {"token_url", url + token_path},
          {"client_id", grant.client_id},
          {"client_secret", grant.client_secret},
          {"refresh_token", grant.refresh_token},
          {"access_token", grant.access_token}};
}

Json ready_line(const Served& served, std::uint64_t seed) {
  Json json{{"ready", true},
            {"hubspot", service_json(served.hubspot_url, "/oauth/v1/token", served.hubspot)},
            {"google", service_json(served.google_url, "/token", served.google)},
            {"control", {{"url", served.control_url}, {"token", served.control_token}}},
            {"seed", std::to_string(seed)},
            {"now", served.now}};
  json["google"]["account"] = served.google_account;
  return json;
}

/// A configuration for `lockstep sync` or any connector: two-way, everything, HubSpot wins.
Json config_json(const Served& served, const std::filesystem::path& config_path) {
  const auto service = [](const std::string& url, const std::string& token_path,
                          const sim::OAuthGrant& grant) {
    return Json{{"base_url", url},
                {"token_url", url + token_path},
                {"client_id", grant.client_id},
                {"client_secret", grant.client_secret}};
  };
  std::filesystem::path state = std::filesystem::absolute(config_path);
  state += ".state";
  const Json connection{{"id", "main"},
                        {"enabled", true},
                        {"hubspot_refresh_token", served.hubspot.refresh_token},
                        {"google_refresh_token", served.google.refresh_token},
                        {"hubspot", {{"records", "all"}}},
                        {"google", {{"records", "all"}}},
                        {"default_app", "hubspot"},
                        {"plan", "free"},
                        {"only_with_email", true}};
  return {{"now", served.now},
          {"hubspot", service(served.hubspot_url, "/oauth/v1/token", served.hubspot)},
          {"google", service(served.google_url, "/token", served.google)},
          {"control", {{"url", served.control_url}, {"token", served.control_token}}},
          {"state_dir", state.string()},
          {"default_region", "US"},
          {"connections", Json::array({connection})}};
}

int run(const Options& options) {
  hold_interrupts();
  sim::WorldOptions world_options;
  world_options.seed = options.seed;
  sim::World world(world_options);
  Served served;
  served.control_token = control_token(options.seed);
  served.google_account = world.google().add_account(kGoogleAccount);
  served.google = world.google().grant(served.google_account);
  served.hubspot = world.hubspot().grant();
  served.now = format_timestamp(world.clock().now());
  const auto hubspot =
      HttpServer::start(world.endpoint(sim::Service::hubspot), {.port = options.port_hubspot});
  if (!hubspot) {
    return report_error(hubspot.error());
  }
  const auto google = HttpServer::start(
      world.endpoint(sim::Service::google),
      {.port = options.port_google, .target_bytes_max = sim::kGoogleTargetBytesMax});
  if (!google) {
    return report_error(google.error());
  }
  const auto control =
      HttpServer::start(world.control_endpoint(),
                        {.port = options.port_control, .bearer_token = served.control_token});
  if (!control) {
    return report_error(control.error());
  }
  served.hubspot_url = (*hubspot)->base_url();
  served.google_url = (*google)->base_url();
  served.control_url = (*control)->base_url();
  if (!options.config_out.empty()) {
    const std::string config = config_json(served, options.config_out).dump(2) + "\n";
    if (const auto written = report::write_file(options.config_out, config); !written) {
      return report_error(written.error());
    }
  }
  std::cout << ready_line(served, options.seed).dump() << std::endl;
  wait_for_the_end(options.until_stdin_closes);
  return kDone;
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
  add_port(*command, "--port-hubspot", options->port_hubspot, "HubSpot");
  add_port(*command, "--port-google", options->port_google, "Google");
  add_port(*command, "--port-control", options->port_control, "the control API (virtual time)");
  command->add_option("--seed", options->seed, "Of everything random")->capture_default_str();
  command->add_option("--config-out", options->config_out,
                      "Write a configuration for `lockstep sync` to this file");
  command->add_flag("--until-stdin-closes", options->until_stdin_closes,
                    "End with the standard input: for a test that starts it as a child");
  command->footer(
      "Prints one line of JSON when all three answer: URLs, credentials and the token of the\n"
      "control API. Ends with Ctrl-C or SIGTERM, with exit code 0.\n"
      "Examples:\n"
      "  lockstep serve --config-out sync.json\n"
      "  lockstep sync --config sync.json        (in another terminal)");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
