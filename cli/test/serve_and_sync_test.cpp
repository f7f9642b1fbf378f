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
