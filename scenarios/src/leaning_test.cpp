#include "lockstep/scenario/leaning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lockstep/base/rulebook.h"
#include "lockstep/sim/fidelity.h"

namespace lockstep::scenario {
namespace {

using testing::HasSubstr;

sim::JournalEntry update_of_google() {
  sim::JournalEntry entry;
  entry.source = "google";
  entry.operation = "people.updateContact";
  return entry;
}

const sim::FidelityEntry& entry_of(const Leaning& leaning) {
  return *std::ranges::find(sim::fidelity_ledger(), leaning.behaviour, &sim::FidelityEntry::id);
}

TEST(Leanings, AreBehavioursThatRestOnAFactOfTheRule) {
  // Of G118–119 and F96–97, among others.
  const std::vector<Leaning> leanings = leanings_of_rule("CON-3");
  for (const Leaning& leaning : leanings) {
    EXPECT_EQ(leaning.status, sim::to_string(entry_of(leaning).status));
  }
  EXPECT_FALSE(leanings.empty());
  EXPECT_TRUE(leanings_of_rule("XXX-1").empty());
}

TEST(Leanings, AreWhatIsUnsureOfTheOperationsThatShowIt) {
  sim::Journal journal;
  journal.append(update_of_google());
  CheckResult check;
  check.rule = "DIR-1";  // Which cites no fact about a service.
  EXPECT_TRUE(leanings_of(check, journal).empty());
  check.exchanges = {1};
  const std::vector<Leaning> leanings = leanings_of(check, journal);
  EXPECT_FALSE(leanings.empty());
  for (const Leaning& leaning : leanings) {
    EXPECT_THAT(leaning.status, testing::AnyOf("inferred", "assumed"));
    EXPECT_THAT(std::string(entry_of(leaning).operations), HasSubstr("people.updateContact"));
  }
}

TEST(Leanings, AreFewAndTheLeastSureComeFirst) {
  sim::Journal journal;
  journal.append(update_of_google());
  for (const RuleInfo& rule : kRules) {
    CheckResult check;
    check.rule = rule.id;
    check.exchanges = {1};
    const std::vector<Leaning> leanings = leanings_of(check, journal);
    EXPECT_LE(leanings.size(), kLeaningsMax);
    EXPECT_TRUE(std::ranges::is_sorted(leanings, std::greater{}, [](const Leaning& leaning) {
      return std::ranges::find(sim::kEvidences, leaning.status,
                               [](sim::Evidence evidence) { return to_string(evidence); });
    })) << rule.id;
  }
}

}  // namespace
}  // namespace lockstep::scenario
