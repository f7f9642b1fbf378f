#include "exchange_path.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <stdexcept>
#include <thread>

#include "lockstep/base/timestamp.h"
#include "lockstep/sim/in_process_transport.h"

#include "connector_clock.h"

namespace lockstep::sim {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

/// A service with one counter: POST /bump raises it, GET /count tells it.
struct CounterWorld {
  explicit CounterWorld(Service service = Service::google)
      : state(*parse_timestamp("2026-03-02T09:00:00Z"), 20ms),
        endpoint(state, port(service), Random(1)) {}

  ServicePort port(Service service) {
    return {.service = service,
            .operation_of = [](const Request& request) -> std::string_view {
              return request.path == "/bump"     ? "counter.bump"
                     : request.path == "/people" ? "people.connections.list"
                                                 : "counter.get";
            },
            .is_mutation = [](const Request& /*request*/,
                              std::string_view operation) { return operation == "counter.bump"; },
            .access_token_of =
                [](const Request& request) {
                  return std::string(find_value(request.headers, "Authorization").value_or(""));
                },
            .account_of =
                [](std::string_view token) {
                  // "ann-1" and "ann-2" are two tokens of one account.
                  return std::string(token.substr(0, token.find('-')));
                },
            .handle = [this](const Request& request) { return handle(request); },
            .handle_stale =
                [](const Request& /*request*/, Duration age) {
                  return Response{200, {}, "as of " + std::to_string(age.count()) + " ms ago"};
                },
            .can_be_stale = [](std::string_view operation) { return operation == "counter.get"; },
            .refuse_concurrent =
                [this](const Request& /*request*/) {
                  return refuses_concurrent ? std::optional(Response{409, {}, "aborted"})
                                            : std::nullopt;
                },
            .expire_access_tokens = [this] { tokens_expired = true; },
            .expire_sync_tokens = service == Service::google ? std::function<void()>([this] {
              sync_tokens_expired = true;
            })
                                                             : std::function<void()>()};
  }

  Response handle(const Request& request) {
    if (request.path == "/people") {
      const auto page_size = find_value(request.query, "pageSize");
      return {200, {}, R"({"nextPageToken":"t1","pageSize":")" + std::string(*page_size) + "\"}"};
    }
    count += request.path == "/bump" ? 1 : 0;
    return {200, {}, "count " + std::to_string(count)};
  }

  Exchange bump() { return endpoint.exchange({Method::post, "/bump", {}, {}, ""}); }
  Exchange read() { return endpoint.exchange({Method::get, "/count", {}, {}, ""}); }
  [[nodiscard]] const JournalEntry& last() const { return state.journal.entries().back(); }
  void spoil(const std::string& operation, Fault fault) {
    state.faults.add({.operation = operation, .fault = std::move(fault)});
  }

  ExchangeState state;
  int count = 0;
  bool tokens_expired = false;
  bool sync_tokens_expired = false;
  bool refuses_concurrent = false;
  ServiceEndpoint endpoint;
};

std::string body_of(const Exchange& exchange) { return std::get<SharedResponse>(exchange)->body; }

struct FaultRow {
  const char* name;
  Fault fault;
  int count;         // How often the service acted.
  const char* body;  // What the client got; "" if nothing.
  Outcome outcome;
  Duration time;  // Virtual time that passed.
};

class FaultEffect : public testing::TestWithParam<FaultRow> {};

