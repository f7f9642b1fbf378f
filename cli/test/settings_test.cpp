// Showing and changing the settings of a connection, and turning it on and off.

#include <gmock/gmock.h>

#include "connect_fixture.h"

namespace lockstep::cli {
namespace {

using testing::HasSubstr;

class Settings : public ConnectFixture {
 protected:
  void SetUp() override {
    ConnectFixture::SetUp();
    connect_both();
  }

  [[nodiscard]] Ended settings(std::vector<std::string> more) const {
    more.insert(more.begin(), {"settings", "--config", config()});
    return run_lockstep(more);
  }
};

TEST_F(Settings, ShowTheDropDownsAndTheLockedMappings) {  // S6, S14
  const Ended shown = settings({});
  ASSERT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("connection main: not set up"));
  const Ended changed = settings({"sync=to-google", "hubspot.list=7"});
  EXPECT_THAT(changed.out, HasSubstr("connection main: off"));
  EXPECT_THAT(changed.out, HasSubstr("HubSpot to Google"));
  EXPECT_THAT(changed.out, HasSubstr("filter: in list 7"));
  EXPECT_THAT(changed.out, HasSubstr("firstname"));
  EXPECT_THAT(changed.out, HasSubstr("(default, locked)"));
  EXPECT_EQ(Json::parse(settings({"--json"}).out)["mappings"].size(), 11U);
}

TEST_F(Settings, AreSavedTogetherOrNotAtAll) {
  const std::string before = config_text();
  const Ended refused = settings({"sync=to-google", "plan=gold"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("plan: must be one of: free"));
  EXPECT_EQ(config_text(), before);
}

struct Refused {
  const char* name;
  std::vector<std::string> changes;
  const char* message;
};

class SettingsRefused : public Settings, public testing::WithParamInterface<Refused> {};

TEST_P(SettingsRefused, WithTheRule) {
  const std::string before = config_text();
  const Ended ended = settings(GetParam().changes);
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr(GetParam().message));
  EXPECT_EQ(config_text(), before);
}

INSTANTIATE_TEST_SUITE_P(
    , SettingsRefused,
    testing::Values(
        Refused{"ADefaultMappingIsLocked", {"mapping.email=nicknames"}, "(MAP-1)"},
        Refused{"FreePlansHaveNoCustomMappings", {"mapping.nick=nicknames"}, "(MAP-2)"},
        Refused{"AChoiceDoesNotFitAText",
                {"plan=starter", "mapping.lifecyclestage=nicknames"},
                "(MAP-3)"},
        Refused{"ThePropertyMustExist", {"plan=starter", "mapping.nix=nicknames"}, "(MAP-3)"},
        Refused{"CustomTextFieldsCannotSync",
                {"plan=starter", "mapping.industry=userDefined"},
                "(MAP-5)"},
        Refused{"LabelsCannotSync", {"plan=starter", "mapping.industry=memberships"}, "(MAP-6)"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Settings, ACustomMappingIsHeldAgainstHubSpotsTypes) {  // MAP-3
  const Ended changed = settings({"plan=starter", "mapping.industry=nicknames"});
  ASSERT_EQ(changed.exit_code, 0) << changed.err;
  EXPECT_EQ(connection()["custom_mappings"][0]["google"], "nicknames");
  serve.close_input();
  static_cast<void>(serve.exit_code());
  const Ended unknown = settings({"mapping.industry=interests"});
  EXPECT_EQ(unknown.exit_code, 4);
  EXPECT_THAT(unknown.err, HasSubstr("--offline"));
  EXPECT_EQ(settings({"mapping.industry=interests", "--offline"}).exit_code, 0);
}

TEST_F(Settings, OnNeedsASetUpAndOffKeepsIt) {  // CON-1, SET-4
  const Ended early = run_lockstep({"on", "--config", config()});
  EXPECT_EQ(early.exit_code, 2);
  EXPECT_THAT(early.err, HasSubstr("is not set up"));
  ASSERT_EQ(settings({"hubspot.records=none", "google.records=none"}).exit_code, 0);
  EXPECT_THAT(run_lockstep({"on", "--config", config()}).err, HasSubstr("nothing to sync"));
  ASSERT_EQ(settings({"sync=two-way"}).exit_code, 0);
  EXPECT_EQ(connection()["enabled"], false);
  EXPECT_EQ(run_lockstep({"on", "--config", config()}).exit_code, 0);
  EXPECT_EQ(connection()["enabled"], true);
  EXPECT_EQ(run_lockstep({"off", "--config", config()}).exit_code, 0);
  EXPECT_EQ(connection()["enabled"], false);
  EXPECT_EQ(connection()["google"]["records"], "all");
}

TEST_F(Settings, OfSeveralConnectionsOneIsNamed) {
  connect_both({"--connection", "second"});
  const Ended unclear = settings({});
  EXPECT_EQ(unclear.exit_code, 2);
  EXPECT_THAT(unclear.err, HasSubstr("--connection: main, second"));
  EXPECT_THAT(settings({"--connection", "second"}).out, HasSubstr("connection second"));
  EXPECT_THAT(settings({"--connection", "third"}).err, HasSubstr("has no connection \"third\""));
}

}  // namespace
}  // namespace lockstep::cli
