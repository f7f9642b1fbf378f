// The model by which random worlds are judged, held against the rulebook's own sentences.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "explore/cell.h"
#include "explore/draw.h"
#include "explore/model.h"

namespace lockstep::explore {
namespace {

/// "-" is the base of a pair that has never met; "" is empty.
struct MergeRow {
  const char* name;
  const char* rule;
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
                  has_met ? std::optional(Base{row.base, row.base}) : std::nullopt};
  std::set<std::pair<std::string, std::string>> allowed;
  for (std::size_t at = 0; at < row.hubspot_after.size(); ++at) {
    allowed.emplace(row.hubspot_after[at], row.google_after[at]);
  }
  std::set<std::pair<std::string, std::string>> left;
  const Synced result = synced(cell, row.direction, row.default_app);
  for (const Cell& after : result.cells) {
    left.emplace(after.hubspot, after.google);
    EXPECT_TRUE(after.base);
  }
  EXPECT_EQ(left, allowed);
  EXPECT_EQ(result.rule, row.rule);
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
        {"Mrg1EqualAtFirst",              "MRG-1",  kBoth,      kHubSpot, "-", "a", "a", {"a"}, {"a"}},
        {"Mrg2OnlyHubSpotKnowsIt",        "MRG-2",  kBoth,      kHubSpot, "-", "a", "",  {"a"}, {"a"}},
        {"Mrg2OnlyGoogleKnowsIt",         "MRG-2",  kBoth,      kGoogle,  "-", "",  "b", {"b"}, {"b"}},
        {"Mrg4GooglesEmptyDoesNotWin",    "MRG-4",  kBoth,      kGoogle,  "-", "a", "",  {"a"}, {"a"}},
        {"Mrg4HubSpotsEmptyDoesNotWin",   "MRG-4",  kBoth,      kHubSpot, "-", "",  "b", {"b"}, {"b"}},
        {"Mrg3HubSpotIsDefault",          "MRG-3",  kBoth,      kHubSpot, "-", "a", "b", {"a"}, {"a"}},
        {"Mrg3GoogleIsDefault",           "MRG-3",  kBoth,      kGoogle,  "-", "a", "b", {"b"}, {"b"}},
        {"Mrg5HubSpotIsTheSource",        "MRG-5",  kToGoogle,  kGoogle,  "-", "a", "b", {"a"}, {"a"}},
        {"Mrg5AnEmptySourceNeverBlanks",  "MRG-5",  kToGoogle,  kHubSpot, "-", "",  "b", {""},  {"b"}},
        {"Mrg5GoogleIsTheSource",         "MRG-5",  kToHubSpot, kHubSpot, "-", "a", "b", {"b"}, {"b"}},
        {"Mrg7HubSpotIsDefault",          "MRG-7",  kBoth,      kHubSpot, "o", "a", "b", {"a"}, {"a"}},
        {"Mrg7GoogleIsDefault",           "MRG-7",  kBoth,      kGoogle,  "o", "a", "b", {"b"}, {"b"}},
        {"Mrg8TheSameEdit",               "MRG-8",  kBoth,      kHubSpot, "o", "a", "a", {"a"}, {"a"}},
        {"Mrg9HubSpotEdited",             "MRG-9",  kBoth,      kGoogle,  "o", "a", "o", {"a"}, {"a"}},
        {"Mrg9GoogleEdited",              "MRG-9",  kBoth,      kHubSpot, "o", "o", "b", {"b"}, {"b"}},
        {"Mrg10ClearedInHubSpot",         "MRG-10", kBoth,      kGoogle,  "o", "",  "o", {""},  {""}},
        {"Mrg10ClearedInGoogle",          "MRG-10", kBoth,      kHubSpot, "o", "o", "",  {""},  {""}},
        {"Mrg11ClearAgainstEdit",         "MRG-11", kBoth,      kHubSpot, "o", "",  "b", {"b"}, {"b"}},
        {"Dir7TheTargetsEditStays",       "DIR-7",  kToGoogle,  kHubSpot, "o", "o", "b", {"o"}, {"b"}},
        {"Dir7UntilTheSourceChanges",     "DIR-7",  kToGoogle,  kGoogle,  "o", "a", "b", {"a"}, {"a"}},
        {"Dir7TheOtherWay",               "DIR-7",  kToHubSpot, kHubSpot, "o", "a", "o", {"a"}, {"o"}},
        {"Mrg11OrDir7SourceCleared",      "MRG-11", kToGoogle,  kHubSpot, "o", "",  "b", {"", ""}, {"b", ""}},
    }),
    [](const auto& row) { return row.param.name; });
// clang-format on

rc::Gen<std::string> a_value() { return rc::gen::element<std::string>("", "a", "b", "c"); }

/// QUI-1: what a pass has left, the next one leaves alone.
RC_GTEST_PROP(WholePassLaws, ASecondPassChangesNothing,
              (bool is_two_way, bool to_google, bool google_is_default, bool has_met)) {
  const Direction direction = is_two_way ? kBoth : to_google ? kToGoogle : kToHubSpot;
  const Service default_app = google_is_default ? kGoogle : kHubSpot;
  const Cell cell{*a_value(), *a_value(),
                  has_met ? std::optional(Base{*a_value(), *a_value()}) : std::nullopt};
  for (const Cell& after : synced(cell, direction, default_app).cells) {
    for (const Cell& later : synced(after, direction, default_app).cells) {
      RC_ASSERT(later.hubspot == after.hubspot && later.google == after.google);
    }
    RC_ASSERT(direction != kBoth || after.hubspot == after.google);
    RC_ASSERT(direction != kToGoogle || after.hubspot == cell.hubspot);
    RC_ASSERT(direction != kToHubSpot || after.google == cell.google);
  }
}

TEST(DrawnWorld, IsTheSameForTheSameSeedAndOneThatTheModelAllows) {
  std::size_t disturbed = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    const Draft draft = draw(seed);
    ASSERT_TRUE(reckon(draft)) << "seed " << seed;
    ASSERT_EQ(draw(seed).steps.size(), draft.steps.size());
    disturbed += is_disturbed(draft) ? 1U : 0U;
  }
  EXPECT_GT(disturbed, 150U);
  EXPECT_LT(disturbed, 450U);
}

TEST(DrawnWorld, AsksForNothingThatTheConnectorDoesNotClaim) {
  for (const Direction claimed :
       {Direction::to_google, Direction::to_hubspot, Direction::two_way}) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      const Draft draft = draw(seed, {.directions = {claimed}, .filters = false});
      std::vector<Settings> all{draft.settings};
      for (const Step& step : draft.steps) {
        if (const auto* const change = std::get_if<ChangeSettings>(&step)) {
          all.push_back(change->settings);
        }
      }
      for (const Settings& settings : all) {
        EXPECT_TRUE(settings.direction == claimed || settings.direction == Direction::none);
        EXPECT_FALSE(settings.lists || settings.stars);
      }
    }
  }
}

}  // namespace
}  // namespace lockstep::explore
