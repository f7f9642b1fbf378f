// All small worlds are there, each once; some of them are run.

#include "explore/small_worlds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>

#include "lockstep/scenario/builtin_connector.h"

#include "explore/campaign.h"
#include "explore/model.h"

namespace lockstep::explore {
namespace {

/// Sequences of at most four steps out of n: 1 + n + n² + n³ + n⁴.
constexpr std::uint64_t sequences(std::uint64_t n) { return (((n + 1) * n + 1) * n + 1) * n + 1; }

TEST(SmallWorlds, AreAsManyAsTheAlphabetAllows) {
  constexpr std::uint64_t kFaults = 1 + 2 * 4;  // None, or four troubles at two requests.
  // A step is a pass or an edit: one edit for a contact on one side, two for one on both.
  constexpr std::uint64_t kOne = 2 * sequences(1 + 1) + sequences(1 + 2);
  constexpr std::uint64_t kTwo =
      3 * sequences(1 + 1 + 1) + 2 * sequences(1 + 1 + 2) + sequences(1 + 2 + 2);
  EXPECT_EQ(small_world_count(), kFaults * (kOne + kTwo));
}

/// What tells small worlds apart, in few letters.
std::string key_of(const Draft& draft) {
  std::string key;
  for (const Person& person : draft.people) {
    key += person.hubspot ? (person.google ? "B" : "H") : "G";
  }
  for (const Fault& fault : draft.faults) {
    key += " " + fault.operation + fault.kind + fault.moment;
  }
  for (const Step& step : draft.steps) {
    const auto* const edit = std::get_if<Edit>(&step);
    key += edit == nullptr
               ? " pass"
               : " " + std::to_string(edit->person) + std::string(to_string(edit->side));
  }
  return key;
}

TEST(SmallWorlds, AreAllDifferentAndReckonedWith) {
  std::set<std::string> keys;
  for (std::uint64_t number = 1; number <= small_world_count(); ++number) {
    const Draft draft = small_world(number);
    keys.insert(key_of(draft));
    constexpr std::uint64_t kEvery = 19;  // Reckoning takes long; the command reckons with all.
    ASSERT_TRUE(number % kEvery != 0 || reckon(draft)) << number;
  }
  EXPECT_EQ(keys.size(), small_world_count());
}

TEST(SmallWorlds, AreGreenSomeOfThem) {
  CampaignOptions options;
  options.draw = small_world;
  options.runs = small_world_count();
  constexpr std::uint64_t kParts = 1'000;
  options.shard = {17, kParts};
  const CampaignResult result =
      run_campaign([] { return scenario::make_builtin_connector(scenario::Door::in_process); },
                   options)
          .value();
  EXPECT_THAT(reasons_for_red(result), testing::IsEmpty())
      << (result.findings.empty() ? "" : result.findings.front().scenario);
}

}  // namespace
}  // namespace lockstep::explore
