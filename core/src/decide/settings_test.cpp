#include "lockstep/core/settings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

namespace lockstep {
namespace {

const PropertyDefinitions kProperties = {
    {"nickname_text", {"nickname_text", "string", false, "text"}},
    {"score", {"score", "number", true, "calculation_score"}},
    {"height", {"height", "number", false, "number"}},
    {"formula", {"formula", "string", true, "calculation_equation"}},
    {"wants", {"wants", "enumeration", false, "checkbox"}},
    {"agreed", {"agreed", "bool", false, "booleancheckbox"}},
    {"stage", {"stage", "enumeration", false, "select"}},
    {"size", {"size", "enumeration", false, "radio"}},
    {"blob", {"blob", "object_coordinates", false, "text"}},
};

constexpr auto kBoth = Direction::both;
constexpr auto kToHubSpot = Direction::to_hubspot;
constexpr auto kToGoogle = Direction::to_google;

struct Row {
  const char* name;
  CustomMapping mapping;
  Direction accepted;  ///< none: refused.
  std::string_view rule;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

class CustomMappings : public testing::TestWithParam<Row> {};

TEST_P(CustomMappings, AreAcceptedOrRefusedWithARule) {
  const Row& row = GetParam();
  SyncSettings settings;
  settings.plan = Plan::starter;
  settings.custom_mappings = {row.mapping};
  const AcceptedSettings accepted = validate(settings, kProperties);
  if (row.accepted == Direction::none) {
    ASSERT_EQ(accepted.refused.size(), 1U);
    EXPECT_EQ(accepted.refused[0].setting, "custom_mappings[0]");
    EXPECT_EQ(accepted.refused[0].rule.text(), row.rule);
    EXPECT_FALSE(accepted.refused[0].reason.empty());
    EXPECT_EQ(accepted.mappings, default_mappings());
  } else {
    EXPECT_TRUE(accepted.refused.empty());
    ASSERT_EQ(accepted.mappings.size(), 12U);
    EXPECT_EQ(accepted.mappings.back().direction, row.accepted);
    EXPECT_TRUE(accepted.mappings.back().custom);
  }
}

INSTANTIATE_TEST_SUITE_P(
    , CustomMappings,
    testing::ValuesIn<Row>({
        // clang-format off
        {"Text",             {"nickname_text", "nicknames", kBoth},             kBoth,      ""},
        {"Narrowed",         {"nickname_text", "nicknames", kToHubSpot},        kToHubSpot, ""},       // MAP-4
        {"NameMember",       {"nickname_text", "names.middleName", kBoth},      kBoth,      ""},
        {"NumberIsOneWay",   {"height", "nicknames", kBoth},                    kToGoogle,  ""},       // MAP-3
        {"CheckboxesOneWay", {"wants", "occupations", kBoth},                   kToGoogle,  ""},       // MAP-3
        {"FlagIsOneWay",     {"agreed", "occupations", kToGoogle},              kToGoogle,  ""},       // MAP-3
        {"FormulaIsOneWay",  {"formula", "occupations", kBoth},                 kToGoogle,  ""},       // MAP-3
        {"DropDown",         {"stage", "occupations", kToGoogle},               Direction::none, "MAP-3"},
        {"RadioButtons",     {"size", "occupations", kBoth},                    Direction::none, "MAP-3"},
        {"ReadOnlyIsOneWay", {"score", "nicknames", kBoth},                     kToGoogle,  ""},       // MAP-3
        {"NumberFromText",   {"height", "nicknames", kToHubSpot},               Direction::none, "MAP-3"},
        {"OddType",          {"blob", "nicknames", kBoth},                      Direction::none, "MAP-3"},
        {"UnknownProperty",  {"no_such", "nicknames", kBoth},                   Direction::none, "MAP-3"},
        {"UnknownField",     {"nickname_text", "shoeSizes", kBoth},             Direction::none, "MAP-3"},
        {"UserDefined",      {"nickname_text", "userDefined", kBoth},           Direction::none, "MAP-5"},
        {"UserDefinedKey",   {"nickname_text", "userDefined.colour", kBoth},    Direction::none, "MAP-5"},
        {"Labels",           {"nickname_text", "memberships", kBoth},           Direction::none, "MAP-6"},
        {"DefaultProperty",  {"firstname", "nicknames", kBoth},                 Direction::none, "MAP-7"},
        {"AddressPart",      {"zip", "nicknames", kBoth},                       Direction::none, "MAP-7"},
        {"DefaultField",     {"nickname_text", "names.givenName", kBoth},       Direction::none, "MAP-7"},
        {"PhoneField",       {"nickname_text", "phoneNumbers", kBoth},          Direction::none, "MAP-7"},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(Validate, RefusesCustomMappingsOnTheFreePlanOnly) {  // MAP-2
  for (const Plan plan : {Plan::free, Plan::starter, Plan::professional, Plan::enterprise}) {
    SyncSettings settings;
    settings.plan = plan;
    settings.custom_mappings = {{"nickname_text", "nicknames"}};
    const AcceptedSettings accepted = validate(settings, kProperties);
    EXPECT_EQ(accepted.refused.size(), plan == Plan::free ? 1U : 0U);
    EXPECT_EQ(accepted.mappings.size(), plan == Plan::free ? 11U : 12U);
  }
}

TEST(Validate, RefusesEveryChangeOfADefaultMapping) {  // MAP-1
  SyncSettings settings;
  settings.default_mapping_changes = {{"email", "remove"}, {"phone", "redirect"}};
  const AcceptedSettings accepted = validate(settings, kProperties);
  ASSERT_EQ(accepted.refused.size(), 2U);
  EXPECT_EQ(accepted.refused[1].setting, "default_mapping_changes[1]");
  EXPECT_EQ(accepted.refused[1].rule, "MAP-1"_rule);
  EXPECT_EQ(accepted.mappings, default_mappings());
}

TEST(Validate, RefusesTheSecondUseOfAFieldAndKeepsTheFirst) {  // MAP-7
  SyncSettings settings;
  settings.plan = Plan::enterprise;
  settings.custom_mappings = {
      {"nickname_text", "nicknames"}, {"nickname_text", "occupations"}, {"height", "nicknames"}};
  const AcceptedSettings accepted = validate(settings, kProperties);
  ASSERT_EQ(accepted.refused.size(), 2U);
  EXPECT_EQ(accepted.refused[0].rule, "MAP-7"_rule);
  EXPECT_EQ(accepted.refused[1].rule, "MAP-7"_rule);
  EXPECT_EQ(accepted.mappings.size(), 12U);
}

TEST(DefaultMappings, AreElevenWithOneField) {  // MAP-1, MAP-8
  const Mappings mappings = default_mappings();
  EXPECT_EQ(mappings.size(), 11U);
  EXPECT_EQ(find_mapping(mappings, "date_of_birth")->direction, Direction::to_hubspot);
  EXPECT_EQ(find_mapping(mappings, "no_such"), nullptr);
}

TEST(DirectionOf, IsWhatTheTwoDropDownsMake) {  // S6 to S9
  using enum RecordScope;
  const struct {
    RecordScope hubspot, google;
    Direction direction;
  } rows[] = {
      {all, all, kBoth},         {filter, filter, kBoth}, {all, none, kToGoogle},
      {filter, none, kToGoogle}, {none, all, kToHubSpot}, {none, none, Direction::none},
  };
  for (const auto& row : rows) {
    SyncSettings settings;
    settings.hubspot.records = row.hubspot;
    settings.google.records = row.google;
    EXPECT_EQ(direction_of(settings), row.direction);
  }
}

TEST(HubSpotProperties, NameWhatMappingFilteringAndMatchingNeed) {
  SyncSettings settings;
  settings.hubspot.records = RecordScope::filter;
  settings.hubspot.properties = {{"lifecyclestage", PropertyFilter::Operator::known, ""}};
  const std::vector<std::string> names = hubspot_properties(validate(settings, {}));
  EXPECT_TRUE(std::ranges::is_sorted(names));
  for (const char* name : {"email", "zip", "hs_additional_emails", "lifecyclestage"}) {
    EXPECT_NE(std::ranges::find(names, name), names.end()) << name;
  }
}

}  // namespace
}  // namespace lockstep