TEST_P(FaultEffect, IsTheSameForTheServiceTheClientAndTheJournal) {
  const FaultRow& row = GetParam();
  CounterWorld world;
  const Instant start = world.state.clock.now();
  world.spoil("counter.bump", row.fault);

  const Exchange exchange = world.bump();

  EXPECT_EQ(world.count, row.count);
  EXPECT_EQ(world.last().times_delivered, row.count);
  EXPECT_EQ(world.last().mutated(), row.count > 0);
  EXPECT_EQ(world.last().outcome, row.outcome);
  EXPECT_EQ(world.last().fault, to_string(kind_of(row.fault)));
  EXPECT_EQ(world.state.clock.now() - start, row.time);
  EXPECT_TRUE(world.state.faults.unreached().empty());
  if (const auto* const response = std::get_if<SharedResponse>(&exchange)) {
    EXPECT_EQ((*response)->body, row.body);
  } else if (const auto* const lost = std::get_if<ConnectionLost>(&exchange)) {
    EXPECT_EQ(lost->server_acted, row.count > 0);
  } else {
    const auto& cut = std::get<TruncatedResponse>(exchange);
    EXPECT_EQ(cut.response->body.substr(0, cut.body_bytes), row.body);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, FaultEffect,
    testing::ValuesIn<FaultRow>({
        // clang-format off
        {"AnswerError",      AnswerError{.status = 503, .body = "no"},  0, "no",      Outcome::response,  20ms},
        {"LoseRequest",      LoseRequest{},                             0, "",        Outcome::lost,      20ms},
        {"LoseAnswer",       CommitThenLoseAnswer{},                    1, "",        Outcome::lost,      20ms},
        {"Delay",            Delay{3s},                                 1, "count 1", Outcome::response,  3020ms},
        {"Stall",            Stall{60s},                                0, "",        Outcome::lost,      60020ms},
        {"Truncate",         Truncate{},                                1, "cou",     Outcome::truncated, 20ms},
        {"TruncateAt",       Truncate{.body_bytes = 5},                 1, "count",   Outcome::truncated, 20ms},
        {"TruncateNothing",  Truncate{.body_bytes = 99},                1, "count ",  Outcome::truncated, 20ms},
        {"Duplicate",        DuplicateDelivery{},                       2, "count 2", Outcome::response,  20ms},
        {"CrashBefore",      CrashConnector{CrashMoment::before},       0, "",        Outcome::lost,      20ms},
        {"CrashCommitted",   CrashConnector{CrashMoment::committed},    1, "",        Outcome::lost,      20ms},
        {"CrashAfter",       CrashConnector{CrashMoment::after},        1, "count 1", Outcome::response,  20ms},
        {"ExpireToken",      ExpireToken{},                             1, "count 1", Outcome::response,  20ms},
        {"ExpireSyncToken",  ExpireSyncToken{},                         1, "count 1", Outcome::response,  20ms},
        // clang-format on
    }),
    [](const auto& row_info) { return row_info.param.name; });

TEST(AnswerError, OfTheCatalogueIsTheDocumentedAnswer) {
  CounterWorld world(Service::hubspot);
  world.spoil("counter.bump", AnswerError{.error_id = "hubspot.rate_limit_secondly"});
  const Response answer = *std::get<SharedResponse>(world.bump());
  const auto body = nlohmann::json::parse(answer.body);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(body["policyName"], "SECONDLY");                                        // F77
  EXPECT_EQ(body["correlationId"], answer.headers.at("X-HubSpot-Correlation-Id"));  // F67
  EXPECT_THAT(body["correlationId"].get<std::string>(),
              testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                    "[0-9a-f]{12}"));
}

TEST(ExpireFaults, ChangeTheStateOfTheServiceFirst) {
  CounterWorld world;
  world.spoil("counter.bump", ExpireToken{});
  world.spoil("counter.bump", ExpireSyncToken{});
  static_cast<void>(world.bump());
  EXPECT_TRUE(world.tokens_expired);
  EXPECT_FALSE(world.sync_tokens_expired);
  static_cast<void>(world.bump());
  EXPECT_TRUE(world.sync_tokens_expired);
}

TEST(StaleRead, IsAnsweredAsOfThen) {
  CounterWorld world;
  world.spoil("counter.get", StaleRead{5min});
  EXPECT_EQ(body_of(world.read()), "as of 300000 ms ago");
  EXPECT_EQ(body_of(world.read()), "count 0");
}

TEST(AFaultThatDoesNotFit, HasNoEffectAndStaysUnreached) {
  CounterWorld world(Service::hubspot);
  world.spoil("counter.bump", StaleRead{5min});
  world.spoil("counter.bump", ShortPage{1});
  world.spoil("counter.bump", ExpireSyncToken{});  // HubSpot has none.
  for (int request = 1; request <= 3; ++request) {
    EXPECT_EQ(body_of(world.bump()), "count " + std::to_string(request));
    EXPECT_EQ(world.last().fault, "");
  }
  EXPECT_EQ(world.state.faults.unreached().size(), 3U);
}

