#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/net/http_server.h"
#include "lockstep/report/write.h"
#include "lockstep/scenario/recording_proxy.h"

#include "child_command.h"
#include "command.h"
#include "interrupt.h"
#include "machine_clock.h"
#include "redaction_options.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  RecordingOptions recording;
  std::string hubspot = "https://api.hubapi.com";
  std::string google = "https://people.googleapis.com";
  int port_hubspot = 0;
  int port_google = 0;
  std::string ready_file;
  std::vector<std::string> command;
  bool until_stdin_closes = false;
};

/// Where exchanges of both services go, one at a time, and the first thing that went wrong.
class Tape {
 public:
  explicit Tape(RedactedFile& file) : file_(&file) {}

  void write(const scenario::RecordedExchange& exchange) {
    const std::scoped_lock lock(mutex_);
    if (error_) {
      return;
    }
    if (const Result<void> written = file_->write(exchange); !written) {
      error_ = written.error();
      std::cerr << "lockstep: the recording ends here: " << error_->message << "\n";
    }
    count_ += error_ ? 0U : 1U;
  }

  [[nodiscard]] std::size_t count() {
    const std::scoped_lock lock(mutex_);
    return count_;
  }
  [[nodiscard]] std::optional<Error> error() {
    const std::scoped_lock lock(mutex_);
    return error_;
  }

 private:
  std::mutex mutex_;
  RedactedFile* file_;
  std::size_t count_ = 0;
  std::optional<Error> error_;
};

/// A service behind its listener.
struct Door {
  std::unique_ptr<scenario::RecordingProxy> proxy;
  std::unique_ptr<HttpServer> server;
};

Result<Door> open_recorded(sim::Service service, const std::string& url, int port,
                           const Clock& clock, Tape& tape) {
  Result<scenario::Upstream> upstream = scenario::upstream_at(service, url);
  if (!upstream) {
    return Failure{upstream.error()};
  }
  Door door;
  door.proxy = std::make_unique<scenario::RecordingProxy>(
      service, std::move(*upstream), clock,
      [&tape](const scenario::RecordedExchange& exchange) { tape.write(exchange); });
  Result<std::unique_ptr<HttpServer>> server = HttpServer::start(*door.proxy, {.port = port});
  if (!server) {
    return Failure{server.error()};
  }
  door.server = std::move(*server);
  return door;
}

Json ready_json(const Door& hubspot, const Door& google, const std::string& out) {
  const auto service = [](const Door& door, const std::string& token_path) {
    const std::string url = door.server->base_url();
    return Json{{"base_url", url}, {"token_url", url + token_path}};
  };
  return {{"ready", true},
          {"recording", out},
          {"hubspot", service(hubspot, "/oauth/v1/token")},
          {"google", service(google, "/token")}};
}

std::map<std::string, std::string> environment_of(const Json& ready) {
  return {{"LOCKSTEP_HUBSPOT_URL", ready["hubspot"]["base_url"]},
          {"LOCKSTEP_HUBSPOT_TOKEN_URL", ready["hubspot"]["token_url"]},
          {"LOCKSTEP_GOOGLE_URL", ready["google"]["base_url"]},
          {"LOCKSTEP_GOOGLE_TOKEN_URL", ready["google"]["token_url"]}};
}

/// @param exit_code  What it would end with if every exchange was written.
int end(int exit_code, Tape& tape, const std::string& out) {
  std::cerr << "lockstep: " << tape.count() << " exchanges in " << out << "\n";
  const std::optional<Error> error = tape.error();
  return error ? report_error(*error) : exit_code;
}

int run(const Options& options) {
  for (const auto& [service, url] : {std::pair(sim::Service::hubspot, options.hubspot),
                                     std::pair(sim::Service::google, options.google)}) {
    // Before a file is made for nothing.
    if (const auto upstream = scenario::upstream_at(service, url); !upstream) {
      return report_error(upstream.error());
    }
  }
  const Result<std::unique_ptr<RedactedFile>> file =
      RedactedFile::create(options.recording, "proxy");
  if (!file) {
    return report_error(file.error());
  }
  hold_interrupts();
  const MachineClock clock;
  Tape tape(**file);
  Result<Door> hubspot =
      open_recorded(sim::Service::hubspot, options.hubspot, options.port_hubspot, clock, tape);
  if (!hubspot) {
    return report_error(hubspot.error());
  }
  Result<Door> google =
      open_recorded(sim::Service::google, options.google, options.port_google, clock, tape);
  if (!google) {
    return report_error(google.error());
  }
  const Json ready = ready_json(*hubspot, *google, options.recording.out);
  if (!options.ready_file.empty()) {
    if (const auto written = report::write_file(options.ready_file, ready.dump() + "\n");
        !written) {
      return report_error(written.error());
    }
  }
  int exit_code = kDone;
  if (options.command.empty()) {
    std::cout << ready.dump() << std::endl;
    wait_for_the_end(options.until_stdin_closes);
  } else {
    // Starting a connector is what begins a pass.
    if (const Result<void> marked = (*file)->begin_pass(); !marked) {
      return report_error(marked.error());
    }
    const Result<int> ended = run_child(options.command, environment_of(ready));
    if (!ended) {
      return report_error(ended.error());
    }
    exit_code = *ended;
  }
  // Answers under way are waited for, so that they are in the file.
  hubspot->server.reset();
  google->server.reset();
  return end(exit_code, tape, options.recording.out);
}

void add_port(CLI::App& command, const std::string& name, int& port, const std::string& of) {
  command.add_option(name, port, "Port of " + of + " (0: any free one)")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
}

}  // namespace

void add_record(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "record", "Stand between a connector and both services, and write down what they say");
  add_recording_options(*command, options->recording);
  command->add_option("--hubspot", options->hubspot, "Where requests to HubSpot go on to")
      ->capture_default_str();
  command->add_option("--google", options->google, "Where requests to Google go on to")
      ->capture_default_str();
  add_port(*command, "--port-hubspot", options->port_hubspot, "HubSpot");
  add_port(*command, "--port-google", options->port_google, "Google");
  command->add_option("--ready-file", options->ready_file,
                      "Write the ready line to this file, whole or not at all");
  CLI::Option* const until_stdin_closes =
      command->add_flag("--until-stdin-closes", options->until_stdin_closes,
                        "End with the standard input: for a test that starts it as a child");
  command
      ->add_option("command", options->command,
                   "Behind --: run this with the URLs in its environment, and end as it does")
      ->excludes(until_stdin_closes);
  command->footer(
      "Prints one line of JSON when both answer: the URLs to give to the connector. Ends with\n"
      "Ctrl-C or SIGTERM, with exit code 0; the recording is whole at any moment. Names, "
      "addresses,\n"
      "numbers, ids and credentials are replaced before they are written (docs/recording.md).\n"
      "A command finds LOCKSTEP_HUBSPOT_URL, LOCKSTEP_GOOGLE_URL and their _TOKEN_URL in its\n"
      "environment; its exit code is ours.\n"
      "Examples:\n"
      "  lockstep record --out monday.jsonl -- ./connector --once\n"
      "  lockstep record --out monday.jsonl --hubspot http://127.0.0.1:8080 \\\n"
      "    --google http://127.0.0.1:8081");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
