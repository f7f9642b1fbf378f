#include "lockstep/scenario/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/rulebook.h"

namespace lockstep::scenario {
namespace {

CheckResult check(const char* rule, Verdict verdict, const char* scenario = "area/a") {
  CheckResult result;
  result.rule = rule;
  result.verdict = verdict;
  result.scenario = scenario;
  return result;
}

const RuleVerdict& of(const std::vector<RuleVerdict>& rules, std::string_view id) {
  return *std::ranges::find(rules, id, &RuleVerdict::rule);
}

/// Every MUST is exercised and holds.
std::vector<CheckResult> all_pass() {
  std::vector<CheckResult> checks;
  for (const RuleInfo& rule : kRules) {
    checks.push_back(check(std::string(rule.id).c_str(), Verdict::pass));
  }
  return checks;
}

TEST(Verdict, EveryNameIsReadBack) {
  for (const Verdict verdict : kVerdicts) {
    EXPECT_EQ(parse_verdict(to_string(verdict)), verdict);
  }
  EXPECT_EQ(parse_verdict("passed"), std::nullopt);
}

TEST(Verdict, ABrokenCheckSaysWhatTheKindOfItsRuleSays) {
  EXPECT_EQ(verdict_of_broken(RuleKind::must), Verdict::fail);
  EXPECT_EQ(verdict_of_broken(RuleKind::should), Verdict::warn);
  EXPECT_EQ(verdict_of_broken(RuleKind::choice), Verdict::variant);
}

struct WorstRow {
  const char* name;
  std::vector<Verdict> given;
  Verdict worst;
};

class WorstOf : public testing::TestWithParam<WorstRow> {};

TEST_P(WorstOf, OneVerdictStandsForAll) {
  VerdictCounts counts;
  for (const Verdict verdict : GetParam().given) {
    counts.add(verdict);
  }
  EXPECT_EQ(worst_of(counts), GetParam().worst);
  EXPECT_EQ(counts.total(), GetParam().given.size());
}

INSTANTIATE_TEST_SUITE_P(
    , WorstOf,
    testing::ValuesIn<WorstRow>({
        // clang-format off
        {"NothingIsNotExercised",        {},                                                     Verdict::not_exercised},
        {"AFailOutweighsAHarnessError",  {Verdict::harness_error, Verdict::fail, Verdict::pass}, Verdict::fail},
        {"AHarnessErrorOutweighsAPass",  {Verdict::pass, Verdict::harness_error},                Verdict::harness_error},
        {"OnePassIsEnough",              {Verdict::not_exercised, Verdict::pass},                Verdict::pass},
        {"APassHidesNotApplicable",      {Verdict::not_applicable, Verdict::pass},               Verdict::pass},
        {"NotApplicableIsMoreThanNone",  {Verdict::not_exercised, Verdict::not_applicable},      Verdict::not_applicable},
        {"AVariantOutweighsAPass",       {Verdict::pass, Verdict::variant},                      Verdict::variant},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(RollUp, EveryRuleOfTheRulebookStandsInIt) {
  const std::vector<RuleVerdict> rules = roll_up({});
  ASSERT_EQ(rules.size(), kRules.size());
  EXPECT_THAT(rules, testing::Each(testing::Field(&RuleVerdict::verdict, Verdict::not_exercised)));
}

TEST(RollUp, ARuleCollectsItsChecksOverScenarios) {
  const auto rules =
      roll_up({check("MRG-3", Verdict::pass, "b"), check("MRG-3", Verdict::fail, "a"),
               check("MRG-3", Verdict::pass, "b"), check("DIR-1", Verdict::pass)});
  const RuleVerdict& rule = of(rules, "MRG-3");
  EXPECT_EQ(rule.verdict, Verdict::fail);
  EXPECT_EQ(rule.counts.of(Verdict::pass), 2U);
  EXPECT_THAT(rule.scenarios, testing::ElementsAre("a", "b"));
  EXPECT_EQ(of(rules, "DIR-1").verdict, Verdict::pass);
}

TEST(Certificate, IsGrantedWhenEverythingHolds) {
  const Certificate certificate = certificate_for(roll_up(all_pass()));
  EXPECT_TRUE(certificate.granted);
  EXPECT_THAT(certificate.obstacles, testing::IsEmpty());
}

struct CertificateRow {
  const char* name;
  const char* rule;
  Verdict verdict;
  bool granted;
  int exit_code;
};

class CertificateTable : public testing::TestWithParam<CertificateRow> {};

TEST_P(CertificateTable, OneVerdictDecides) {
  std::vector<CheckResult> checks = all_pass();
  std::erase_if(checks, [](const CheckResult& made) { return made.rule == GetParam().rule; });
  checks.push_back(check(GetParam().rule, GetParam().verdict));
  const std::vector<RuleVerdict> rules = roll_up(checks);
  EXPECT_EQ(certificate_for(rules).granted, GetParam().granted);
  EXPECT_EQ(exit_code_for(rules), GetParam().exit_code);
}

INSTANTIATE_TEST_SUITE_P(
    , CertificateTable,
    testing::ValuesIn<CertificateRow>({
        // clang-format off
        {"AFailedMustForbidsIt",            "DIR-1",  Verdict::fail,           false, 1},
        {"AHarnessErrorForbidsIt",          "MAP-8",  Verdict::harness_error,  false, 1},
        {"AMustNotExercisedForbidsIt",      "DIR-1",  Verdict::not_exercised,  false, 0},
        {"AShouldNotExercisedDoesNot",      "MAP-3",  Verdict::not_exercised,  true,  0},
        {"AChoiceNotExercisedDoesNot",      "MAP-8",  Verdict::not_exercised,  true,  0},
        {"AWarningDoesNot",                 "MAP-3",  Verdict::warn,           true,  0},
        {"AVariantDoesNot",                 "MAP-8",  Verdict::variant,        true,  0},
        {"NotApplicableDoesNot",            "MAP-2",  Verdict::not_applicable, true,  0},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

}  // namespace
}  // namespace lockstep::scenario
