// A declared failure is waived as it was declared, and not a day or a check longer.

#include "lockstep/scenario/waiver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "published_schema.h"

namespace lockstep::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kToday = "2026-11-28";

Waiver a_waiver() {
  Waiver waiver;
  waiver.rule = "MAP-1";
  waiver.scenarios = {"mapping/*"};
  waiver.message = "the address";
  waiver.reason = "not mapped yet";
  waiver.issue = "https://tracker.example/8";
  waiver.owner = "Ben";
  waiver.expires = "2027-03-31";
  return waiver;
}

CheckResult a_check(Verdict verdict, const std::string& message = "the address of ann differs",
                    const std::string& scenario = "mapping/a", const std::string& rule = "MAP-1") {
  CheckResult check;
  check.rule = rule;
  check.verdict = verdict;
  check.scenario = scenario;
  check.message = message;
  return check;
}

/// The faults of each waiver, after `checks`, which are changed as a run would.
std::vector<std::string> faults_of(const std::vector<Waiver>& waivers,
                                   std::vector<CheckResult>& checks, bool whole = true) {
  Waiving waiving(waivers, kToday);
  for (CheckResult& check : checks) {
    waiving.apply(check);
  }
  std::vector<std::string> faults;
  for (const WaiverOutcome& outcome : waiving.outcomes(whole)) {
    for (const WaiverOutcome::Mistake& mistake : outcome.mistakes) {
      faults.push_back(mistake.fault);
    }
  }
  return faults;
}

TEST(Waiving, MakesAFailureThatWasDeclaredAWaivedOne) {
  std::vector<CheckResult> checks = {a_check(Verdict::fail)};
  EXPECT_THAT(faults_of({a_waiver()}, checks), IsEmpty());
  EXPECT_EQ(checks[0].verdict, Verdict::waived);
  EXPECT_EQ(checks[0].waiver, 0U);
}

struct UntouchedRow {
  const char* name;
  CheckResult check;
};

void PrintTo(const UntouchedRow& row, std::ostream* out) { *out << row.name; }

class Untouched : public testing::TestWithParam<UntouchedRow> {};

TEST_P(Untouched, KeepsItsVerdict) {
  Waiver waiver = a_waiver();
  Waiving waiving({waiver}, kToday);
  CheckResult check = GetParam().check;
  waiving.apply(check);
  EXPECT_EQ(check, GetParam().check);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Untouched,
    testing::Values(UntouchedRow{"OtherRule", a_check(Verdict::fail, "the address of ann differs",
                                                      "mapping/a", "MAP-2")},
                    UntouchedRow{"OtherScenario",
                                 a_check(Verdict::fail, "the address of ann differs", "match/a")},
                    UntouchedRow{"OtherMessage", a_check(Verdict::fail, "ann's address differs")},
                    UntouchedRow{"Passes", a_check(Verdict::pass)},
                    UntouchedRow{"HarnessError", a_check(Verdict::harness_error)},
                    UntouchedRow{"NotExercised", a_check(Verdict::not_exercised)}),
    [](const auto& row) { return row.param.name; });

struct FaultRow {
  const char* name;
  std::string expires;
  std::vector<CheckResult> checks;
  std::vector<std::string> faults;
  std::vector<Verdict> verdicts;
};

void PrintTo(const FaultRow& row, std::ostream* out) { *out << row.name; }

class WaiverFaults : public testing::TestWithParam<FaultRow> {};

TEST_P(WaiverFaults, FailTheRun) {
  Waiver waiver = a_waiver();
  waiver.expires = GetParam().expires;
  std::vector<CheckResult> checks = GetParam().checks;
  EXPECT_EQ(faults_of({waiver}, checks), GetParam().faults);
  std::vector<Verdict> verdicts;
  for (const CheckResult& check : checks) {
    verdicts.push_back(check.verdict);
  }
  EXPECT_EQ(verdicts, GetParam().verdicts);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WaiverFaults,
    testing::ValuesIn(std::vector<FaultRow>{
        {"OnItsLastDayItHolds", kToday, {a_check(Verdict::fail)}, {}, {Verdict::waived}},
        {"ADayLaterItIsExpired",
         "2026-11-27",
         {a_check(Verdict::fail)},
         {"expired"},
         {Verdict::fail}},
        {"ExpiredEvenIfNothingFails",
         "2026-11-27",
         {a_check(Verdict::pass)},
         {"expired", "stale"},
         {Verdict::pass}},
        {"StaleWhereNothingFails",
         "2027-03-31",
         {a_check(Verdict::pass)},
         {"stale"},
         {Verdict::pass}},
        {"StaleWhereNothingIsJudged", "2027-03-31", {}, {"stale"}, {}},
        {"TooBroad",
         "2027-03-31",
         {a_check(Verdict::fail), a_check(Verdict::fail)},
         {"over-broad"},
         {Verdict::waived, Verdict::fail}},
        {"FailingDifferently",
         "2027-03-31",
         {a_check(Verdict::fail, "another message")},
         {"failing differently"},
         {Verdict::fail}},
    }),
    [](const auto& row) { return row.param.name; });

