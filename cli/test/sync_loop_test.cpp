// Passes, one after the other, until a signal comes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/net/http_transport.h"

#include "child_process.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class SyncLoop : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }

  void start_services(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"serve",        "--seed", "7", "--until-stdin-closes",
                                       "--config-out", config()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    serve = std::make_unique<ChildProcess>(arguments);
    ready = Json::parse(serve->read_line());
  }

  /// From now on real time counts.
  void forget_virtual_time() const {
    Json json = Json::parse(std::ifstream(config()));
    json.erase("control");
    json.erase("now");
    std::ofstream(config()) << json.dump();
  }

  [[nodiscard]] std::string config() const { return (folder / "sync.json").string(); }

  Response send(Method method, const std::string& path, const Query& query, const Json& body) {
    const Json& hubspot = ready["hubspot"];
    const auto transport = std::move(*make_http_transport({.base_url = hubspot["base_url"]}));
    const Result<Response> response =
        transport->send({method,
                         path,
                         query,
                         {{"Authorization", "Bearer " + hubspot["access_token"].get<std::string>()},
                          {"Content-Type", "application/json"}},
                         body.dump()});
    EXPECT_TRUE(response.has_value());
    return response ? *response : Response{};
  }

  std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "lockstep_sync_loop" /
      testing::UnitTest::GetInstance()->current_test_info()->name();  // Tests run side by side.
  std::unique_ptr<ChildProcess> serve;
  Json ready;
};

TEST_F(SyncLoop, LogsALineAPassAtTheirTimes) {
  start_services();
  const Ended ended =
      run_lockstep({"sync", "--config", config(), "--every", "5m", "--passes", "3", "--json"});
  ASSERT_EQ(ended.exit_code, 0) << ended.err;
  std::vector<Json> lines;
  for (std::size_t from = 0; from < ended.out.size(); from = ended.out.find('\n', from) + 1) {
    lines.push_back(Json::parse(ended.out.substr(from, ended.out.find('\n', from) - from)));
  }
  ASSERT_EQ(lines.size(), 3U);
  const auto time_of = [](const Json& line) {
    return *parse_timestamp(line.at("time").get<std::string>());
  };
  EXPECT_EQ(lines[0]["event"], "pass");
  EXPECT_EQ(lines[0]["id"], "main");
  EXPECT_EQ(lines[2]["state"], "ok");
  EXPECT_GE(time_of(lines[1]) - time_of(lines[0]), std::chrono::minutes(5));
  EXPECT_LT(time_of(lines[2]) - time_of(lines[0]), std::chrono::minutes(11));
}

TEST_F(SyncLoop, EndsInOrderByASignal) {
  start_services();
  forget_virtual_time();
  ChildProcess sync({"sync", "--config", config(), "--every", "1h"});
  EXPECT_THAT(sync.read_line(), HasSubstr(" main ok: HubSpot 0 created"));
  sync.send_signal(SIGTERM);
  EXPECT_THAT(sync.read_line(), HasSubstr("stopped by a signal"));
  EXPECT_EQ(sync.exit_code(), 0);
}

TEST_F(SyncLoop, ReadsTheConfigurationAnewAndOutlivesABrokenOne) {
  start_services();
  ChildProcess sync({"sync", "--config", config(), "--every", "1h", "--json"});
  EXPECT_EQ(Json::parse(sync.read_line())["event"], "pass");
  std::filesystem::rename(config(), config() + ".away");
  std::string line;
  while (line.find("cannot be read") == std::string::npos) {
    line = sync.read_line();
    ASSERT_FALSE(line.empty());
  }
  EXPECT_EQ(Json::parse(line)["event"], "error");
  std::filesystem::rename(config() + ".away", config());
  while (Json::parse(line)["event"] != "pass") {
    line = sync.read_line();
    ASSERT_FALSE(line.empty());
  }
}

TEST_F(SyncLoop, AGenuineWebhookHintsThatAPassIsDue) {
  const auto now = std::chrono::floor<Duration>(std::chrono::file_clock::to_sys(
      std::filesystem::last_write_time(folder)));  // Real time: signatures live five minutes.
  start_services({"--start", format_timestamp(now)});
  forget_virtual_time();
  ChildProcess sync(
      {"sync", "--config", config(), "--every", "1h", "--webhook-port", "0", "--json"});
  const std::string url = Json::parse(sync.read_line())["url"];
  EXPECT_EQ(Json::parse(sync.read_line())["event"], "pass");

  const auto listener =
      std::move(*make_http_transport({.base_url = url.substr(0, url.rfind('/'))}));
  EXPECT_EQ(listener->send({Method::post, "/webhooks", {}, {}, "[]"})->status, 401);

  const std::string app = "/webhooks/v3/" + ready["hubspot"]["app_id"].get<std::string>();
  const Query key{{"hapikey", ready["hubspot"]["developer_key"]}};
  ASSERT_EQ(send(Method::put, app + "/settings", key,
                 {{"targetUrl", url}, {"throttling", {{"maxConcurrentRequests", 10}}}})
                .status,
            200);
  ASSERT_EQ(send(Method::post, app + "/subscriptions", key,
                 {{"eventType", "contact.creation"}, {"active", true}})
                .status,
            201);
  ASSERT_EQ(send(Method::post, "/crm/v3/objects/contacts", {},
                 {{"properties", {{"firstname", "Ann"}, {"email", "ann@example.com"}}}})
                .status,
            201);
  const Json pass = Json::parse(sync.read_line());
  EXPECT_EQ(pass["event"], "pass");
  EXPECT_EQ(pass["google"]["created"], 1);
}

TEST_F(SyncLoop, OptionsThatMakeNoSenseAreRefused) {
  EXPECT_EQ(run_lockstep({"sync", "--config", "x", "--every", "5"}).exit_code, 2);
  EXPECT_EQ(run_lockstep({"sync", "--config", "x", "--every", "1s"}).exit_code, 2);
  EXPECT_EQ(run_lockstep({"sync", "--config", "x", "--passes", "2"}).exit_code, 2);
  EXPECT_EQ(run_lockstep({"sync", "--config", "x", "--every", "5m", "--dry-run"}).exit_code, 2);
}

}  // namespace
}  // namespace lockstep::cli