TEST(ShortPage, AsksForFewerRecordsAndKeepsThePageSizeThatItsTokenFreezes) {
  CounterWorld world;
  world.spoil("people.connections.list", ShortPage{2});
  const auto list = [&](const Query& query) {
    return nlohmann::json::parse(
        body_of(world.endpoint.exchange({Method::get, "/people", query, {}, ""})))["pageSize"];
  };
  EXPECT_EQ(list({{"pageSize", "1000"}}), "2");
  EXPECT_EQ(list({{"pageSize", "1000"}, {"pageToken", "t1"}}), "2");  // G81
  EXPECT_EQ(list({{"pageSize", "1000"}, {"pageToken", "t0"}}), "1000");
}

TEST(Crash, LosesEveryExchangeWithoutATraceUntilTheConnectorIsRevived) {
  CounterWorld world;
  world.spoil("counter.bump", CrashConnector{CrashMoment::after});
  int crashes = 0;
  world.state.crash.set_handler([&] { ++crashes; });

  EXPECT_EQ(body_of(world.bump()), "count 1");
  EXPECT_TRUE(world.state.crash.crashed());
  EXPECT_EQ(crashes, 0);  // It dies when it tries its next exchange.
  for (int request = 0; request < 2; ++request) {
    EXPECT_FALSE(std::get<ConnectionLost>(world.bump()).server_acted);
  }
  EXPECT_EQ(crashes, 1);
  EXPECT_EQ(world.count, 1);
  EXPECT_EQ(world.state.journal.size(), 1U);

  world.state.crash.revive();
  EXPECT_EQ(body_of(world.bump()), "count 2");
}

TEST(Crash, TheHandlerMayThrowAfterTheExchangeIsJournalled) {
  CounterWorld world;
  world.spoil("counter.bump", CrashConnector{CrashMoment::committed});
  world.state.crash.set_handler([] { throw std::runtime_error("power off"); });
  EXPECT_THROW(static_cast<void>(world.bump()), std::runtime_error);
  EXPECT_EQ(world.state.journal.size(), 1U);
  EXPECT_EQ(world.count, 1);
}

TEST(ExchangeHooks, RunOnceAtTheirExchangeAndMoment) {
  CounterWorld world;
  std::vector<std::string> seen;
  const auto note = [&](const std::string& what) {
    return [&, what] { seen.push_back(what + " at " + std::to_string(world.count)); };
  };
  world.state.hooks.add({"counter.bump", 2, HookMoment::before, note("before")});
  world.state.hooks.add({"counter.*|people.get", 2, HookMoment::after, note("after")});
  world.state.hooks.add({"counter.get", 1, HookMoment::before, note("never")});
  for (int request = 0; request < 3; ++request) {
    static_cast<void>(world.bump());
  }
  EXPECT_THAT(seen, ElementsAre("before at 1", "after at 2"));
  EXPECT_THAT(world.state.hooks.unreached(), ElementsAre("counter.get, exchange 1"));
}

TEST(ExchangeCost, LetsEventsFallIntoTheMiddleOfASync) {
  CounterWorld world;
  world.state.clock.schedule(world.state.clock.now() + 30ms, [&] { world.count = 100; });
  EXPECT_EQ(body_of(world.bump()), "count 1");
  EXPECT_EQ(body_of(world.bump()), "count 101");
  EXPECT_EQ(world.last().at, *parse_timestamp("2026-03-02T09:00:00.040Z"));
}

struct ConcurrentRow {
  const char* name;
  const char* first_token;
  const char* second_token;
  const char* second_path;
  bool concurrent;
};

std::ostream& operator<<(std::ostream& out, const ConcurrentRow& row) { return out << row.name; }

class Concurrent : public testing::TestWithParam<ConcurrentRow> {};

TEST_P(Concurrent, IsAMutationThatDoesNotWaitForTheAnswerOfAnotherOfItsAccount) {
  const ConcurrentRow& row = GetParam();
  CounterWorld world;
  const auto send = [&](const char* path, const char* token) {
    static_cast<void>(
        world.endpoint.exchange({Method::post, path, {}, {{"Authorization", token}}, ""}));
  };
  std::thread second;
  world.state.hooks.add({"counter.bump", 1, HookMoment::before, [&] {
                           second = std::thread([&] { send(row.second_path, row.second_token); });
                           const bool is_mutation = std::string_view(row.second_path) == "/bump";
                           while (is_mutation && world.state.under_way->size() < 2) {
                             std::this_thread::yield();
                           }
                         }});
  send("/bump", row.first_token);
  second.join();
  send("/bump", row.first_token);

  const auto& entries = world.state.journal.entries();
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_FALSE(entries[0].concurrent);
  EXPECT_EQ(entries[0].account, "ann");
  EXPECT_EQ(entries[1].concurrent, row.concurrent);
  EXPECT_FALSE(entries[2].concurrent) << "both had their answers";
}

