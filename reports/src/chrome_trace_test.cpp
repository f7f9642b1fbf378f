#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lockstep/report/tool_formats.h"

#include "causes.h"
#include "golden.h"
#include "golden_runs.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::json;

ExchangeReport entry(const char* at, const char* source, const char* operation) {
  ExchangeReport made;
  made.at = std::string("2026-03-02T09:00:00.") + at + "Z";
  made.source = source;
  made.operation = operation;
  return made;
}

ExchangeReport exchange(const char* at, const char* source, bool mutation, const char* asked,
                        const char* answered) {
  ExchangeReport made = entry(at, source, "an.operation");
  made.mutation = mutation;
  made.times_delivered = 1;
  made.outcome = "response";
  made.status = 200;
  made.request.body = asked;
  made.response.body = answered;
  return made;
}

/// A user's edit, a read before it is shown, the read that shows it, and the write that carries it
/// over, with an own write of the first service between them.
ScenarioReport carried_over() {
  ScenarioReport scenario;
  scenario.name = "flow/edit";
  ExchangeReport edit = entry("000", "user", "edit hubspot contact");
  edit.details = R"({"id":"151","set":{"firstname":"Anna","x":"1"}})";
  scenario.exchanges = {
      edit,
      exchange("020", "hubspot", false, "", R"({"id":"151","firstname":"Ann"})"),
      exchange("040", "hubspot", false, "", R"({"id":"152","firstname":"Anna"})"),
      exchange("060", "hubspot", false, "", R"({"id":"151","firstname":"Anna"})"),
      exchange("080", "hubspot", true, R"({"firstname":"Anna"})", "{}"),
      exchange("100", "google", true, R"({"names":[{"givenName":"Anna"}]})", "{}")};
  return scenario;
}

std::string trace_of(const std::vector<ScenarioReport>& scenarios) {
  std::vector<const ScenarioReport*> places;
  for (const ScenarioReport& scenario : scenarios) {
    places.push_back(&scenario);
  }
  return render_chrome_trace(whole_run(), places);
}

/// Process, thread and time.
using Place = std::tuple<int, int, long long>;

Place place_of(const Json& event) {
  return {event["pid"].get<int>(), event["tid"].get<int>(), event["ts"].get<long long>()};
}

/// The starts of all slices; those of one thread do not overlap, and their process has a name.
std::set<Place> expect_slices(const Json& events) {
  std::map<std::pair<int, int>, long long> free_from;
  std::set<int> named;
  std::set<Place> starts;
  for (const Json& event : events) {
    if (event["ph"] == "M") {
      named.insert(event["pid"].get<int>());
    } else {
      EXPECT_TRUE(named.contains(event["pid"].get<int>())) << event;
    }
    if (event["ph"] == "X") {
      const auto [process, thread, ts] = place_of(event);
      long long& free = free_from[{process, thread}];
      EXPECT_GE(ts, free) << event;
      EXPECT_GT(event["dur"], 0);
      free = ts + event["dur"].get<long long>();
      starts.insert(place_of(event));
    }
  }
  return starts;
}

/// What every trace is, as the trace event format has it.
void expect_trace_law(const Json& events) {
  const std::set<Place> starts = expect_slices(events);
  std::map<int, long long> begun;  // Times of arrows, by id.
  for (const Json& event : events) {
    if (event["ph"] == "s") {
      EXPECT_TRUE(starts.contains(place_of(event))) << event;
      EXPECT_TRUE(begun.emplace(event["id"].get<int>(), event["ts"].get<long long>()).second);
    } else if (event["ph"] == "f") {
      EXPECT_TRUE(starts.contains(place_of(event))) << event;
      ASSERT_TRUE(begun.contains(event["id"].get<int>())) << "an arrow ends that never began";
      EXPECT_LE(begun[event["id"].get<int>()], event["ts"]);
      EXPECT_EQ(event["bp"], "e");
    } else if (event["ph"] == "i") {
      EXPECT_EQ(event["s"], "p");
    }
  }
}

std::vector<std::pair<std::size_t, std::size_t>> pairs_of(const std::vector<Cause>& causes) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const Cause& cause : causes) {
    pairs.emplace_back(cause.cause, cause.effect);
  }
  return pairs;
}

TEST(Causes, GoFromAUsersEditToTheReadThatShowsItToTheWriteThatCarriesItOver) {
  EXPECT_EQ(pairs_of(causes_in(carried_over().exchanges)),
            (std::vector<std::pair<std::size_t, std::size_t>>{{0, 3}, {3, 5}}));
}

TEST(Causes, AreNotGuessed) {
  ScenarioReport scenario = carried_over();
  scenario.exchanges[0].details = R"({"id":"151","set":{"firstname":"An"}})";
  EXPECT_EQ(pairs_of(causes_in(scenario.exchanges)),
            (std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}}))
      << "the record is seen, but two letters are everywhere";
  scenario.exchanges[0].details = "not an object";
  EXPECT_TRUE(causes_in(scenario.exchanges).empty());
}

TEST(RenderChromeTrace, IsTheGoldenFile) {
  expect_golden("trace.json", trace_of({whole_run().scenarios[1], carried_over()}));
}

TEST(RenderChromeTrace, KeepsTheLawOfItsFormat) {
  ScenarioReport crowded = carried_over();
  for (ExchangeReport& each : crowded.exchanges) {
    each.at = "2026-03-02T09:00:00.000Z";  // A world in which an exchange costs nothing.
  }
  crowded.exchanges[2].fault = "crash-connector";
  crowded.exchanges[3].at = "no time";
  for (const std::vector<ScenarioReport>& scenarios :
       {std::vector<ScenarioReport>{}, {carried_over()}, {crowded, whole_run().scenarios[1]}}) {
    expect_trace_law(Json::parse(trace_of(scenarios))["traceEvents"]);
  }
}

TEST(RenderChromeTrace, NamesTheScenarioWhereThereAreSeveral) {
  EXPECT_EQ(Json::parse(trace_of({carried_over()}))["traceEvents"][0]["args"]["name"], "HubSpot");
  EXPECT_EQ(
      Json::parse(trace_of({carried_over(), carried_over()}))["traceEvents"][0]["args"]["name"],
      "HubSpot: flow/edit");
}

}  // namespace
}  // namespace lockstep::report
