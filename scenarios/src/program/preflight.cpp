#include "lockstep/scenario/preflight.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "lockstep/scenario/load.h"
#include "lockstep/scenario/temporary_folder.h"

#include "doors.h"
#include "program/report_files.h"
#include "scenario_run.h"

namespace lockstep::scenario {
namespace {

/// One contact on each side, in the direction that the connector claims.
Scenario hello(const ConnectorInfo& info) {
  const bool to_google = info.claims.contains("two_way") || info.claims.contains("to_google");
  const bool to_hubspot = info.claims.contains("two_way") || !to_google;
  const std::string settings =
      info.claims.contains("two_way")
          ? "{}"
          : std::string("{\"") + (to_hubspot ? "hubspot" : "google") + R"(": {"records": "none"}})";
  Result<Scenario> scenario = parse_scenario(
      R"({"scenario": "preflight/hello", "title": "One contact on each side, one pass",
          "rules": ["DIR-1"],
          "given": {"settings": )" +
          settings + R"(,
            "hubspot": [{"properties": {"firstname": "Ann", "email": "ann@example.com"}}],
            "google": [{"person": {"names": [{"givenName": "Bob"}],
                                   "emailAddresses": [{"value": "bob@example.com"}]}}]},
          "when": [{"sync": 1}], "then": []})",
      "preflight");
  LOCKSTEP_ASSERT(scenario.has_value());
  return std::move(*scenario);
}

std::string name_of(Service service) { return service == Service::hubspot ? "HubSpot" : "Google"; }

/// What to do about a pass that did not come to its end.
std::string hint_for(std::string_view end) {
  if (end == to_string(PassEnd::hung)) {
    return "end the pass when there is nothing left to do; a slow one may set pass_seconds";
  }
  if (end == to_string(PassEnd::flooded)) {
    return "say less on stdout and stderr, or raise output_bytes_max";
  }
  if (end == to_string(PassEnd::left_protocol)) {
    return "answer each line of stdin with {\"done\":\"sync\",\"pass\":N,\"ok\":true} in a line of "
           "its own, flushed, and go on reading; or choose the mode process-per-pass";
  }
  if (end == to_string(PassEnd::died)) {
    return "run the command by hand with LOCKSTEP_CONFIG set to a file as in "
           "docs/connector_protocol.md";
  }
  return "exit with 0 when the pass is done; what the program said last may tell why it gave up";
}

class Preflight {
 public:
  Preflight(const ScenarioRun& run, const ConnectorInfo& info, std::filesystem::path state_dir)
      : run_(&run), info_(&info), state_dir_(std::move(state_dir)) {}

  std::vector<ConfigMistake> look() {
    if (look_at_the_end()) {
      look_at_requests();
      look_at_reports();
    }
    return std::move(mistakes_);
  }

 private:
  void add(std::string where, std::string message, std::string hint) {
    mistakes_.push_back({std::move(where), std::move(message), std::move(hint)});
  }

  /// @return Whether the pass came to its end, so that the rest can be looked at.
  bool look_at_the_end() {
    for (const CheckResult& check : run_->checks()) {
      if (check.verdict == Verdict::harness_error) {
        add("command", check.message, "start the command by hand, from the working directory");
        return false;
      }
    }
    bool is_done = true;
    for (const PassEnded& pass : run_->pass_ends()) {
      if (pass.end != to_string(PassEnd::done)) {
        add("the first pass", "it " + pass.end + ": " + pass.message, hint_for(pass.end));
        is_done = false;
      }
    }
    return is_done;
  }

  /// Requests to a service that fit, and that it answered so.
  template <class Fits>
  [[nodiscard]] std::size_t count(Service service, Fits fits) const {
    const auto& entries = run_->journal().entries();
    return static_cast<std::size_t>(
        std::ranges::count_if(entries, [&](const sim::JournalEntry& entry) {
          return entry.source == to_string(service) && fits(entry);
        }));
  }

  static int status_of(const sim::JournalEntry& entry) {
    return entry.response ? entry.response->status : 0;
  }

