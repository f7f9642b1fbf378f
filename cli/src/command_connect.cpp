#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "lockstep/core/consent.h"
#include "lockstep/core/state_files.h"

#include "browser.h"
#include "command.h"
#include "config_file.h"
#include "connect_report.h"
#include "consent_listener.h"
#include "duration_option.h"
#include "interrupt.h"
#include "machine_clock.h"
#include "secret.h"
#include "service_doors.h"
#include "setup_dialogue.h"

namespace lockstep::cli {
namespace {

constexpr Duration kTimeout = std::chrono::minutes(5);

struct Options {
  std::string config;
  std::string connection = "main";
  std::string only;  ///< "hubspot", "google", or "" for both.
  std::string hubspot_url{kHubSpotBaseUrl};
  std::string google_url{kGoogleBaseUrl};
  std::string control_url;
  std::string region = "US";
  int redirect_port = 0;
  std::optional<Duration> timeout;
  bool no_browser = false;
  bool set_up = false;
  bool later = false;
  bool ask = false;
  bool json = false;
};

std::string environment(const std::string& name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

/// The app's credentials come by the environment: other users see a command line.
Result<ServiceConfig> new_service(Side side, const std::string& base_url) {
  const std::string prefix = side == Side::hubspot ? "LOCKSTEP_HUBSPOT_" : "LOCKSTEP_GOOGLE_";
  ServiceConfig service = service_at(side, base_url);
  for (const auto& [member, name] : {std::pair(&service.client_id, "CLIENT_ID"),
                                     std::pair(&service.client_secret, "CLIENT_SECRET")}) {
    *member = environment(prefix + name);
    if (member->empty()) {
      return failure(ErrorKind::invalid_input,
                     "the configuration file is new, so " + prefix + name +
                         " must be in the environment: your app has it from the service",
                     "connect");
    }
  }
  return service;
}

Result<ConfigFile> new_file(const Options& options) {
  Config config;
  Result<ServiceConfig> hubspot = new_service(Side::hubspot, options.hubspot_url);
  if (!hubspot) {
    return Failure{hubspot.error()};
  }
  Result<ServiceConfig> google = new_service(Side::google, options.google_url);
  if (!google) {
    return Failure{google.error()};
  }
  config.hubspot = std::move(*hubspot);
  config.google = std::move(*google);
  if (!options.control_url.empty()) {
    config.control = {options.control_url, environment("LOCKSTEP_CONTROL_TOKEN")};
  }
  config.state_dir = std::filesystem::absolute(options.config);
  config.state_dir += ".state";
  config.default_region = options.region;
  std::string text = new_config_text(config);
  Result<Config> parsed = parse_config(text, options.config);  // A URL may be none.
  if (!parsed) {
    return Failure{parsed.error()};
  }
  return ConfigFile{.path = options.config,
                    .text = std::move(text),
                    .config = std::move(*parsed),
                    .name = options.config};
}

Result<ConfigFile> file_of(const Options& options) {
  std::error_code problem;
  return std::filesystem::exists(options.config, problem) ? read_config_file(options.config)
                                                          : new_file(options);
}

const ConnectionConfig* find_connection(const ConfigFile& file, const std::string& id) {
  const auto& connections = file.config.connections;
  const auto found = std::ranges::find(connections, id, &ConnectionConfig::id);
  return found == connections.end() ? nullptr : &*found;
}

/// Pairs belong to two accounts: with another one they would be strangers.
Error another_account(const Options& options, Side side) {
  return {ErrorKind::invalid_input,
          "this is another " + std::string(side == Side::hubspot ? "HubSpot" : "Google") +
              " account than that of connection \"" + options.connection +
              "\"; connect it under an id of its own (--connection). Nothing is changed",
          options.config};
}

class Connecting {
 public:
  Connecting(const Options& options, ConsentListener& listener)
      : options_(options), listener_(listener), report_(options.json) {}

  /// Lets the user allow the access to one service. nullopt if it came to nothing, see exit_code().
  std::optional<Grant> ask_for(Side side, const ServiceConfig& service) {
    const ConsentRequest request{.side = side,
                                 .redirect_uri = listener_.redirect_uri(),
                                 .state = make_secret(),
                                 .code_verifier = make_secret()};
    const std::string url = consent_url(service, request);
    const Duration timeout = options_.timeout.value_or(kTimeout);
    report_.open_page(side, url, timeout);
    if (!options_.no_browser) {
      open_in_browser(listener_.forward_to(url));
    }
    const auto code = listener_.wait_for_code(request, clock_, timeout);
    if (!code) {
      std::cerr << "lockstep: " << (interrupted() ? "interrupted" : "nobody answered in time")
                << "; nothing is changed\n";
      exit_code_ = kIncomplete;
      return std::nullopt;
    }
    if (!*code) {
      return fail(code->error());
    }
    const Result<ServiceDoor> door = open_door(service);
    if (!door) {
      return fail(door.error());
    }
    Result<Grant> grant = redeem_code(service, request, **code, door->token_endpoint(), *door->api);
    if (!grant) {
      return fail(grant.error());
    }
    report_.allowed(side, grant->account);
    return std::move(*grant);
  }

  /// The same to every account that is to be connected. @return Whether `tokens` has them all.
  bool ask_for_all(const Config& config, ConnectionTokens& tokens) {
    for (const Side side : {Side::hubspot, Side::google}) {
      const bool of_hubspot = side == Side::hubspot;
      if (!options_.only.empty() && options_.only != to_string(side)) {
        continue;
      }
      std::optional<Grant> grant = ask_for(side, of_hubspot ? config.hubspot : config.google);
      if (!grant) {
        return false;
      }
      std::string& account = of_hubspot ? tokens.hubspot_account : tokens.google_account;
      if (!account.empty() && !grant->account.empty() && account != grant->account) {
        static_cast<void>(report_error(another_account(options_, side)));
        exit_code_ = kFailed;
        return false;
      }
      account = grant->account.empty() ? account : grant->account;
      (of_hubspot ? tokens.hubspot_refresh_token : tokens.google_refresh_token) =
          std::move(grant->refresh_token);
    }
    return true;
  }

  [[nodiscard]] int exit_code() const { return exit_code_; }
  [[nodiscard]] ConnectReport& report() { return report_; }

 private:
  std::nullopt_t fail(const Error& error) {
    exit_code_ = report_error(error);
    if (error.kind == ErrorKind::unauthenticated) {
      exit_code_ = kFailed;
    }
    return std::nullopt;
  }

  const Options& options_;
  ConsentListener& listener_;
  ConnectReport report_;
  MachineClock clock_;
  int exit_code_ = kDone;
};

/// The file as it is now: others may have changed it while somebody was asked.
Result<ConfigFile> latest(const ConfigFile& file) {
  std::error_code problem;
  return std::filesystem::exists(file.path, problem) ? read_config_file(file.path)
                                                     : Result<ConfigFile>(file);
}

/// Changes the file as it is now, and reads it again.
Result<void> change(ConfigFile& file,
                    const std::function<Result<std::string>(const ConfigText&)>& changed) {
  const Result<ConfigFile> now = latest(file);
  if (!now) {
    return Failure{now.error()};
  }
  const Result<std::string> text = changed(now->content());
  if (!text) {
    return Failure{text.error()};
  }
  if (Result<void> written = write_config_file(file.path, *text); !written) {
    return written;
  }
  Result<ConfigFile> read = read_config_file(file.path);
  if (!read) {
    return Failure{read.error()};
  }
  file = std::move(*read);
  return {};
}

/// S3: sets the sync up now, or leaves that for later.
Result<void> set_up(const Options& options, ConfigFile& file) {
  SetupAnswers answers;
  const bool ask = options.ask || (is_terminal(0) && is_terminal(1) && !options.json);
  let_interrupts_end();  // The tokens are stored: from here on Ctrl-C means later.
  if (options.set_up) {
    answers.settings = SyncSettings{};
  } else if (ask && !options.later) {
    answers = ask_for_setup(std::cin, std::cout);
  }
  if (!answers.settings) {
    return {};
  }
  Result<void> changed = change(file, [&](const ConfigText& text) {
    return put_settings(text, options.connection, *answers.settings);
  });
  if (!changed || !answers.turn_on) {
    return changed;
  }
  return change(
      file, [&](const ConfigText& text) { return put_enabled(text, options.connection, true); });
}

/// Why a connection of this id cannot begin: an earlier one has left its state. nullopt: none has.
std::optional<Error> left_over(const ConfigFile& file, const std::string& connection) {
  const std::filesystem::path state = state_path(file.config.state_dir, connection);
  std::error_code problem;
  if (!std::filesystem::exists(state, problem)) {
    return std::nullopt;
  }
  return Error{ErrorKind::invalid_input,
               "is the state of an earlier connection \"" + connection +
                   "\": move it away to begin afresh, or choose another id (--connection)",
               state.string()};
}

int run(const Options& options) {
  Result<ConfigFile> file = file_of(options);
  if (!file) {
    return report_error(file.error());
  }
  const ConnectionConfig* known = find_connection(*file, options.connection);
  if (!options.only.empty() && known == nullptr) {
    return report_usage_error("connection \"" + options.connection + "\" is new",
                              "--only is for connecting one account anew");
  }
  if (const auto left = left_over(*file, options.connection); known == nullptr && left) {
    return report_error(*left);
  }
  catch_interrupts();
  const auto listener = ConsentListener::start(options.redirect_port);
  if (!listener) {
    return report_error(listener.error());
  }
  Connecting connecting(options, **listener);
  ConnectionTokens tokens;
  if (known != nullptr) {
    tokens = {known->hubspot_refresh_token, known->google_refresh_token, known->hubspot_account,
              known->google_account};
  }
  if (!connecting.ask_for_all(file->config, tokens)) {
    return connecting.exit_code();
  }
  const bool is_new = known == nullptr || !known->is_set_up;
  Result<void> done = change(
      *file, [&](const ConfigText& text) { return put_tokens(text, options.connection, tokens); });
  if (done && is_new) {
    done = set_up(options, *file);
  }
  if (!done) {
    return report_error(done.error());
  }
  connecting.report().connected(*file, *find_connection(*file, options.connection));
  return kDone;
}

void add_places(CLI::App& command, Options& options) {
  command.add_option("--hubspot-url", options.hubspot_url, "HubSpot's API, for a new file")
      ->envname("LOCKSTEP_HUBSPOT_URL")
      ->capture_default_str();
  command.add_option("--google-url", options.google_url, "Google's API, for a new file")
      ->envname("LOCKSTEP_GOOGLE_URL")
      ->capture_default_str();
  command
      .add_option("--control-url", options.control_url,
                  "Control API whose virtual time counts, for a new file")
      ->envname("LOCKSTEP_CONTROL_URL");
  command
      .add_option("--region", options.region,
                  "Country of phone numbers without +, for a new file: ISO 3166 alpha-2")
      ->capture_default_str();
}

}  // namespace

void add_connect(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "connect", "Let the sync into a HubSpot and a Google account, and set it up");
  add_config_option(*command, options->config);
  command->add_option("--connection", options->connection, "Its id in the file")
      ->check([](const std::string& id) { return id.empty() ? "must not be empty" : ""; })
      ->capture_default_str();
  command->add_option("--only", options->only, "Connect this account anew and keep the other")
      ->check(CLI::IsMember({"hubspot", "google"}));
  command
      ->add_option("--redirect-port", options->redirect_port,
                   "Where the browser comes back to, on this machine (0: any free port)")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  add_duration_option(*command, "--timeout", options->timeout,
                      "How long to wait for an answer (5m unless given)");
  command->add_flag("--no-browser", options->no_browser, "Only show the pages' addresses");
  CLI::Option* const set_up_now =
      command->add_flag("--set-up", options->set_up, "Set up a two-way sync of all contacts, off");
  command->add_flag("--later", options->later, "Do not ask for the set-up")->excludes(set_up_now);
  command->add_flag("--ask", options->ask, "Ask for the set-up although nobody is at a terminal")
      ->excludes(set_up_now);
  command->add_flag("--json", options->json, "Print one JSON object a line");
  add_places(*command, *options);
  command->footer(
      "Opens the pages of both services on which you allow the access, stores what they give in\n"
      "FILE, which only you can read (mode 0600), and asks how to sync. Nothing is synced before\n"
      "the sync is set up and turned on. A connection that is there gets new tokens and keeps its\n"
      "settings. A new FILE needs the credentials of your apps in the environment:\n"
      "LOCKSTEP_HUBSPOT_CLIENT_ID, LOCKSTEP_HUBSPOT_CLIENT_SECRET, LOCKSTEP_GOOGLE_CLIENT_ID and\n"
      "LOCKSTEP_GOOGLE_CLIENT_SECRET. HubSpot's app must know the redirect URL: choose a port and\n"
      "register http://localhost:PORT/callback there.\n"
      "Ends with 0, 1 when the access was denied, 2 for a wrong configuration, 4 when a service\n"
      "cannot be reached, 5 when nobody answered. Nothing is stored before both have allowed it.\n"
      "Examples:\n"
      "  lockstep connect --config sync.json --redirect-port 8090\n"
      "  lockstep connect --config sync.json --only google\n"
      "  lockstep serve -- lockstep connect --config sync.json     (against the fakes)");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
