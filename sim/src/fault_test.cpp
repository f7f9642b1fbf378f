#include "lockstep/sim/fault.h"

#include <gtest/gtest.h>

namespace lockstep::sim {
namespace {

TEST(FaultNames, RoundTripForEveryKindAndMoment) {
  for (std::size_t index = 0; index < kFaultKindCount; ++index) {
    const auto kind = static_cast<FaultKind>(index);
    EXPECT_EQ(parse_fault_kind(to_string(kind)), kind);
    EXPECT_EQ(kind_of(make_fault(kind)), kind);
  }
  EXPECT_EQ(to_string(FaultKind::commit_then_lose_answer), "commit-then-lose-answer");
  EXPECT_EQ(kind_of(CrashConnector{}), FaultKind::crash_connector);
  EXPECT_EQ(parse_crash_moment("committed"), CrashMoment::committed);
  EXPECT_EQ(parse_fault_kind("lose_request"), std::nullopt);
  EXPECT_EQ(parse_crash_moment("later"), std::nullopt);
}

TEST(MatchesOperation, ExactOrPrefixAndServiceWhereItIsNamed) {
  struct Row {
    const char* pattern;
    Service service;
    const char* operation;
    bool matches;
  };
  for (const Row& row : {
           // clang-format off
           Row{"people.get",         Service::google,  "people.get",         true},
           Row{"people.get",         Service::google,  "people.getBatchGet", false},
           Row{"people.*",           Service::google,  "people.getBatchGet", true},
           Row{"*",                  Service::hubspot, "oauth.token",        true},
           Row{"google/oauth.token", Service::hubspot, "oauth.token",        false},
           Row{"google/oauth.token", Service::google,  "oauth.token",        true},
           Row{"hubspot/*",          Service::google,  "oauth.token",        false},
           Row{"people.get|people.batch*", Service::google, "people.batchCreateContacts", true},
           Row{"people.get|people.batch*", Service::google, "people.createContact",       false},
           // clang-format on
       }) {
    EXPECT_EQ(matches_operation(row.pattern, row.service, row.operation), row.matches)
        << row.pattern << " " << row.operation;
  }
}

TEST(FaultPlan, SpoilsTheRequestsThatItsRuleNames) {
  FaultPlan plan;
  plan.add({.operation = "people.*", .fault = LoseRequest{}, .first = 2, .count = 2});
  std::vector<bool> spoiled;
  for (int request = 0; request < 5; ++request) {
    spoiled.push_back(plan.next(Service::google, "people.get").has_value());
    static_cast<void>(plan.next(Service::hubspot, "crm.contacts.create"));
  }
  EXPECT_EQ(spoiled, (std::vector<bool>{false, true, true, false, false}));
}

TEST(FaultPlan, ARuleForOneAccountNeitherSpoilsNorCountsTheRequestsOfAnother) {
  FaultPlan plan;
  plan.add({.operation = "people.*", .fault = LoseRequest{}, .first = 2, .account = "b@x.example"});
  std::vector<bool> spoiled;
  for (const char* const account : {"b@x.example", "a@x.example", "", "b@x.example"}) {
    spoiled.push_back(plan.next(Service::google, "people.get", account).has_value());
  }
  EXPECT_EQ(spoiled, (std::vector<bool>{false, false, false, true}));
}

TEST(FaultPlan, TheFirstDueRuleDecidesAndTheOtherWaits) {
  FaultPlan plan;
  plan.add({.operation = "people.get", .fault = LoseRequest{}});
  plan.add({.operation = "*", .fault = Truncate{}});
  EXPECT_EQ(kind_of(plan.next(Service::google, "people.get")->fault), FaultKind::lose_request);
  EXPECT_EQ(kind_of(plan.next(Service::google, "people.get")->fault), FaultKind::truncate);
}

TEST(FaultPlan, ARuleIsUnreachedUntilItsFaultHadAnEffect) {
  FaultPlan plan;
  plan.add({.operation = "people.get", .fault = LoseRequest{}});
  plan.add({.operation = "people.create*", .fault = Truncate{}});
  const auto due = plan.next(Service::google, "people.get");
  EXPECT_EQ(plan.unreached().size(), 2U);
  plan.reached(due->rule);
  ASSERT_EQ(plan.unreached().size(), 1U);
  EXPECT_EQ(plan.unreached().front().operation, "people.create*");
  EXPECT_EQ(plan.times_reached(0), 1U);
  EXPECT_TRUE(plan.contains(FaultKind::truncate));
  EXPECT_FALSE(plan.contains(FaultKind::stall));
}

}  // namespace
}  // namespace lockstep::sim