TEST_P(Concurrent, IsAMutationThatArrivesBeforeTheAnswerWhereOneThreadServesAll) {
  const ConcurrentRow& row = GetParam();
  CounterWorld world;
  const auto request = [](const char* path, const char* token) {
    return Request{Method::post, path, {}, {{"Authorization", token}}, ""};
  };
  const Request first = request("/bump", row.first_token);
  const Request second = request(row.second_path, row.second_token);
  auto first_arrival = world.endpoint.arrive(first);
  const auto second_arrival = world.endpoint.arrive(second);
  static_cast<void>(world.endpoint.exchange_arrived(first, first_arrival.get()));
  first_arrival.reset();
  static_cast<void>(world.endpoint.exchange_arrived(second, second_arrival.get()));

  const auto& entries = world.state.journal.entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_FALSE(entries[0].concurrent);
  EXPECT_EQ(entries[1].concurrent, row.concurrent);
}

TEST(ConcurrentMutation, IsForgottenWithItsWorldAndNotBefore) {
  std::unique_ptr<Arrival> arrival;
  {
    CounterWorld world;
    arrival = world.endpoint.arrive({Method::post, "/bump", {}, {}, ""});
    EXPECT_EQ(world.state.under_way->size(), 1U);
  }
  arrival.reset();  // The address sanitizer sees what this touches.
}

TEST(ConcurrentMutation, IsRefusedByAServiceThatPunishesItG19) {
  CounterWorld world;
  world.refuses_concurrent = true;
  const Request bump{Method::post, "/bump", {}, {{"Authorization", "ann-1"}}, ""};
  std::thread second;
  world.state.hooks.add({"counter.bump", 1, HookMoment::before, [&] {
                           second = std::thread(
                               [&] { static_cast<void>(world.endpoint.exchange(bump)); });
                           while (world.state.under_way->size() < 2) {
                             std::this_thread::yield();
                           }
                         }});
  EXPECT_EQ(body_of(world.endpoint.exchange(bump)), "count 1");
  second.join();
  EXPECT_EQ(world.last().response->status, 409);
  EXPECT_TRUE(world.last().mutated());
  EXPECT_EQ(body_of(world.endpoint.exchange(bump)), "count 2") << "this one had waited";
}

INSTANTIATE_TEST_SUITE_P(, Concurrent,
                         testing::ValuesIn<ConcurrentRow>({
                             // clang-format off
        {"WithTheSameToken",          "ann-1", "ann-1", "/bump",  true},
        {"WithAnotherToken",          "ann-1", "ann-2", "/bump",  true},
        {"NotOfAnotherAccount",       "ann-1", "bob-1", "/bump",  false},
        {"NotARead",                  "ann-1", "ann-1", "/count", false},
                             // clang-format on
                         }),
                         [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(InProcessTransport, TellsNoMoreThanASocketWould) {
  CounterWorld world;
  InProcessTransport transport(world.endpoint);
  const Request bump{Method::post, "/bump", {}, {}, ""};
  for (const Fault& fault :
       {Fault(LoseRequest{}), Fault(CommitThenLoseAnswer{}), Fault(Truncate{})}) {
    world.spoil("*", fault);
    EXPECT_EQ(transport.send(bump).error().kind, ErrorKind::outcome_unknown);
  }
  EXPECT_EQ(transport.send(bump)->body, "count 3");
}

TEST(ConnectorClock, JournalsWhatItWaits) {
  CounterWorld world;
  ConnectorClock clock(world.state);
  clock.sleep_for(90s);
  EXPECT_EQ(clock.now(), *parse_timestamp("2026-03-02T09:01:30Z"));
  EXPECT_THAT(to_json_line(world.last()),
              HasSubstr(R"("operation":"control.wait","details":{"ms":90000})"));
  clock.sleep_until(clock.now());
  EXPECT_EQ(world.state.journal.size(), 1U);  // Nothing was waited for.
}

}  // namespace
}  // namespace lockstep::sim
