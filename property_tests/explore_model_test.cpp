// The model by which random worlds are judged, held against the rulebook's own sentences.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "explore/draw.h"
#include "explore/model.h"

namespace lockstep::explore {
namespace {

/// "-" is the base of a pair that has never met; "" is empty.
struct MergeRow {
  const char* name;
  Direction direction;
  Service default_app;
  const char* base;
  const char* hubspot;
  const char* google;
  std::vector<const char*> hubspot_after;  ///< What the rules allow.
  std::vector<const char*> google_after;
};

void PrintTo(const MergeRow& row, std::ostream* out) { *out << row.name; }

class WholePass : public testing::TestWithParam<MergeRow> {};

TEST_P(WholePass, LeavesWhatTheRuleSays) {
  const MergeRow& row = GetParam();
  const bool has_met = std::string(row.base) != "-";
  const Cell cell{row.hubspot, row.google,
                  has_met ? std::optional<std::string>(row.base) : std::nullopt};
  std::vector<std::string> hubspot;
  std::vector<std::string> google;
  for (const Cell& after : synced(cell, row.direction, row.default_app)) {
    hubspot.push_back(after.hubspot);
    google.push_back(after.google);
    EXPECT_TRUE(after.base);
  }
  EXPECT_EQ(hubspot, std::vector<std::string>(row.hubspot_after.begin(), row.hubspot_after.end()));
  EXPECT_EQ(google, std::vector<std::string>(row.google_after.begin(), row.google_after.end()));
}

constexpr Direction kBoth = Direction::two_way;
constexpr Direction kToGoogle = Direction::to_google;
constexpr Direction kToHubSpot = Direction::to_hubspot;
constexpr Service kHubSpot = Service::hubspot;
constexpr Service kGoogle = Service::google;

// clang-format off
INSTANTIATE_TEST_SUITE_P(
    Rows, WholePass,
    testing::ValuesIn(std::vector<MergeRow>{
        {"Mrg1EqualAtFirst",              kBoth,      kHubSpot, "-", "a", "a", {"a"}, {"a"}},
        {"Mrg2OnlyHubSpotKnowsIt",        kBoth,      kGoogle,  "-", "a", "",  {"a"}, {"a"}},
        {"Mrg2OnlyGoogleKnowsIt",         kBoth,      kHubSpot, "-", "",  "b", {"b"}, {"b"}},
        {"Mrg3HubSpotIsDefault",          kBoth,      kHubSpot, "-", "a", "b", {"a"}, {"a"}},
        {"Mrg3GoogleIsDefault",           kBoth,      kGoogle,  "-", "a", "b", {"b"}, {"b"}},
        {"Mrg5HubSpotIsTheSource",        kToGoogle,  kGoogle,  "-", "a", "b", {"a"}, {"a"}},
        {"Mrg5AnEmptySourceNeverBlanks",  kToGoogle,  kHubSpot, "-", "",  "b", {""},  {"b"}},
        {"Mrg5GoogleIsTheSource",         kToHubSpot, kHubSpot, "-", "a", "b", {"b"}, {"b"}},
        {"Mrg7HubSpotIsDefault",          kBoth,      kHubSpot, "o", "a", "b", {"a"}, {"a"}},
        {"Mrg7GoogleIsDefault",           kBoth,      kGoogle,  "o", "a", "b", {"b"}, {"b"}},
        {"Mrg8TheSameEdit",               kBoth,      kHubSpot, "o", "a", "a", {"a"}, {"a"}},
        {"Mrg9HubSpotEdited",             kBoth,      kGoogle,  "o", "a", "o", {"a"}, {"a"}},
        {"Mrg9GoogleEdited",              kBoth,      kHubSpot, "o", "o", "b", {"b"}, {"b"}},
        {"Mrg10ClearedInHubSpot",         kBoth,      kGoogle,  "o", "",  "o", {""},  {""}},
        {"Mrg10ClearedInGoogle",          kBoth,      kHubSpot, "o", "o", "",  {""},  {""}},
        {"Mrg11ClearAgainstEdit",         kBoth,      kHubSpot, "o", "",  "b", {"b"}, {"b"}},
        {"Dir7TheTargetsEditStays",       kToGoogle,  kHubSpot, "o", "o", "b", {"o"}, {"b"}},
        {"Dir7UntilTheSourceChanges",     kToGoogle,  kGoogle,  "o", "a", "b", {"a"}, {"a"}},
        {"Dir7TheOtherWay",               kToHubSpot, kHubSpot, "o", "a", "o", {"a"}, {"o"}},
        {"Dir7SourceClearedTargetEdited", kToGoogle,  kHubSpot, "o", "",  "b", {"", ""}, {"b", ""}},
    }),
    [](const auto& row) { return row.param.name; });
// clang-format on

rc::Gen<std::string> a_value() { return rc::gen::element<std::string>("", "a", "b", "c"); }

/// QUI-1: what a pass has left, the next one leaves alone.
RC_GTEST_PROP(WholePassLaws, ASecondPassChangesNothing,
              (bool is_two_way, bool to_google, bool google_is_default, bool has_met)) {
  const Direction direction = is_two_way ? kBoth : to_google ? kToGoogle : kToHubSpot;
  const Service default_app = google_is_default ? kGoogle : kHubSpot;
  const Cell cell{*a_value(), *a_value(), has_met ? std::optional(*a_value()) : std::nullopt};
  for (const Cell& after : synced(cell, direction, default_app)) {
    RC_ASSERT(synced(after, direction, default_app) == std::vector<Cell>{after});
    RC_ASSERT(direction != kBoth || after.hubspot == after.google);
    RC_ASSERT(direction != kToGoogle || after.hubspot == cell.hubspot);
    RC_ASSERT(direction != kToHubSpot || after.google == cell.google);
  }
}

TEST(DrawnWorld, IsTheSameForTheSameSeedAndOneThatTheModelAllows) {
  std::size_t disturbed = 0;
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    const Draft draft = draw(seed);
    ASSERT_TRUE(reckon(draft)) << "seed " << seed;
    ASSERT_EQ(draw(seed).steps.size(), draft.steps.size());
    disturbed += is_disturbed(draft) ? 1U : 0U;
  }
  EXPECT_GT(disturbed, 500U);
  EXPECT_LT(disturbed, 1'500U);
}

}  // namespace
}  // namespace lockstep::explore
