// What a request costs without sockets: CPU time per call of the endpoint, journal on.

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <string>

#include "lockstep/base/url.h"
#include "lockstep/sim/world.h"

namespace lockstep::sim {
namespace {

constexpr int kContacts = 1'000;
constexpr std::size_t kJournalBytesMax = 4'000'000;
constexpr benchmark::IterationCount kIterations = 20'000;
constexpr const char* kUsualMask = "names,emailAddresses,phoneNumbers,organizations,metadata";

Json person(int number) {
  const std::string text = std::to_string(number);
  return {{"names", {{{"givenName", "Ada"}, {"familyName", "Lovelace " + text}}}},
          {"emailAddresses", {{{"value", "ada" + text + "@example.com"}, {"type", "work"}}}},
          {"phoneNumbers", {{{"value", "(415) 555-0100"}, {"type", "mobile"}}}},
          {"organizations", {{{"name", "Analytical Engines"}, {"title", "Countess"}}}}};
}

/// A world with both address books full of the same people.
class FilledWorld {
 public:
  FilledWorld() : world_(options()) {
    const std::string account = world_.google().add_account("owner@example.com");
    google_token_ = world_.google().grant(account).access_token;
    hubspot_token_ = world_.hubspot().grant().access_token;
    for (int number = 0; number < kContacts; ++number) {
      google_name_ = world_.google().add_contact(account, person(number)).value();
      hubspot_id_ = world_.hubspot()
                        .add_contact({{"email", "ada" + std::to_string(number) + "@example.com"},
                                      {"firstname", "Ada"},
                                      {"lastname", "Lovelace"},
                                      {"phone", "(415) 555-0100"}})
                        .value();
    }
  }

  [[nodiscard]] Request google(Method method, const std::string& target,
                               const std::string& body = {}) const {
    return request(method, target, body, google_token_);
  }
  [[nodiscard]] Request hubspot(Method method, const std::string& target,
                                const std::string& body = {}) const {
    return request(method, target, body, hubspot_token_);
  }
  [[nodiscard]] const std::string& google_name() const { return google_name_; }
  [[nodiscard]] const std::string& hubspot_id() const { return hubspot_id_; }
  World& world() { return world_; }

 private:
  static WorldOptions options() {
    WorldOptions options;
    options.exchange_cost = Duration(0);
    options.journal_bytes_max = kJournalBytesMax;
    options.hubspot.rate_limits_enforced = false;
    return options;
  }

  static Request request(Method method, const std::string& target, const std::string& body,
                         const std::string& token) {
    Request request;
    request.method = method;
    set_target(request, target);
    request.headers = {{"Authorization", "Bearer " + token},
                       {"Accept", "*/*"},
                       {"User-Agent", "bench"},
                       {"Host", "127.0.0.1:8080"}};
    if (!body.empty()) {
      request.headers["Content-Type"] = "application/json";
      request.body = body;
    }
    return request;
  }

  World world_;
  std::string google_token_;
  std::string hubspot_token_;
  std::string google_name_;
  std::string hubspot_id_;
};

void expect_success(const Exchange& exchange) {
  const auto* const response = std::get_if<SharedResponse>(&exchange);
  if (response == nullptr || (*response)->status >= 300) {
    std::abort();  // A benchmark of refusals measures nothing.
  }
}

void run(benchmark::State& state, FilledWorld& filled, Service service, const Request& request) {
  Endpoint& endpoint = filled.world().endpoint(service);
  for ([[maybe_unused]] auto _ : state) {
    Exchange exchange = endpoint.exchange(request);
    expect_success(exchange);
  }
}

void google_read_one(benchmark::State& state) {
  FilledWorld filled;
  run(state, filled, Service::google,
      filled.google(Method::get,
                    "/v1/" + filled.google_name() + "?personFields=" + std::string(kUsualMask)));
}
BENCHMARK(google_read_one)->Iterations(kIterations);

void google_list_100(benchmark::State& state) {
  FilledWorld filled;
  run(state, filled, Service::google,
      filled.google(Method::get, "/v1/people/me/connections?pageSize=100&personFields=" +
                                     std::string(kUsualMask)));
}
BENCHMARK(google_list_100)->Iterations(kIterations / 10);

void google_create(benchmark::State& state) {
  FilledWorld filled;
  run(state, filled, Service::google,
      filled.google(Method::post, "/v1/people:createContact?personFields=metadata",
                    person(1).dump()));
}
BENCHMARK(google_create)->Iterations(kIterations);

void hubspot_read_one(benchmark::State& state) {
  FilledWorld filled;
  run(state, filled, Service::hubspot,
      filled.hubspot(Method::get, "/crm/v3/objects/contacts/" + filled.hubspot_id() +
                                      "?properties=email,firstname,lastname,phone"));
}
BENCHMARK(hubspot_read_one)->Iterations(kIterations);

void hubspot_list_100(benchmark::State& state) {
  FilledWorld filled;
  run(state, filled, Service::hubspot,
      filled.hubspot(Method::get,
                     "/crm/v3/objects/contacts?limit=100&properties=email,firstname,phone"));
}
BENCHMARK(hubspot_list_100)->Iterations(kIterations / 10);

}  // namespace
}  // namespace lockstep::sim