TEST(Waiving, CallsNothingStaleAfterAPartOfTheCatalogue) {
  std::vector<CheckResult> checks = {a_check(Verdict::pass)};
  EXPECT_THAT(faults_of({a_waiver()}, checks, /*whole=*/false), IsEmpty());
}

TEST(Waiving, LetsTheNextWaiverTakeWhatTheFirstHasNoRoomFor) {
  std::vector<CheckResult> checks = {a_check(Verdict::fail), a_check(Verdict::fail)};
  EXPECT_THAT(faults_of({a_waiver(), a_waiver()}, checks), IsEmpty());
  EXPECT_EQ(checks[1].waiver, 1U);
}

TEST(Mended, AddsWhatFailsAndDropsWhatIsStale) {
  Waiver stale = a_waiver();
  stale.message = "the company";
  Waiver roomy = a_waiver();
  roomy.most = 9;
  std::vector<CheckResult> checks = {a_check(Verdict::fail),
                                     a_check(Verdict::fail, "x", "merge/b", "MRG-1"),
                                     a_check(Verdict::fail, "x", "merge/c", "MRG-1"),
                                     a_check(Verdict::warn, "slow", "merge/c", "MRG-14")};
  Waiving waiving({roomy, stale}, kToday);
  for (CheckResult& check : checks) {
    waiving.apply(check);
  }
  const std::vector<Waiver> waivers = mended(waiving.outcomes(true), checks, "2027-02-26");
  ASSERT_EQ(waivers.size(), 2U);
  EXPECT_EQ(waivers[0].most, 1U) << "as many as it covered";
  EXPECT_EQ(waivers[1].rule, "MRG-1");
  EXPECT_THAT(waivers[1].scenarios, ElementsAre("merge/b", "merge/c"));
  EXPECT_EQ(waivers[1].most, 2U);
  EXPECT_EQ(waivers[1].reason, "") << "which somebody has to write";
}

TEST(Mended, LeavesWhatIsTooBroadToItsOwner) {
  std::vector<CheckResult> checks = {a_check(Verdict::fail), a_check(Verdict::fail)};
  Waiving waiving({a_waiver()}, kToday);
  for (CheckResult& check : checks) {
    waiving.apply(check);
  }
  EXPECT_THAT(mended(waiving.outcomes(true), checks, "2027-02-26"), ElementsAre(a_waiver()));
}

TEST(WaiverFile, IsReadBackAsItWasWrittenAndAsItsSchemaSays) {
  const std::string text = to_text({a_waiver()});
  EXPECT_EQ(refusal_by("waivers", Json::parse(text)), "");
  Result<std::vector<Waiver>> read = parse_waivers(text, "waivers.json");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().line, 3);
  read->front().line = 0;
  EXPECT_THAT(*read, ElementsAre(a_waiver()));
}

struct MistakeRow {
  const char* name;
  const char* patch;  ///< Over a right waiver.
  const char* message;
};

void PrintTo(const MistakeRow& row, std::ostream* out) { *out << row.name; }

class WaiverMistake : public testing::TestWithParam<MistakeRow> {};

TEST_P(WaiverMistake, IsPointedAt) {
  Json json = Json::parse(to_text({a_waiver()}));
  json["waivers"][0].merge_patch(Json::parse(GetParam().patch));
  const Result<std::vector<Waiver>> read = parse_waivers(json.dump(1), "waivers.json");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::invalid_input);
  EXPECT_THAT(read.error().message, HasSubstr(GetParam().message));
  EXPECT_THAT(read.error().source, HasSubstr("waivers.json:"));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WaiverMistake,
    testing::Values(MistakeRow{"NoSuchRule", R"({"rule":"MAP-99"})", "no rule"},
                    MistakeRow{"OfAShould", R"({"rule":"MRG-14"})", "is no MUST"},
                    MistakeRow{"NoReason", R"({"reason":" "})", "\"reason\" is empty"},
                    MistakeRow{"MissingOwner", R"({"owner":null})", "owner"},
                    MistakeRow{"AnyMessage", R"({"message":""})", "\"message\" is empty"},
                    MistakeRow{"NoUrl", R"({"issue":"JIRA-8"})", "must be a URL"},
                    MistakeRow{"NoDay", R"({"expires":"2027-02-29"})", "must be a day"},
                    MistakeRow{"Never", R"({"expires":"never"})", "must be a day"},
                    MistakeRow{"NoScenario", R"({"scenarios":[]})", "names none"},
                    MistakeRow{"None", R"({"most":0})", "at least 1"},
                    MistakeRow{"UnknownKey", R"({"untill":"2027-01-01"})", "untill"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lockstep::scenario
