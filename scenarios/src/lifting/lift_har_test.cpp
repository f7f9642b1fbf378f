/// A HAR of what a browser or a proxy saw, whatever it did to the reads, lifts to the scenario that
/// the connector's own journal lifts to.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "lifting/recorded_run.h"

namespace lockstep::scenario {
namespace {

using Json = nlohmann::ordered_json;

std::string url_of(const RecordedExchange& exchange) {
  std::string url = exchange.service == sim::Service::hubspot ? "https://api.hubapi.com"
                                                              : "https://people.googleapis.com";
  url += exchange.request.path;
  char before = '?';
  for (const auto& [name, value] : exchange.request.query) {
    url += before + percent_encode(name) + "=" + percent_encode(value);
    before = '&';
  }
  return url;
}

Json headers_of(const Headers& headers) {
  Json list = Json::array();
  for (const auto& [name, value] : headers) {
    if (name != "authorization") {  // Exports are sanitised.
      list.push_back({{"name", name}, {"value", value}});
    }
  }
  return list;
}

/// As the developer tools of a browser save it: without credentials and without the marks of
/// passes.
std::string har_of(const Recording& recording) {
  Json entries = Json::array();
  for (const RecordedExchange& exchange : recording.exchanges) {
    Json request = {{"method", to_string(exchange.request.method)},
                    {"url", url_of(exchange)},
                    {"httpVersion", "HTTP/1.1"},
                    {"headers", headers_of(exchange.request.headers)}};
    if (!exchange.request.body.empty()) {
      request["postData"] = {{"mimeType", "application/json"}, {"text", exchange.request.body}};
    }
    const Response answer = exchange.response.value_or(Response{});
    entries.push_back({{"startedDateTime", format_timestamp(exchange.at)},
                       {"request", request},
                       {"response",
                        {{"status", exchange.response ? answer.status : 0},
                         {"headers", headers_of(answer.headers)},
                         {"content",
                          {{"size", answer.body.size()},
                           {"mimeType", "application/json"},
                           {"text", answer.body}}}}}});
  }
  return Json{{"log", {{"version", "1.2"}, {"entries", entries}}}}.dump();
}

/// Minutes pass before each pass, as they do in life: a HAR does not say where one begins. They are
/// few, so that no access token runs out: after how many reads that is found is another story.
Scenario with_breaks(const Scenario& scenario) {
  Scenario spaced = scenario;
  spaced.when.clear();
  for (const Step& step : scenario.when) {
    const auto* const passes = std::get_if<SyncPasses>(&step.what);
    for (int pass = 0; passes != nullptr && pass < passes->passes; ++pass) {
      SyncPasses one = *passes;
      one.passes = 1;
      spaced.when.push_back({step.line, WaitFor{std::chrono::minutes(3)}});
      spaced.when.push_back({step.line, one});
    }
    if (passes == nullptr) {
      spaced.when.push_back(step);
    }
  }
  return spaced;
}

/// The scenario without the comment above it, which says what was guessed.
std::string lifted_text(const Recording& recording, const Scenario& original) {
  const Lifted lifted = lift(recording, options_of(original));
  EXPECT_TRUE(lifted.gaps.empty());
  return lifted.scenario.substr(lifted.scenario.find("\n{"));
}

class LiftedFromAHar : public testing::TestWithParam<const char*> {};

TEST_P(LiftedFromAHar, IsTheScenarioOfTheJournalWhateverTheOrderAndNumberOfReads) {
  const Scenario original = with_breaks(scenario_of(GetParam()));
  const Cut whole = cut(original);
  const std::string expected = lifted_text(whole.recording, original);
  std::vector<Recording> seen = {whole.recording, thinned(whole)};
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    seen.push_back(shuffled(whole, Random(seed)));
  }
  for (std::size_t at = 0; at < seen.size(); ++at) {
    const Result<Recording> imported = import_har(har_of(seen[at]), "browser.har");
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_TRUE(imported->pass_begins.empty());
    ASSERT_EQ(imported->exchanges.size(), seen[at].exchanges.size());
    EXPECT_EQ(lifted_text(*imported, original), expected) << at;
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, LiftedFromAHar,
                         testing::Values("direction/two-way-books-become-their-union",
                                         "direction/two-way-google-edit-reaches-hubspot",
                                         "keep/google-edit-between-read-and-write-survives",
                                         "keep/hubspot-edit-between-read-and-write-survives",
                                         "merge/different-fields-both-survive",
                                         "merge/cleared-in-google-is-cleared-in-hubspot",
                                         "phone/other-numbers-survive-every-write",
                                         "scope/hubspot-list-limits-what-flows",
                                         "scope/starring-a-contact-brings-it-in"));

}  // namespace
}  // namespace lockstep::scenario
