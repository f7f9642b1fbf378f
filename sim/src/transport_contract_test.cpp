// The same requests and faults over a function call and over a socket have the same answers and
// leave the same world behind. This is what lets every other test run without sockets.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "lockstep/base/url.h"
#include "lockstep/net/http_server.h"
#include "lockstep/net/http_transport.h"
#include "lockstep/sim/in_process_transport.h"
#include "lockstep/sim/world.h"

#include "contract_world.h"

/// The packaged cpp-httplib is not instrumented: the thread sanitizer sees the memory that it
/// touches, but not the guards of its local statics, and takes those for races.
// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming): the sanitizer's.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:libcpp-httplib.so\n";
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)

namespace lockstep::sim {
namespace {

using namespace std::chrono_literals;

constexpr const char* kJsonType = "application/json";
constexpr const char* kFormType = "application/x-www-form-urlencoded";

/// A world with one contact a side and one fault, and the requests of a small connector.
struct Stage {
  explicit Stage(const std::optional<FaultRule>& fault)
      : account(world.google().add_account("user@example.com")),
        google(world.google().grant(account)),
        hubspot(world.hubspot().grant()) {
    const Json person = {{"names", {{{"givenName", "Ann"}}}},
                         {"emailAddresses", {{{"value", "ann@example.com"}}}}};
    EXPECT_TRUE(world.google().add_contact(account, person).has_value());
    EXPECT_TRUE(world.hubspot()
                    .add_contact({{"firstname", "Ann"}, {"email", "ann@example.com"}})
                    .has_value());
    if (fault) {
      world.faults().add(*fault);
    }
  }

  [[nodiscard]] std::vector<Request> requests(Service service) const {
    return service == Service::google ? google_requests() : hubspot_requests();
  }

  [[nodiscard]] std::vector<Request> google_requests() const {
    const std::string bearer = "Bearer " + google.access_token;
    const Query list = {{"personFields", "names,emailAddresses"},
                        {"pageSize", "100"},
                        {"requestSyncToken", "true"}};
    const std::string bob = R"({"names":[{"givenName":"Bób 'B' \"ż\"","familyName":"Li"}]})";
    return {
        // clang-format off
        token_request("/token", google),
        {Method::get,  "/v1/people/me/connections", list,                        {{"Authorization", bearer}}, ""},
        {Method::post, "/v1/people:createContact",  {{"personFields", "names"}}, {{"Authorization", bearer}, {"Content-Type", kJsonType}}, bob},
        {Method::post, "/v1/people:createContact",  {},                          {{"Authorization", bearer}, {"Content-Type", kJsonType}}, R"({"names":)"},
        {Method::get,  "/v1/people/c404",           {{"personFields", "names"}}, {{"Authorization", bearer}}, ""},
        {Method::get,  "/v1/people/me/connections", list,                        {}, ""},
        {Method::put,  "/v1/no%2Fsuch/path",        {{"a", "1 +&="}},            {{"Authorization", bearer}, {"Content-Type", kJsonType}}, "{}"},
        // clang-format on
    };
  }

  [[nodiscard]] std::vector<Request> hubspot_requests() const {
    const std::string bearer = "Bearer " + hubspot.access_token;
    const std::string contacts = "/crm/v3/objects/contacts";
    const std::string bob = R"({"properties":{"firstname":"Bób 'B' \"ż\"","email":"b@x.example"}})";
    return {
        // clang-format off
        token_request("/oauth/v1/token", hubspot),
        {Method::get,  contacts,                                 {{"limit", "10"}},         {{"Authorization", bearer}}, ""},
        {Method::post, contacts,                                 {},                        {{"Authorization", bearer}, {"Content-Type", kJsonType}}, bob},
        {Method::post, contacts,                                 {},                        {{"Authorization", bearer}, {"Content-Type", kJsonType}}, R"({"properties":)"},
        {Method::get,  contacts + "/" + "ann%40example.com",     {{"idProperty", "email"}}, {{"Authorization", bearer}}, ""},
        {Method::post, contacts + "/search",                     {},                        {{"Authorization", bearer}, {"Content-Type", kJsonType}}, R"({"limit":10})"},
        {Method::get,  contacts,                                 {},                        {}, ""},
        {Method::put,  "/no%2Fsuch/path",                    {{"a", "1 +&="}},          {{"Authorization", bearer}, {"Content-Type", kJsonType}}, "{}"},
        // clang-format on
    };
  }

  static Request token_request(std::string path, const OAuthGrant& grant) {
    return {Method::post,
            std::move(path),
            {},
            {{"Content-Type", kFormType}},
            format_query({{"grant_type", "refresh_token"},
                          {"client_id", grant.client_id},
                          {"client_secret", grant.client_secret},
                          {"refresh_token", grant.refresh_token}})};
  }

  World world{contract_options({.seed = 7})};
  std::string account;
  OAuthGrant google;
  OAuthGrant hubspot;
};

