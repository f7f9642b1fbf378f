/// The two fakes served, their URLs and an app's credentials in the environment, and nothing
/// connected yet.

#pragma once

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "browser_user.h"
#include "child_process.h"

namespace lockstep::cli {

class ConnectFixture : public testing::Test {
 protected:
  using Json = nlohmann::json;

  void SetUp() override {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const char* const service : {"hubspot", "google"}) {
      const std::string prefix =
          "LOCKSTEP_" + std::string(service == std::string("hubspot") ? "HUBSPOT" : "GOOGLE");
      set(prefix + "_URL", ready[service]["base_url"]);
      set(prefix + "_CLIENT_ID", ready[service]["client_id"]);
      set(prefix + "_CLIENT_SECRET", ready[service]["client_secret"]);
    }
    set("LOCKSTEP_CONTROL_URL", ready["control"]["url"]);
    set("LOCKSTEP_CONTROL_TOKEN", ready["control"]["token"]);
  }

  [[nodiscard]] std::string config() const { return (folder / "sync.json").string(); }
  [[nodiscard]] std::string config_text() const {
    std::ifstream in(config());
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] Json connection() const {
    return Json::parse(config_text()).at("connections").at(0);
  }

  [[nodiscard]] std::unique_ptr<ChildProcess> connect(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"connect", "--config", config(), "--no-browser", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return std::make_unique<ChildProcess>(arguments);
  }

  /// The next line, which must be of this event.
  static Json event(const ChildProcess& process, const std::string& name) {
    const std::string line = process.read_line();
    Json json = Json::parse(line, nullptr, false);
    EXPECT_TRUE(json.is_object() && json.value("event", "") == name) << line;
    return json;
  }

  /// Answers the next page. @return What the listener showed.
  static Page answer(const ChildProcess& process, const ConsentChoice& choice = {}) {
    return open_page(answer_consent_page(event(process, "open_page")["url"], choice));
  }

  /// Connects both accounts.
  void connect_both(const std::vector<std::string>& more = {}) const {
    const auto process = connect(more);
    EXPECT_EQ(answer(*process).status, 200);
    event(*process, "allowed");
    EXPECT_EQ(answer(*process).status, 200);
    event(*process, "allowed");
    event(*process, "connected");
    EXPECT_EQ(process->exit_code(), 0);
  }

  ChildProcess serve{{"serve", "--seed", "7", "--until-stdin-closes"}};
  Json ready = Json::parse(serve.read_line());
  std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "lockstep_connect" /
      testing::UnitTest::GetInstance()->current_test_info()->name();  // Tests run side by side.

 private:
  static void set(const std::string& name, const Json& value) {
    setenv(name.c_str(), value.get<std::string>().c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  }
};

}  // namespace lockstep::cli
