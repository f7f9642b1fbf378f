#include "simulated_day.h"

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/core/access_tokens.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/open_states.h"
#include "lockstep/sim/in_process_transport.h"
#include "lockstep/sim/world.h"

#include "stopwatch.h"

namespace lockstep::bench {
namespace {

using sim::Json;
using sim::Service;

constexpr int kContacts = 1'000;
constexpr int kPasses = 288;
constexpr int kEdits = 200;

class Day {
 public:
  explicit Day(const std::filesystem::path& folder)
      : account_(world_.google().add_account("owner@example.com")),
        google_grant_(world_.google().grant(account_)),
        hubspot_grant_(world_.hubspot().grant()),
        google_(world_.endpoint(Service::google)),
        hubspot_(world_.endpoint(Service::hubspot)) {
    for (int number = 0; number < kContacts; ++number) {
      const std::string text = std::to_string(number);
      const std::string email = "ada" + text + "@example.com";
      google_names_.push_back(
          world_.google()
              .add_contact(account_, {{"names", {{{"givenName", "Ada " + text}}}},
                                      {"emailAddresses", {{{"value", email}}}}})
              .value());
      hubspot_ids_.push_back(
          world_.hubspot().add_contact({{"firstname", "Ada " + text}, {"email", email}}).value());
    }
    config_ = parse_config(config_text(folder), "config").value();
    static_cast<void>(pass());
  }

  DayResult run() {
    DayResult result;
    const Stopwatch watch;
    for (int number = 0; number < kPasses; ++number) {
      while (result.edits * kPasses < kEdits * (number + 1)) {
        edit(result.edits++);
      }
      world_.clock().sleep_for(std::chrono::minutes(5));
      result.updates += pass();
      ++result.passes;
    }
    result.wall_seconds = watch.wall_seconds();
    return result;
  }

 private:
  [[nodiscard]] std::string config_text(const std::filesystem::path& folder) const {
    const auto service = [](const sim::OAuthGrant& grant) {
      return Json{{"base_url", "http://127.0.0.1"},
                  {"client_id", grant.client_id},
                  {"client_secret", grant.client_secret}};
    };
    return Json{{"now", format_timestamp(world_.clock().now())},
                {"hubspot", service(hubspot_grant_)},
                {"google", service(google_grant_)},
                {"state_dir", folder.string()},
                {"reports", false},
                {"connections",
                 {{{"id", "main"},
                   {"hubspot_refresh_token", hubspot_grant_.refresh_token},
                   {"google_refresh_token", google_grant_.refresh_token},
                   {"hubspot", {{"records", "all"}}},
                   {"google", {{"records", "all"}}}}}}}
        .dump();
  }

  std::size_t pass() {
    Services services{hubspot_, google_, world_.clock()};
    services.states = &states_;
    services.tokens = &tokens_;
    const PassSummary summary = run_pass(config_, services).value();
    if (const auto error = summary.error()) {
      throw std::runtime_error(error->message);
    }
    const ConnectionSummary& connection = summary.connections.front();
    return connection.hubspot.updated + connection.google.updated;
  }

  void edit(int number) {
    const auto at = static_cast<std::size_t>(number) * 7 % kContacts;
    const std::string text = "Company " + std::to_string(number);
    const Result<void> edited =
        number % 2 == 0 ? world_.google().edit_contact(account_, google_names_[at],
                                                       {{"organizations", {{{"name", text}}}}})
                        : world_.hubspot().edit_contact(hubspot_ids_[at], {{"company", text}});
    if (!edited) {
      throw std::runtime_error(edited.error().message);
    }
  }

  sim::World world_{sim::WorldOptions{}};
  std::string account_;
  sim::OAuthGrant google_grant_;
  sim::OAuthGrant hubspot_grant_;
  sim::InProcessTransport google_;
  sim::InProcessTransport hubspot_;
  std::vector<std::string> google_names_;
  std::vector<std::string> hubspot_ids_;
  OpenStates states_;
  AccessTokens tokens_;
  Config config_;
};

}  // namespace

DayResult simulate_day(const std::filesystem::path& folder) { return Day(folder).run(); }

}  // namespace lockstep::bench