/// As the fakes are served everywhere.
const HttpServerOptions kLoop{.serving = Serving::one_loop};

/// What a client can tell apart.
struct Seen {
  std::string outcome;  ///< The status, or the kind of error.
  Headers headers;
  std::string body;
};

std::vector<Seen> send_all(Transport& transport, const std::vector<Request>& requests) {
  std::vector<Seen> seen;
  for (const Request& request : requests) {
    const Result<Response> result = transport.send(request);
    if (result) {
      seen.push_back({std::to_string(result->status), result->headers, result->body});
    } else {
      seen.push_back({std::string(to_string(result.error().kind)), {}, ""});
    }
  }
  return seen;
}

std::vector<Seen> send_in_process(Stage& stage, Service service) {
  InProcessTransport transport(stage.world.endpoint(service));
  return send_all(transport, stage.requests(service));
}

std::vector<Seen> send_over_http(Stage& stage, Service service) {
  const auto server = HttpServer::start(stage.world.endpoint(service), kLoop);
  EXPECT_TRUE(server.has_value());
  const auto transport = make_http_transport({.base_url = (*server)->base_url()});
  EXPECT_TRUE(transport.has_value());
  return send_all(**transport, stage.requests(service));
}  // The server has ended: its threads touch the world no more.

struct Row {
  const char* name;
  Service service;
  std::optional<FaultRule> fault;
};

class TransportContract : public testing::TestWithParam<Row> {};

TEST_P(TransportContract, SocketAndFunctionCallAgree) {
  const Row& row = GetParam();
  Stage called(row.fault);
  Stage served(row.fault);

  const std::vector<Seen> by_call = send_in_process(called, row.service);
  const std::vector<Seen> by_socket = send_over_http(served, row.service);

  ASSERT_EQ(by_call.size(), by_socket.size());
  for (std::size_t at = 0; at < by_call.size(); ++at) {
    EXPECT_EQ(by_call[at].outcome, by_socket[at].outcome) << "request " << at;
    EXPECT_EQ(by_call[at].body, by_socket[at].body) << "request " << at;
    for (const auto& [name, value] : by_call[at].headers) {
      EXPECT_EQ(find_value(by_socket[at].headers, name), value) << name << " of request " << at;
    }
  }
  EXPECT_EQ(called.world.journal().to_json_lines(), served.world.journal().to_json_lines());
  EXPECT_EQ(called.world.clock().now(), served.world.clock().now());
  EXPECT_EQ(called.world.hubspot().contacts(), served.world.hubspot().contacts());
  const auto google_called = called.world.google().contacts(called.account);
  const auto google_served = served.world.google().contacts(served.account);
  ASSERT_EQ(google_called.size(), google_served.size());
  for (std::size_t at = 0; at < google_called.size(); ++at) {
    EXPECT_EQ(google_called[at].resource_name, google_served[at].resource_name);
    EXPECT_EQ(*google_called[at].person, *google_served[at].person);
  }
  EXPECT_EQ(called.world.faults().unreached().size(), 0U);
  EXPECT_EQ(served.world.faults().unreached().size(), 0U);
}

