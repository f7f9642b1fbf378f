// Passes of a connector by the control API, with one that is scripted.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/sim/pass_runner.h"

#include "control/control_api_fixture.h"

namespace lockstep::sim {
namespace {

/// Does in a pass what a test says, and notes what else it is asked for.
class ScriptedRunner final : public PassRunner {
 public:
  Result<nlohmann::ordered_json> run_pass(const PassOrder& order) override {
    asked.push_back("pass " + std::to_string(order.number) + " in " + order.world.id + " by " +
                    order.settings.dump());
    return pass ? pass(order) : Result<Ended>(Ended{{"end", "done"}, {"message", ""}});
  }
  nlohmann::ordered_json memory(const std::string& world) override {
    return {{"connector", {{"name", "scripted"}}}, {"settings", {{"of", world}}}};
  }
  Result<void> keep(const std::string& world, std::size_t snapshot) override {
    return note("keep " + world, snapshot);
  }
  Result<void> go_back(const std::string& world, std::size_t snapshot) override {
    return note("go back " + world, snapshot);
  }
  void drop(const std::string& world, std::size_t snapshot) override {
    static_cast<void>(note("drop " + world, snapshot));
  }
  Result<void> fork(const std::string& from, const std::string& to) override {
    asked.push_back("fork " + from + " " + to);
    return {};
  }
  void forget(const std::string& world) override { asked.push_back("forget " + world); }

  using Ended = nlohmann::ordered_json;
  std::function<Result<Ended>(const PassOrder&)> pass;
  std::vector<std::string> asked;

 private:
  Result<void> note(const std::string& what, std::size_t snapshot) {
    asked.push_back(what + " " + std::to_string(snapshot));
    return {};
  }
};

class PassMethodsTest : public ControlApiTest {
 protected:
  PassMethodsTest() { api = ControlApi::start(host, {.seed = 7}, &runner).value(); }

  ScriptedRunner runner;
};

TEST_F(PassMethodsTest, APassRunsWithItsSettingsAndItsEndsStandInTheJournal) {
  runner.pass = [](const PassOrder&) {
    return ScriptedRunner::Ended{{"end", "gave up"}, {"message", "no network"}, {"words", ""}};
  };
  const json answer = done("/worlds/default/passes", {{"settings", {{"plan", "starter"}}}});
  EXPECT_EQ(answer,
            (json{{"pass", 1}, {"end", "gave up"}, {"message", "no network"}, {"words", ""}}));
  EXPECT_THAT(runner.asked, testing::ElementsAre(R"(pass 1 in default by {"plan":"starter"})"));
  const World& world = *host.worlds.begin()->second;
  ASSERT_EQ(world.journal().size(), 2U);
  EXPECT_EQ(world.journal().entries()[0].operation, "connector.pass_begins");
  EXPECT_EQ(world.journal().entries()[1].operation, "connector.pass_ended");
  EXPECT_THAT(world.journal().entries()[1].details, testing::HasSubstr("gave up"));
}

TEST_F(PassMethodsTest, TheWorldIsFreeWhileAPassRunsButNobodyTakesItBack) {
  std::vector<int> statuses;
  runner.pass = [&](const PassOrder&) {
    for (const char* target :
         {"/worlds/default/clock/advance", "/worlds/default/passes", "/worlds/default/reset",
          "/worlds/default/snapshots", "/worlds/default/fork"}) {
      statuses.push_back(post(target, target == std::string("/worlds/default/clock/advance")
                                          ? json{{"by", "1s"}}
                                          : json())
                             .status);
    }
    return ScriptedRunner::Ended{{"end", "done"}};
  };
  done("/worlds/default/passes");
  EXPECT_THAT(statuses, testing::ElementsAre(200, 409, 409, 409, 409));
  done("/worlds/default/snapshots");
}

TEST_F(PassMethodsTest, ARestartAfterACrashIsANewLife) {
  World& world = *host.worlds.begin()->second;
  world.faults().add({.operation = "crm.*", .fault = CrashConnector{}});
  const Request any{Method::get, "/crm/v3/objects/contacts", {}, {}, ""};
  EXPECT_FALSE(InProcessTransport(world.endpoint(Service::hubspot)).send(any).has_value());
  ASSERT_TRUE(world.connector_crashed());
  runner.pass = [&](const PassOrder& order) {
    EXPECT_FALSE(order.crashed());
    return ScriptedRunner::Ended{{"end", "done"}};
  };
  done("/worlds/default/passes");
}

TEST_F(PassMethodsTest, WhatTheConnectorRemembersGoesWithItsWorld) {
  done("/worlds/default/passes");
  done("/worlds/default/snapshots");
  done("/worlds/default/passes");
  done("/worlds/default/fork");
  EXPECT_EQ(get("/worlds/w1/passes").body["passes"], 2);
  done("/worlds/default/restore", {{"snapshot", 1}});
  EXPECT_EQ(get("/worlds/default/passes").body["passes"], 1);
  EXPECT_EQ(call(Method::del, "/worlds/default/snapshots/1").status, 200);
  EXPECT_EQ(call(Method::del, "/worlds/w1").status, 200);
  done("/worlds/default/reset");
  EXPECT_EQ(get("/worlds/default/passes").body["passes"], 0);
  EXPECT_THAT(runner.asked, testing::ElementsAre("pass 1 in default by {}", "keep default 1",
                                                 "pass 2 in default by {}", "fork default w1",
                                                 "go back default 1", "drop default 1", "forget w1",
                                                 "forget default"));
}

TEST_F(PassMethodsTest, AWorldShowsWhatTheConnectorRemembers) {
  EXPECT_EQ(get("/worlds/default/passes").body, (json{{"connector", {{"name", "scripted"}}},
                                                      {"settings", {{"of", "default"}}},
                                                      {"passes", 0}}));
}

TEST_F(PassMethodsTest, WhatCannotBeIsRefusedAndTheNextPassCanBegin) {
  EXPECT_EQ(post("/worlds/default/passes", {{"settings", 1}}).status, 400);
  EXPECT_EQ(post("/worlds/default/passes", {{"setings", json::object()}}).status, 400);
  EXPECT_EQ(post("/worlds/w9/passes").status, 404);
  runner.pass = [](const PassOrder&) -> Result<ScriptedRunner::Ended> {
    return failure(ErrorKind::invalid_input, "no such setting", "settings");
  };
  EXPECT_EQ(post("/worlds/default/passes").status, 400);
  runner.pass = {};
  EXPECT_EQ(done("/worlds/default/passes")["pass"], 2);
}

TEST_F(ControlApiTest, WithoutARunnerThereAreNoPasses) {
  EXPECT_EQ(get("/worlds/default/passes").body, (json{{"connector", nullptr}}));
  const Answer answer = post("/worlds/default/passes");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body["error"]["hint"], testing::HasSubstr("--connector"));
}

}  // namespace
}  // namespace lockstep::sim
