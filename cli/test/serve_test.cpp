// `lockstep serve` as programs in other languages use it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "lockstep/net/http_transport.h"

#include "child_process.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

/// A request to the control API that must be answered.
Json control(const Json& ready, Method method, const std::string& path,
             const Json& body = nullptr) {
  auto transport = make_http_transport({.base_url = ready["control"]["url"]});
  Request request{method, path, {}, {}, body.is_null() ? "" : body.dump()};
  request.headers["Authorization"] = "Bearer " + ready["control"]["token"].get<std::string>();
  request.headers["Content-Type"] = "application/json";
  const Result<Response> response = (*transport)->send(request);
  EXPECT_TRUE(response.has_value());
  return response ? Json::parse(response->body) : Json();
}

int status_of_a_list(const Json& world) {
  auto transport = make_http_transport({.base_url = world["hubspot"]["base_url"]});
  Request request{Method::get, "/crm/v3/objects/contacts", {}, {}, ""};
  request.headers["Authorization"] =
      "Bearer " + world["hubspot"]["access_token"].get<std::string>();
  const Result<Response> response = (*transport)->send(request);
  return response ? response->status : 0;
}

TEST(Serve, MakesWorldsWithPortsOfTheirOwnBesideTheDefaultOne) {
  ChildProcess serve({"serve", "--until-stdin-closes"});
  const Json ready = Json::parse(serve.read_line());
  EXPECT_EQ(status_of_a_list(ready), 200);
  const Json world = control(ready, Method::post, "/worlds", {{"seed", 9}});
  EXPECT_NE(world["hubspot"]["base_url"], ready["hubspot"]["base_url"]);
  EXPECT_EQ(status_of_a_list(world), 200);
  const Json fork = control(ready, Method::post, "/worlds/w1/fork");
  EXPECT_EQ(status_of_a_list(fork), 200);
  EXPECT_EQ(control(ready, Method::get, "/worlds/w1").at("journal_entries"), 1);
  control(ready, Method::del, "/worlds/w1");
  EXPECT_EQ(status_of_a_list(world), 0) << "its port is closed";
  EXPECT_EQ(status_of_a_list(fork), 200);
}

TEST(Serve, WritesTheReadyLineToAFile) {
  const std::filesystem::path file =
      std::filesystem::path(testing::TempDir()) / "lockstep_serve_ready.json";
  std::filesystem::remove(file);
  ChildProcess serve({"serve", "--until-stdin-closes", "--control-token", "sesame", "--start",
                      "2030-01-01T00:00:00Z", "--ready-file", file.string()});
  const Json ready = Json::parse(serve.read_line());
  EXPECT_EQ(ready["control"]["token"], "sesame");
  EXPECT_EQ(ready["now"], "2030-01-01T00:00:00.000Z");
  std::ifstream in(file);
  EXPECT_EQ(Json::parse(in), ready);
}

TEST(Serve, GuardsTheControlApiWithATokenThatNoSeedDecides) {
  std::set<std::string> tokens;
  for (int start = 0; start < 2; ++start) {
    ChildProcess serve({"serve", "--until-stdin-closes", "--seed", "7"});
    tokens.insert(Json::parse(serve.read_line())["control"]["token"].get<std::string>());
  }
  EXPECT_EQ(tokens.size(), 2U);
}

TEST(Serve, RunsACommandWithTheUrlsInItsEnvironmentAndEndsAsItDoes) {
  const std::string script =
      "echo $LOCKSTEP_HUBSPOT_URL $LOCKSTEP_GOOGLE_URL $LOCKSTEP_CONTROL_URL; "
      "echo $LOCKSTEP_SEED $LOCKSTEP_GOOGLE_ACCOUNT ${#LOCKSTEP_CONTROL_TOKEN}; exit 42";
  const Ended ended = run_lockstep({"serve", "--seed", "7", "--", "sh", "-c", script});
  EXPECT_EQ(ended.exit_code, 42);
  EXPECT_THAT(ended.out, testing::MatchesRegex("(http://127.0.0.1:[0-9]+ ?){3}\n"
                                               "7 owner@example.com 43\n"))
      << "and nothing of ours";
}