std::vector<Row> rows_of(Service service) {
  const bool google = service == Service::google;
  const std::string create = google ? "people.createContact" : "crm.contacts.create";
  const std::string list = google ? "people.connections.list" : "crm.contacts.getPage";
  const std::string stale = google ? "people.connections.list" : "crm.contacts.search";
  const std::string error = google ? "google.rate_limit" : "hubspot.rate_limit_secondly";
  std::vector<Row> rows = {
      // clang-format off
      {"NoFault",        service, std::nullopt},
      {"AnswerError",    service, FaultRule{create, AnswerError{.error_id = error}}},
      {"AnswerStatus",   service, FaultRule{list, AnswerError{.status = 503, .body = "<html>"}}},
      {"LoseRequest",    service, FaultRule{create, LoseRequest{}}},
      {"LoseAnswer",     service, FaultRule{create, CommitThenLoseAnswer{}}},
      {"LoseToken",      service, FaultRule{"oauth.token", CommitThenLoseAnswer{}}},
      {"LoseAll",        service, FaultRule{"*", LoseRequest{}, 1, 99}},
      {"Delay",          service, FaultRule{list, Delay{90s}}},
      {"Stall",          service, FaultRule{create, Stall{90s}}},
      {"Truncate",       service, FaultRule{create, Truncate{}}},
      {"TruncateAll",    service, FaultRule{list, Truncate{.body_bytes = 0}}},
      {"Duplicate",      service, FaultRule{create, DuplicateDelivery{}}},
      {"ExpireToken",    service, FaultRule{create, ExpireToken{}}},
      {"StaleRead",      service, FaultRule{stale, StaleRead{1min}}},
      {"ShortPage",      service, FaultRule{list, ShortPage{1}}},
      {"CrashBefore",    service, FaultRule{create, CrashConnector{CrashMoment::before}}},
      {"CrashCommitted", service, FaultRule{create, CrashConnector{CrashMoment::committed}}},
      {"CrashAfter",     service, FaultRule{create, CrashConnector{CrashMoment::after}}},
      // clang-format on
  };
  if (google) {
    rows.push_back({"ExpireSyncToken", service, FaultRule{list, ExpireSyncToken{}}});
  }
  return rows;
}

std::string name_of(const testing::TestParamInfo<Row>& row_info) { return row_info.param.name; }

INSTANTIATE_TEST_SUITE_P(Google, TransportContract, testing::ValuesIn(rows_of(Service::google)),
                         name_of);
INSTANTIATE_TEST_SUITE_P(HubSpot, TransportContract, testing::ValuesIn(rows_of(Service::hubspot)),
                         name_of);

TEST(TransportContract, TheRequestsOfTheTableDoWhatTheirNamesSay) {
  for (const Service service : {Service::google, Service::hubspot}) {
    Stage stage(std::nullopt);
    const std::vector<Seen> seen = send_in_process(stage, service);
    EXPECT_EQ(seen[0].outcome, "200") << seen[0].body;  // A new access token.
    EXPECT_EQ(seen[1].outcome, "200") << seen[1].body;  // A list with Ann.
    EXPECT_EQ(seen[2].outcome, service == Service::google ? "200" : "201") << seen[2].body;
    EXPECT_EQ(seen[3].outcome, "400") << seen[3].body;          // Broken JSON.
    EXPECT_EQ(seen.back().outcome, "404") << seen.back().body;  // No such path.
    EXPECT_EQ(stage.world.journal().mutations(service), 2U);
  }
}

TEST(SeveralConnectors, AtOnceAreServedOneExchangeAfterTheOther) {
  Stage stage(std::nullopt);
  const auto google = std::move(*HttpServer::start(stage.world.endpoint(Service::google), kLoop));
  const auto hubspot = std::move(*HttpServer::start(stage.world.endpoint(Service::hubspot), kLoop));
  const auto control =
      std::move(*HttpServer::start(stage.world.control_endpoint(), {.bearer_token = "secret"}));
  const auto talk = [](const std::string& url, const std::vector<Request>& requests) {
    const auto transport = std::move(*make_http_transport({.base_url = url}));
    send_all(*transport, requests);
  };
  const Request wait{
      Method::post, "/wait", {}, {{"Authorization", "Bearer secret"}}, R"({"ms":5})"};
  {
    std::vector<std::jthread> connectors;
    for (int connector = 0; connector < 3; ++connector) {
      connectors.emplace_back(talk, google->base_url(), stage.requests(Service::google));
      connectors.emplace_back(talk, hubspot->base_url(), stage.requests(Service::hubspot));
      connectors.emplace_back(talk, control->base_url(), std::vector<Request>(5, wait));
    }
    const auto lock = stage.world.lock();
    stage.world.note_user_action("look", Json::object());
  }
  const auto lock = stage.world.lock();
  EXPECT_EQ(stage.world.journal().size(), 3U * (7U + 8U + 5U) + 1U);
}

}  // namespace
}  // namespace lockstep::sim
