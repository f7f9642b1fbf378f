#include "lockstep/core/config_changes.h"

#include <gtest/gtest.h>

#include <string>

namespace lockstep {
namespace {

Config services() {
  Config config;
  config.hubspot = service_at(Side::hubspot, "http://127.0.0.1:1");
  config.hubspot.client_id = "h";
  config.hubspot.client_secret = "hs";
  config.google = service_at(Side::google, kGoogleBaseUrl);
  config.google.client_id = "g";
  config.google.client_secret = "gs";
  config.state_dir = "state";
  config.default_region = "NO";
  return config;
}

const ConnectionTokens kTokens{"rh", "rg"};

Config parsed(const std::string& text) {
  Result<Config> config = parse_config(text, "c.json");
  EXPECT_TRUE(config) << config.error().source << ": " << config.error().message;
  return config ? std::move(*config) : Config{};
}

std::string connected() {
  const std::string text = new_config_text(services());
  Result<std::string> with = put_tokens({text, "c.json"}, "main", kTokens);
  EXPECT_TRUE(with);
  return with ? *with : "";
}

TEST(ConfigChanges, ANewConfigurationReadsAsItWasMade) {
  const Config config = parsed(new_config_text(services()));
  EXPECT_EQ(config.hubspot.token_url, "http://127.0.0.1:1/oauth/v1/token");
  EXPECT_EQ(config.google.base_url, "https://people.googleapis.com");
  EXPECT_EQ(config.google.authorize_url, "https://accounts.google.com/o/oauth2/v2/auth");
  EXPECT_EQ(config.google.client_secret, "gs");
  EXPECT_EQ(config.default_region, "NO");
  EXPECT_TRUE(config.connections.empty());
}

TEST(ConfigChanges, WhatIsConnectedIsNeitherSetUpNorOn) {  // CON-1
  const Config config = parsed(connected());
  ASSERT_EQ(config.connections.size(), 1U);
  EXPECT_EQ(config.connections[0].google_refresh_token, "rg");
  EXPECT_FALSE(config.connections[0].is_set_up);
  EXPECT_FALSE(config.connections[0].enabled);
}

TEST(ConfigChanges, SettingUpDoesNotTurnOn) {  // CON-1
  const std::string text = connected();
  const Result<std::string> set_up = put_settings({text, "c.json"}, "main", {});
  ASSERT_TRUE(set_up);
  EXPECT_TRUE(parsed(*set_up).connections[0].is_set_up);
  EXPECT_FALSE(parsed(*set_up).connections[0].enabled);
  const Result<std::string> on = put_enabled({*set_up, "c.json"}, "main", true);
  ASSERT_TRUE(on);
  EXPECT_TRUE(parsed(*on).connections[0].enabled);
  EXPECT_TRUE(parsed(*put_settings({*on, "c.json"}, "main", {})).connections[0].enabled);
}

TEST(ConfigChanges, ReconnectingKeepsSettingsAndStaysOn) {  // CON-3
  SyncSettings settings;
  settings.google.starred = true;
  const std::string text = connected();
  const std::string set_up = *put_settings({text, "c.json"}, "main", settings);
  const std::string on = *put_enabled({set_up, "c.json"}, "main", true);
  const Config config = parsed(*put_tokens({on, "c.json"}, "main", {"new", "rg"}));
  EXPECT_EQ(config.connections[0].hubspot_refresh_token, "new");
  EXPECT_TRUE(config.connections[0].enabled);
  EXPECT_EQ(config.connections[0].settings, settings);
}

TEST(ConfigChanges, EverySettingReadsAsItWasWritten) {
  SyncSettings settings;
  settings.hubspot = {
      RecordScope::filter, "7", {{"city", PropertyFilter::Operator::equals, "Oslo"}}};
  settings.google = {RecordScope::none, true, true};
  settings.default_app = Side::google;
  settings.plan = Plan::enterprise;
  settings.only_with_email = false;
  settings.default_lifecycle_stage = "lead";
  settings.custom_mappings = {{"nick", "nicknames", Direction::to_hubspot}};
  settings.default_mapping_changes = {{"email", "remove"}};
  const std::string text = connected();
  const Result<std::string> set_up = put_settings({text, "c.json"}, "main", settings);
  ASSERT_TRUE(set_up);
  EXPECT_EQ(parsed(*set_up).connections[0].settings, settings);
}

TEST(ConfigChanges, WhatAChangeDoesNotTouchStaysInItsPlace) {
  std::string text = connected();
  text.insert(1, "\n  \"reports\": false,");
  const Result<std::string> changed = put_enabled({text, "c.json"}, "main", true);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->find("\"reports\": false"), 4U);
  EXPECT_LT(changed->find("state_dir"), changed->find("connections"));
}

TEST(ConfigChanges, RefuseWhatIsNotThere) {
  const std::string text = connected();
  const Result<std::string> changed = put_enabled({text, "c.json"}, "other", true);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().kind, ErrorKind::not_found);
  EXPECT_EQ(changed.error().source, "c.json");
  EXPECT_FALSE(put_enabled({"{", "c.json"}, "main", true));
}

}  // namespace
}  // namespace lockstep