  void look_at_requests() {
    const auto any = [](const sim::JournalEntry& /*entry*/) { return true; };
    if (count(Service::hubspot, any) + count(Service::google, any) == 0) {
      add("the first pass", "it ended, and had sent no request to either service",
          "read base_url and token_url from the file that LOCKSTEP_CONFIG names, or that the "
          "command on stdin does");
      return;
    }
    for (const Service service : {Service::hubspot, Service::google}) {
      look_at_requests(service);
    }
  }

  void look_at_requests(Service service) {
    const std::string name = name_of(service);
    const std::string key = std::string(to_string(service));
    const auto is_token = [](const sim::JournalEntry& entry) {
      return entry.operation == "oauth.token";
    };
    const auto is_granted = [&](const sim::JournalEntry& entry) {
      return is_token(entry) && status_of(entry) == 200;
    };
    const auto is_read = [&](const sim::JournalEntry& entry) {
      return !entry.operation.starts_with("oauth.") && status_of(entry) / 100 == 2;
    };
    const auto has_status = [](int status) {
      return [status](const sim::JournalEntry& entry) {
        return entry.operation != "oauth.token" && status_of(entry) == status;
      };
    };
    if (count(service, is_token) == 0) {
      add(name, "no access token was asked for",
          "POST " + key +
              ".token_url with grant_type=refresh_token, client_id, client_secret and "
              "the connection's " +
              key + "_refresh_token, form-encoded");
      return;
    }
    if (count(service, is_granted) == 0) {
      add(name, "every request for an access token was refused: " + refusal_of(service),
          "send grant_type=refresh_token with the client_id, client_secret and refresh token of "
          "the configuration, form-encoded; they are others in each scenario");
      return;
    }
    if (count(service, is_read) > 0) {
      return;
    }
    if (count(service, has_status(401)) > 0) {
      add(name, "requests were refused with 401",
          "send the access_token of the token endpoint's answer as Authorization: Bearer");
    } else if (count(service, has_status(404)) > 0) {
      add(name, "only paths were asked for that the API does not have: " + path_of(service),
          "paths are those of the real API, and start at base_url");
    } else {
      add(name, "nothing was read from it in the first pass",
          "a pass looks at both services: the direction says what is written, not what is read");
    }
  }

  [[nodiscard]] std::string refusal_of(Service service) const {
    for (const sim::JournalEntry& entry : run_->journal().entries()) {
      if (entry.source == to_string(service) && entry.operation == "oauth.token" &&
          entry.response) {
        return std::to_string(entry.response->status) + ' ' + shortened(entry.response->body, 300);
      }
    }
    return "no answer";
  }

  [[nodiscard]] std::string path_of(Service service) const {
    for (const sim::JournalEntry& entry : run_->journal().entries()) {
      if (entry.source == to_string(service) && status_of(entry) == 404) {
        return std::string(to_string(entry.request.method)) + ' ' +
               shortened(entry.request.path, 300);
      }
    }
    return "";
  }

  void look_at_reports() {
    for (const char* const claim : {"health", "refused", "conflicts"}) {
      if (!info_->claims.contains(claim)) {
        continue;
      }
      const std::string name = std::string(claim) + ".json";
      std::ifstream in(state_dir_ / name, std::ios::binary);
      if (!in) {
        add(name, "the connector claims \"" + std::string(claim) + "\", and left no such file",
            "write it into state_dir before the pass ends, also when there is nothing in it; or do "
            "not claim it");
        continue;
      }
      const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      std::ranges::move(report_mistakes(name, text), std::back_inserter(mistakes_));
    }
  }

  const ScenarioRun* run_;
  const ConnectorInfo* info_;
  std::filesystem::path state_dir_;
  std::vector<ConfigMistake> mistakes_;
};

}  // namespace

Result<std::vector<ConfigMistake>> preflight(Connector& connector) {
  const Result<TemporaryFolder> folder = TemporaryFolder::make();
  if (!folder) {
    return Failure{folder.error()};
  }
  const Result<std::unique_ptr<Doors>> doors = Doors::open();
  if (!doors) {
    return Failure{doors.error()};
  }
  const Scenario scenario = hello(connector.info());
  constexpr std::uint64_t kSeed = 1;
  ScenarioRun run(scenario, connector, doors->get(), folder->path(), kSeed, nullptr, false, false);
  run.run();
  return Preflight(run, connector.info(), folder->path() / "state").look();
}

}  // namespace lockstep::scenario
