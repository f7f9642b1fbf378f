#include "lockstep/core/setting_changes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lockstep {
namespace {

SyncSettings expect_changed(const std::vector<std::string>& changes) {
  Result<SyncSettings> settings = change_settings({}, changes);
  EXPECT_TRUE(settings) << settings.error().source << ": " << settings.error().message;
  return settings ? std::move(*settings) : SyncSettings{};
}

TEST(SettingChanges, TheTwoDropDownsMakeTheDirection) {  // S6 to S9
  EXPECT_EQ(direction_of(expect_changed({"sync=to-google"})), Direction::to_google);
  EXPECT_EQ(direction_of(expect_changed({"sync=to-hubspot"})), Direction::to_hubspot);
  EXPECT_EQ(direction_of(expect_changed({"sync=to-hubspot", "sync=two-way"})), Direction::both);
  EXPECT_EQ(direction_of(expect_changed({"hubspot.records=none", "google.records=none"})),
            Direction::none);
}

TEST(SettingChanges, AFilterTurnsItsDropDownAndTheSyncModeKeepsIt) {  // S10
  const SyncSettings starred = expect_changed({"google.starred=on", "sync=two-way"});
  EXPECT_EQ(starred.google.records, RecordScope::filter);
  EXPECT_TRUE(starred.google.starred);
  EXPECT_EQ(starred.hubspot.records, RecordScope::all);
  EXPECT_EQ(expect_changed({"google.starred=off"}).google.records, RecordScope::all);
  EXPECT_EQ(expect_changed({"hubspot.list=7"}).hubspot.records, RecordScope::filter);
  EXPECT_EQ(expect_changed({"hubspot.list=7", "hubspot.list="}).hubspot.list, std::nullopt);
}

TEST(SettingChanges, APropertyFilterHasOneConditionForEachProperty) {
  const SyncSettings settings =
      expect_changed({"hubspot.filter.city=Oslo", "hubspot.filter.phone=*",
                      "hubspot.filter.city=Bergen", "hubspot.filter.zip=1", "hubspot.filter.zip="});
  using Operator = PropertyFilter::Operator;
  const std::vector<PropertyFilter> expected{{"phone", Operator::known, ""},
                                             {"city", Operator::equals, "Bergen"}};
  EXPECT_EQ(settings.hubspot.properties, expected);
}

TEST(SettingChanges, ACustomMappingNamesAFieldAndPerhapsADirection) {  // S15
  const SyncSettings settings =
      expect_changed({"mapping.nick=nicknames,to_google", "mapping.note=biographies",
                      "mapping.x=interests", "mapping.x="});
  const std::vector<CustomMapping> expected{{"nick", "nicknames", Direction::to_google},
                                            {"note", "biographies", Direction::both}};
  EXPECT_EQ(settings.custom_mappings, expected);
}

TEST(SettingChanges, WhatCanBeAbsentGoesWithAnEmptyValue) {
  EXPECT_EQ(expect_changed({"default_lifecycle_stage=lead"}).default_lifecycle_stage, "lead");
  EXPECT_EQ(expect_changed({"default_lifecycle_stage=lead", "default_lifecycle_stage="})
                .default_lifecycle_stage,
            std::nullopt);
}

struct BadChange {
  const char* change;
  const char* message;
};

class SettingChangesRefuse : public testing::TestWithParam<BadChange> {};

TEST_P(SettingChangesRefuse, WithAHint) {
  const Result<SyncSettings> settings = change_setting({}, GetParam().change);
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().kind, ErrorKind::invalid_input);
  EXPECT_NE(settings.error().message.find(GetParam().message), std::string::npos)
      << settings.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, SettingChangesRefuse,
    testing::Values(BadChange{"", "KEY=VALUE"}, BadChange{"=on", "KEY=VALUE"},
                    BadChange{"google.starred", "KEY=VALUE"},
                    BadChange{"google.starred=yes", "on or off"},
                    BadChange{"plan=gold", "free, starter, professional, enterprise"},
                    BadChange{"plan=", "free, starter, professional, enterprise"},
                    BadChange{"sync=both", "two-way, to-google, to-hubspot"},
                    BadChange{"mapping.email=", "MAP-1"},
                    BadChange{"mapping.zip=nicknames", "MAP-1"},
                    BadChange{"mapping.=nicknames", "is no setting; known: sync, hubspot.records"},
                    BadChange{"mapping.nick=nicknames,up", "both, to_hubspot, to_google"},
                    BadChange{"plan=\xff", "UTF-8"}));

TEST(SettingChanges, EveryKeyThatIsNamedIsTaken) {
  for (const SettingName& name : setting_names()) {
    std::string key(name.key);
    if (const std::size_t place = key.find("PROPERTY"); place != std::string::npos) {
      key = key.substr(0, place) + "nick";
    }
    const Result<SyncSettings> settings = change_setting({}, key + "=\x01?");
    const std::string message = settings ? "" : settings.error().message;
    EXPECT_EQ(message.find("is no setting"), std::string::npos) << name.key;
  }
}

}  // namespace
}  // namespace lockstep
