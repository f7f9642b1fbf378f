// The two fake services as processes of their own, and the engine as another.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>

#include "lockstep/net/http_transport.h"

#include "child_process.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class ServeAndSync : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    serve = std::make_unique<ChildProcess>(std::vector<std::string>{
        "serve", "--seed", "7", "--until-stdin-closes", "--config-out", config()});
    ready = Json::parse(serve->read_line());
  }

  [[nodiscard]] std::string config() const { return (folder / "sync.json").string(); }

  Response send(const char* service, Method method, const std::string& path,
                const std::string& body = {}) {
    auto transport = make_http_transport({.base_url = ready[service]["base_url"]});
    Request request{method, path, {}, {}, body};
    request.headers["Authorization"] =
        "Bearer " + ready[service]["access_token"].get<std::string>();
    request.headers["Content-Type"] = "application/json";
    const Result<Response> response = (*transport)->send(request);
    EXPECT_TRUE(response.has_value());
    return response ? *response : Response{};
  }

  std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "lockstep_serve_and_sync" /
      testing::UnitTest::GetInstance()->current_test_info()->name();  // Tests run side by side.
  std::unique_ptr<ChildProcess> serve;
  Json ready;
};

TEST_F(ServeAndSync, AContactOfHubSpotIsInGoogleAfterOnePass) {
  const Response made = send("hubspot", Method::post, "/crm/v3/objects/contacts",
                             R"({"properties":{"firstname":"Ann","email":"ann@example.com"}})");
  ASSERT_EQ(made.status, 201);
  const Ended first = run_lockstep({"sync", "--config", config(), "--json"});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  const Json summary = Json::parse(first.out)["connections"][0];
  EXPECT_EQ(summary["google"]["created"], 1);
  EXPECT_EQ(summary["counts"]["in_sync"], 1);

  const Ended second = run_lockstep({"sync", "--config", config()});
  EXPECT_THAT(second.out, HasSubstr("Google   0 created, 0 updated"));
}

TEST_F(ServeAndSync, ADryRunPlansWhatTheNextPassWritesAndLeavesNothingBehind) {
  send("hubspot", Method::post, "/crm/v3/objects/contacts",
       R"({"properties":{"firstname":"Ann","email":"ann@example.com"}})");
  const Ended planned = run_lockstep({"sync", "--config", config(), "--dry-run", "--json"});
  ASSERT_EQ(planned.exit_code, 0) << planned.err;
  const Json write = Json::parse(planned.out)["connections"][0]["writes"].at(0);
  EXPECT_EQ(write["google_id"], nullptr);
  EXPECT_EQ(write["fields"][0]["field"], "firstname");
  EXPECT_EQ(write["fields"][0]["hubspot"], "Ann");
  EXPECT_EQ(write["fields"][0]["rule"], "DIR-1");
  EXPECT_FALSE(std::filesystem::exists(folder / "sync.json.state"));

  ASSERT_EQ(run_lockstep({"sync", "--config", config()}).exit_code, 0);
  const std::string id = write["hubspot_id"];
  send("hubspot", Method::patch, "/crm/v3/objects/contacts/" + id,
       R"({"properties":{"firstname":"Anna"}})");
  const Ended text = run_lockstep({"sync", "--config", config(), "--dry-run"});
  EXPECT_THAT(text.out, HasSubstr("firstname to Google: \"Anna\"  (base \"Ann\", HubSpot "
                                  "\"Anna\", Google \"Ann\"; MRG-9)"));
  const Ended again = run_lockstep({"sync", "--config", config(), "--json"});
  EXPECT_EQ(Json::parse(again.out)["connections"][0]["google"]["updated"], 1);
}