TEST(Serve, ACommandThatASignalEndsIsToldAsAShellDoes) {
  EXPECT_EQ(run_lockstep({"serve", "--", "sh", "-c", "kill -9 $$"}).exit_code, 137);
}

TEST(Serve, PassesASignalOnToItsCommand) {
  ChildProcess serve(
      {"serve", "--", "sh", "-c", "trap 'exit 9' TERM; echo up; while :; do sleep 0.05; done"});
  EXPECT_EQ(serve.read_line(), "up");
  serve.send_signal(SIGTERM);
  EXPECT_EQ(serve.exit_code(), 9);
}

std::string documentation() {
  std::ifstream in(LOCKSTEP_DOCS "/control_api.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What stands between a line of this beginning and the next ```, from `at` on, which moves on.
std::string next_block(const std::string& text, const std::string& opening, std::size_t& at) {
  const std::size_t start = text.find(opening, at);
  if (start == std::string::npos) {
    return "";
  }
  const std::size_t first = start + opening.size();
  at = text.find("\n```", first) + 4;
  return text.substr(first, at - 4 - first);
}

TEST(Serve, TheExamplesOfTheControlApisDocumentationWork) {
  const std::string text = documentation();
  std::size_t at = 0;
  const std::string function = next_block(text, "\n```\n", at) + "\n";
  ASSERT_THAT(function, HasSubstr("curl"));
  int blocks = 0;
  for (at = 0;; ++blocks) {
    const std::string block = next_block(text, "\n```sh\n", at);
    if (block.empty()) {
      break;
    }
    const Ended ended = run_lockstep({"serve", "--", "sh", "-euc", function + block});
    EXPECT_EQ(ended.exit_code, 0) << block << '\n' << ended.out << ended.err;
  }
  EXPECT_GE(blocks, 5);
}

TEST(Serve, EveryRouteOfTheControlApiIsDocumented) {
  ChildProcess serve({"serve", "--until-stdin-closes"});
  const Json routes = control(Json::parse(serve.read_line()), Method::get, "/").at("routes");
  EXPECT_GT(routes.size(), 40U);
  const std::string text = documentation();
  for (const std::string route : routes) {
    EXPECT_THAT(text, HasSubstr('`' + route + '`'));
  }
}

/// A GET of the control port without a token.
Result<Response> get_openly(const Json& ready, const std::string& path, const std::string& host) {
  auto transport = make_http_transport({.base_url = ready["control"]["url"]});
  Request request{Method::get, path, {}, {}, ""};
  if (!host.empty()) {
    request.headers["Host"] = host;
  }
  return (*transport)->send(request);
}

TEST(Serve, ItsConsoleIsAPageThatHoldsNoSecretAndAnswersToLoopbackNamesOnly) {
  ChildProcess serve({"serve", "--until-stdin-closes", "--control-token", "sesame"});
  const Json ready = Json::parse(serve.read_line());
  const std::string url = ready["control"]["url"];
  EXPECT_EQ(ready["control"]["console"], url + "/console#token=sesame");
  const Result<Response> page = get_openly(ready, "/console", "");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->status, 200);
  EXPECT_THAT(page->body, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page->body, testing::Not(HasSubstr("sesame")));
  EXPECT_THAT(page->headers.at("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_FALSE(page->headers.contains("Access-Control-Allow-Origin"));
  EXPECT_EQ(get_openly(ready, "/console", "attacker.example:80")->status, 421);
  EXPECT_EQ(get_openly(ready, "/worlds", "")->status, 401);
}

TEST(Serve, RunsPassesOfTheBuiltInEngineWhoseMemoryGoesWithItsWorld) {
  ChildProcess serve({"serve", "--until-stdin-closes"});
  const Json ready = Json::parse(serve.read_line());
  control(ready, Method::post, "/worlds/default/hubspot/add_contact",
          {{"properties", {{"email", "ann@example.com"}, {"firstname", "Ann"}}}});
  control(ready, Method::post, "/worlds/default/snapshots");
  EXPECT_EQ(control(ready, Method::post, "/worlds/default/passes").at("end"), "done");
  const auto google = [&](const std::string& world) {
    return control(ready, Method::get, "/worlds/" + world + "/google/contacts").at("contacts");
  };
  EXPECT_EQ(google("default").size(), 1U);
  const Json memory = control(ready, Method::get, "/worlds/default/passes");
  EXPECT_EQ(memory["health"]["connections"][0]["records"][0]["state"], "in_sync");
  control(ready, Method::post, "/worlds/default/fork");
  control(ready, Method::post, "/worlds/w1/passes");
  EXPECT_EQ(google("w1").size(), 1U) << "the fork of the engine's memory knows the pair";
  control(ready, Method::post, "/worlds/default/restore", {{"snapshot", 1}});
  EXPECT_EQ(google("default").size(), 0U);
  EXPECT_TRUE(control(ready, Method::get, "/worlds/default/passes")["health"].is_null());
  control(ready, Method::post, "/worlds/default/passes");
  EXPECT_EQ(google("default").size(), 1U);
}

TEST(Serve, APassHasTheSettingsThatItIsGivenAndRefusesUnknownOnes) {
  ChildProcess serve({"serve", "--until-stdin-closes"});
  const Json ready = Json::parse(serve.read_line());
  control(ready, Method::post, "/worlds/default/hubspot/add_contact",
          {{"properties", {{"email", "ann@example.com"}}}});
  const Json unknown =
      control(ready, Method::post, "/worlds/default/passes", {{"settings", {{"plam", "free"}}}});
  EXPECT_THAT(unknown["error"]["message"], HasSubstr("plam"));
  control(ready, Method::post, "/worlds/default/passes",
          {{"settings", {{"google", {{"records", "none"}}}, {"hubspot", {{"records", "none"}}}}}});
  EXPECT_EQ(control(ready, Method::get, "/worlds/default/google/contacts")["contacts"].size(), 0U);
  EXPECT_EQ(control(ready, Method::get, "/worlds/default/passes")["settings"]["hubspot"],
            (Json{{"records", "none"}}))
      << "and keeps them";
}

TEST(Serve, RunsPassesOfAnyProgramOrOfNone) {
  const std::string connector = std::string(LOCKSTEP_EXAMPLES) + "/python/connector.json";
  ChildProcess serve({"serve", "--until-stdin-closes", "--connector", connector});
  const Json ready = Json::parse(serve.read_line());
  control(ready, Method::post, "/worlds/default/hubspot/add_contact",
          {{"properties", {{"email", "ann@example.com"}}}});
  EXPECT_EQ(control(ready, Method::post, "/worlds/default/passes",
                    {{"settings", {{"google", {{"records", "none"}}}}}})
                .at("end"),
            "done");
  EXPECT_EQ(control(ready, Method::get, "/worlds/default/google/contacts")["contacts"].size(), 1U);
  ChildProcess none({"serve", "--until-stdin-closes", "--connector", "none"});
  const Json alone = Json::parse(none.read_line());
  EXPECT_TRUE(control(alone, Method::get, "/worlds/default/passes")["connector"].is_null());
  EXPECT_EQ(run_lockstep({"serve", "--connector", "no-such-file.json"}).exit_code, 2);
}

TEST(Serve, SaysWhatACommandLineLacks) {
  const Ended missing = run_lockstep({"serve", "--", "no-such-command"});
  EXPECT_EQ(missing.exit_code, 4);
  EXPECT_THAT(missing.err, HasSubstr("no-such-command"));
  EXPECT_EQ(run_lockstep({"serve", "--until-stdin-closes", "--", "true"}).exit_code, 2);
  EXPECT_EQ(run_lockstep({"serve", "--start", "today"}).exit_code, 2);
}

}  // namespace
}  // namespace lockstep::cli
