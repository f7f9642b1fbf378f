#include "lockstep/core/merge.h"

#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>

namespace lockstep {
namespace {

constexpr auto kToHubSpot = Direction::to_hubspot;
constexpr auto kToGoogle = Direction::to_google;
constexpr auto kBoth = Direction::both;
constexpr std::optional<Side> kNobody = std::nullopt;

using Text = std::string;

struct Row {
  const char* name;
  std::optional<Text> base;  ///< Of both sides; nullopt: first meeting.
  Text hubspot;
  Text google;
  Direction direction;
  Side default_app;
  std::optional<Side> write_to;
  RuleId rule;
  bool conflict;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

Version version(const Text& text) { return {text_value(text), text}; }

ThreeWay field_of(const Row& row) {
  ThreeWay field{std::nullopt, version(row.hubspot), version(row.google)};
  if (row.base) {
    field.base = {version(*row.base), version(*row.base)};
  }
  return field;
}

class MergeField : public testing::TestWithParam<Row> {};

TEST_P(MergeField, SaysWhoIsWrittenAndWhy) {
  const Row& row = GetParam();
  const Merged merged = merge_field(field_of(row), {row.direction, row.default_app, true, false});
  EXPECT_EQ(merged.write_to, row.write_to);
  EXPECT_EQ(merged.rule, row.rule) << merged.rule.text();
  EXPECT_EQ(merged.conflict, row.conflict);
  EXPECT_TRUE(merged.settles);
}

constexpr Side kHubSpot = Side::hubspot;
constexpr Side kGoogle = Side::google;

INSTANTIATE_TEST_SUITE_P(
    FirstMeeting, MergeField,
    testing::ValuesIn<Row>({
        // clang-format off
        // name              base     hubspot  google  direction   default   write to  rule            conflict
        {"Equal",            {},      "Ann",   "Ann",  kBoth,      kHubSpot, kNobody,  "MRG-1"_rule,  false},
        {"BothEmpty",        {},      "",      "",     kBoth,      kHubSpot, kNobody,  "MRG-1"_rule,  false},
        {"FillsGoogle",      {},      "Ann",   "",     kBoth,      kHubSpot, kGoogle,  "MRG-2"_rule,  false},
        {"FillsHubSpot",     {},      "",      "Ann",  kBoth,      kGoogle,  kHubSpot, "MRG-2"_rule,  false},
        {"EmptyDefaultTakes",{},      "",      "Ann",  kBoth,      kHubSpot, kHubSpot, "MRG-4"_rule,  false},
        {"DifferHubSpot",    {},      "Ann",   "Anna", kBoth,      kHubSpot, kGoogle,  "MRG-3"_rule,  true},
        {"DifferGoogle",     {},      "Ann",   "Anna", kBoth,      kGoogle,  kHubSpot, "MRG-3"_rule,  true},
        {"OneWayOverwrites", {},      "Ann",   "Anna", kToGoogle,  kGoogle,  kGoogle,  "MRG-5"_rule,  true},
        {"OneWayFills",      {},      "Ann",   "",     kToGoogle,  kGoogle,  kGoogle,  "MRG-2"_rule,  false},
        {"OneWayNoBlank",    {},      "",      "Anna", kToGoogle,  kHubSpot, kNobody,  "MRG-5"_rule,  false},
        {"OtherWay",         {},      "Ann",   "Anna", kToHubSpot, kHubSpot, kHubSpot, "MRG-5"_rule,  true},
        {"OtherWayNoBlank",  {},      "Ann",   "",     kToHubSpot, kGoogle,  kNobody,  "MRG-5"_rule,  false},
        // clang-format on
    }),
    [](const auto& row_info) { return Text(row_info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Settled, MergeField,
    testing::ValuesIn<Row>({
        // clang-format off
        // name              base     hubspot  google  direction   default   write to  rule            conflict
        {"NobodyChanged",    "Ann",   "Ann",   "Ann",  kBoth,      kHubSpot, kNobody,  "QUI-1"_rule,  false},
        {"OnlyHubSpot",      "Ann",   "Anna",  "Ann",  kBoth,      kGoogle,  kGoogle,  "MRG-9"_rule,  false},
        {"OnlyGoogle",       "Ann",   "Ann",   "Anna", kBoth,      kHubSpot, kHubSpot, "MRG-9"_rule,  false},
        {"BothTheSame",      "Ann",   "Anna",  "Anna", kBoth,      kHubSpot, kNobody,  "MRG-8"_rule,  false},
        {"ConflictHubSpot",  "Ann",   "Anna",  "Anne", kBoth,      kHubSpot, kGoogle,  "MRG-7"_rule,  true},
        {"ConflictGoogle",   "Ann",   "Anna",  "Anne", kBoth,      kGoogle,  kHubSpot, "MRG-7"_rule,  true},
        {"ClearInHubSpot",   "Ann",   "",      "Ann",  kBoth,      kHubSpot, kGoogle,  "MRG-10"_rule, false},
        {"ClearInGoogle",    "Ann",   "Ann",   "",     kBoth,      kHubSpot, kHubSpot, "MRG-10"_rule, false},
        {"BothCleared",      "Ann",   "",      "",     kBoth,      kHubSpot, kNobody,  "MRG-8"_rule,  false},
        {"ClearAgainstEdit", "Ann",   "",      "Anna", kBoth,      kHubSpot, kHubSpot, "MRG-11"_rule, true},
        {"EditAgainstClear", "Ann",   "Anna",  "",     kBoth,      kGoogle,  kGoogle,  "MRG-11"_rule, true},
        {"SourceEdited",     "Ann",   "Anna",  "Ann",  kToGoogle,  kGoogle,  kGoogle,  "MRG-9"_rule,  false},
        {"SourceCleared",    "Ann",   "",      "Ann",  kToGoogle,  kGoogle,  kGoogle,  "MRG-10"_rule, false},
        {"TargetEdited",     "Ann",   "Ann",   "Anna", kToGoogle,  kGoogle,  kNobody,  "DIR-7"_rule,  false},
        {"TargetCleared",    "Ann",   "Ann",   "",     kToGoogle,  kGoogle,  kNobody,  "DIR-7"_rule,  false},
        {"OneWayConflict",   "Ann",   "Anna",  "Anne", kToGoogle,  kGoogle,  kGoogle,  "DIR-7"_rule,  true},
        {"OneWayClearEdit",  "Ann",   "",      "Anne", kToGoogle,  kGoogle,  kNobody,  "MRG-11"_rule, false},
        {"OneWayEditClear",  "Ann",   "Anna",  "",     kToGoogle,  kGoogle,  kGoogle,  "DIR-7"_rule,  false},
        {"OtherWayEdited",   "Ann",   "Ann",   "Anna", kToHubSpot, kHubSpot, kHubSpot, "MRG-9"_rule,  false},
        {"OtherWayTarget",   "Ann",   "Anna",  "Ann",  kToHubSpot, kHubSpot, kNobody,  "DIR-7"_rule,  false},
        // clang-format on
    }),
    [](const auto& row_info) { return Text(row_info.param.name); });

/// HubSpot made "ann" of our "Ann" and Google kept it.
const ThreeWay kRewritten{VersionBase{version("ann"), version("Ann")}, version("ann"),
                          version("Ann")};

TEST(MergeField, LeavesWhatAServiceMadeOfOurValue) {
  EXPECT_EQ(merge_field(kRewritten, {}), (Merged{kNobody, "MRG-13"_rule, false, true}));
}

TEST(MergeField, LeavesWhatWasEditedOnTheTargetBefore) {
  for (const Direction direction : {kToGoogle, kToHubSpot}) {
    EXPECT_EQ(merge_field(kRewritten, {direction}), (Merged{kNobody, "DIR-7"_rule, false, true}));
  }
}

TEST(MergeField, ReconcilesOldDifferencesAfterSettingsWereSaved) {  // SET-1
  const Merged merged = merge_field(kRewritten, {kBoth, Side::google, true, true});
  EXPECT_EQ(merged, (Merged{Side::hubspot, "MRG-3"_rule, true, true}));
}

TEST(MergeField, ARemovedEmailDoesNotTravelAndStaysOpen) {  // MAT-8
  const ThreeWay removed{VersionBase{version("a@x"), version("a@x")}, version(""), version("a@x")};
  EXPECT_EQ(merge_field(removed, {kBoth, Side::hubspot, false, false}),
            (Merged{kNobody, "MAT-8"_rule, false, false}));
}

TEST(MergeField, AnEmailThatWasRemovedHereAndChangedThereIsTaken) {  // MRG-11
  const ThreeWay removed{VersionBase{version("a@x"), version("a@x")}, version(""), version("b@x")};
  EXPECT_EQ(merge_field(removed, {kBoth, Side::hubspot, false, false}).write_to, Side::hubspot);
}

}  // namespace
}  // namespace lockstep