TEST_F(ServeAndSync, StatusAndExplainContactTellWhatAPassLeft) {
  EXPECT_THAT(run_lockstep({"status", "--config", config()}).out,
              HasSubstr("connection main: no pass yet"));
  send("hubspot", Method::post, "/crm/v3/objects/contacts",
       R"({"properties":{"firstname":"Ann\u001b[31m","email":"ann@example.com"}})");
  send("hubspot", Method::post, "/crm/v3/objects/contacts",
       R"({"properties":{"firstname":"Bob"}})");
  ASSERT_EQ(run_lockstep({"sync", "--config", config()}).exit_code, 0);
  const Ended status = run_lockstep({"status", "--config", config(), "--json"});
  ASSERT_EQ(status.exit_code, 0) << status.err;
  const Json connection = Json::parse(status.out)["connections"][0];
  EXPECT_EQ(connection["state"], "ok");
  EXPECT_EQ(connection["counts"]["in_sync"], 1);
  EXPECT_EQ(connection["reasons"][0]["reason"], "NO_EMAIL");
  EXPECT_EQ(connection["reasons"][0]["count"], 1);

  const Ended story = run_lockstep({"explain-contact", "ANN@example.com", "--config", config()});
  ASSERT_EQ(story.exit_code, 0) << story.err;
  EXPECT_THAT(story.out, HasSubstr("in_sync"));
  EXPECT_THAT(story.out, HasSubstr("created in Google"));
  EXPECT_THAT(story.out, HasSubstr("firstname: nothing to \"Ann\\x1b[31m\"  (DIR-1)"));
  EXPECT_THAT(story.out, testing::Not(HasSubstr("\x1b")));
  EXPECT_EQ(run_lockstep({"explain-contact", "nobody", "--config", config()}).exit_code, 2);
}

TEST_F(ServeAndSync, ADamagedStateIsToldAndLeftAsItIs) {
  ASSERT_EQ(run_lockstep({"sync", "--config", config()}).exit_code, 0);
  const auto database = folder / "sync.json.state" / "connection-main.sqlite";
  ASSERT_TRUE(std::filesystem::exists(database));
  for (const char* const kept_beside : {"-wal", "-shm"}) {
    std::filesystem::remove(database.string() + kept_beside);
  }
  std::ofstream(database, std::ios::trunc) << "not a database";
  const Ended ended = run_lockstep({"sync", "--config", config()});
  EXPECT_EQ(ended.exit_code, 4);
  EXPECT_THAT(ended.err, HasSubstr("connection-main.sqlite"));
  EXPECT_EQ(std::filesystem::file_size(database), 14U);
}

TEST_F(ServeAndSync, TheControlApiAsksForItsToken) {
  auto transport = make_http_transport({.base_url = ready["control"]["url"]});
  EXPECT_EQ((*transport)->send({Method::get, "/clock", {}, {}, ""})->status, 401);
  Request request{Method::get, "/clock", {}, {}, ""};
  request.headers["Authorization"] = "Bearer " + ready["control"]["token"].get<std::string>();
  EXPECT_EQ((*transport)->send(request)->status, 200);
}

TEST_F(ServeAndSync, GoogleTakesRequestTargetsOf8KiBAndHubSpotLongerOnes) {
  const std::string longest = "/v1/people/" + std::string(8U * 1024U - 11U, 'c');
  EXPECT_EQ(send("google", Method::get, longest).status, 400);  // It asks for personFields.
  EXPECT_EQ(send("google", Method::get, longest + "c").status, 414);
  EXPECT_EQ(send("hubspot", Method::get, longest + "c").status, 404);
}

TEST_F(ServeAndSync, ServingEndsWithItsInput) {
  serve->close_input();
  EXPECT_EQ(serve->exit_code(), 0);
}

TEST_F(ServeAndSync, ServingEndsByASignal) {
  serve->send_signal(SIGTERM);
  EXPECT_EQ(serve->exit_code(), 0);
}

TEST_F(ServeAndSync, APortThatIsTakenIsToldAndNothingIsWritten) {
  const std::string url = ready["google"]["base_url"];
  const std::string port = url.substr(url.rfind(':') + 1);
  const std::string never = (folder / "never.json").string();
  const Ended ended = run_lockstep({"serve", "--port-google", port, "--config-out", never});
  EXPECT_EQ(ended.exit_code, 4);
  EXPECT_THAT(ended.err, HasSubstr("127.0.0.1:" + port));
  EXPECT_FALSE(std::filesystem::exists(never));
}

TEST_F(ServeAndSync, ServicesThatAreGoneMakeAPassThatFails) {
  serve->close_input();
  static_cast<void>(serve->exit_code());
  EXPECT_EQ(run_lockstep({"sync", "--config", config()}).exit_code, 4);
}

}  // namespace
}  // namespace lockstep::cli
