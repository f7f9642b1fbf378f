#include "lockstep/core/config.h"

#include <gtest/gtest.h>

#include <string>

namespace lockstep {
namespace {

constexpr std::string_view kServices = R"("hubspot": {"base_url": "http://127.0.0.1:1",
    "token_url": "http://127.0.0.1:1/oauth/v1/token", "client_id": "h", "client_secret": "hs"},
"google": {"base_url": "http://127.0.0.1:2", "token_url": "http://127.0.0.1:2/token",
    "client_id": "g", "client_secret": "gs"},
"state_dir": "state",)";

Result<Config> parse_connection(const std::string& connection) {
  return parse_config("{" + std::string(kServices) + "\n\"connections\": [" + connection + "]}",
                      "c.json");
}

constexpr const char* kTokens =
    R"("id": "main", "hubspot_refresh_token": "r1", "google_refresh_token": "r2")";

TEST(Config, ReadsEverySetting) {
  const Result<Config> config = parse_connection("{" + std::string(kTokens) + R"(,
    "hubspot": {"records": "filter", "filter": {"list": "12", "properties":
      [{"property": "lifecyclestage", "operator": "equals", "value": "customer"}]}},
    "google": {"records": "filter", "filter": {"contacts_folder": true, "starred": false}},
    "default_app": "google", "plan": "starter", "only_with_email": false,
    "default_lifecycle_stage": "lead",
    "custom_mappings": [{"hubspot": "nick", "google": "nicknames", "direction": "to_google"}],
    "default_mapping_changes": [{"mapping": "email", "change": "redirect", "hubspot": "x"}]})");
  ASSERT_TRUE(config) << config.error().message;
  ASSERT_EQ(config->connections.size(), 1U);
  const ConnectionConfig& connection = config->connections.front();
  EXPECT_TRUE(connection.enabled);
  const SyncSettings& settings = connection.settings;
  EXPECT_EQ(settings.hubspot.records, RecordScope::filter);
  EXPECT_EQ(settings.hubspot.list, "12");
  EXPECT_EQ(settings.hubspot.properties.front().value, "customer");
  EXPECT_TRUE(settings.google.contacts_folder);
  EXPECT_EQ(settings.default_app, Side::google);
  EXPECT_EQ(settings.plan, Plan::starter);
  EXPECT_FALSE(settings.only_with_email);
  EXPECT_EQ(settings.custom_mappings.front().direction, Direction::to_google);
  EXPECT_EQ(settings.default_mapping_changes.front().change, "redirect");
}

TEST(Config, AConnectionWithoutDropDownsIsNotConfiguredAndStaysOff) {  // CON-1
  const Result<Config> config = parse_connection("{" + std::string(kTokens) + "}");
  ASSERT_TRUE(config);
  EXPECT_FALSE(config->connections.front().enabled);
}

struct BadConnection {
  const char* text;  ///< Put after the tokens.
  const char* message;
  const char* place;
};

class ConfigRefuses : public testing::TestWithParam<BadConnection> {};

TEST_P(ConfigRefuses, WithTheLineAndAHint) {
  const Result<Config> config =
      parse_connection("{" + std::string(kTokens) + GetParam().text + "}");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().kind, ErrorKind::invalid_input);
  EXPECT_NE(config.error().message.find(GetParam().message), std::string::npos)
      << config.error().message;
  EXPECT_EQ(config.error().source, GetParam().place);
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, ConfigRefuses,
    testing::Values(
        BadConnection{",\n\n\"colour\": 1", "connections[0].colour is not known here", "c.json:8"},
        BadConnection{",\n\"enabled\": \"yes\"", "enabled must be true or false", "c.json:7"},
        BadConnection{",\n\"plan\": \"gold\"", "free, starter, professional, enterprise",
                      "c.json:7"},
        BadConnection{",\"google\":\n{\"records\": \"some\"}", "must be one of: all, none, filter",
                      "c.json:7"},
        BadConnection{",\"custom_mappings\": [\n{}]", "hubspot is missing", "c.json:7"},
        BadConnection{"}, {\"id\": \"main\",\n\"hubspot_refresh_token\": \"a\", "
                      "\"google_refresh_token\": \"b\"",
                      "id is used by another connection", "c.json:6"}));

TEST(Config, RefusesWhatIsNoJsonOrNestedWithoutEnd) {
  EXPECT_FALSE(parse_config("{", "c.json"));
  EXPECT_FALSE(parse_config(std::string(100'000, '['), "c.json"));
  EXPECT_FALSE(parse_config("[]", "c.json"));
}

}  // namespace
}  // namespace lockstep
