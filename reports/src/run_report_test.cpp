#include "lockstep/report/run_report.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "lockstep/report/read_events.h"

#include "golden.h"

namespace lockstep::report {
namespace {

struct PassRow {
  const char* name;
  scenario::PassEnded pass;
  bool is_unusual;
  const char* described;
  const char* last_words;
};

void PrintTo(const PassRow& row, std::ostream* out) { *out << row.name; }

class PassEnds : public testing::TestWithParam<PassRow> {};

TEST_P(PassEnds, AreToldInALine) {
  EXPECT_EQ(is_unusual(GetParam().pass), GetParam().is_unusual);
  EXPECT_EQ(describe_pass(GetParam().pass), GetParam().described);
  EXPECT_EQ(last_words(GetParam().pass), GetParam().last_words);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, PassEnds, testing::ValuesIn(std::vector<PassRow>{
    {"Usual",      {"s", 1, "came to its end", "", "one\ntwo", false},     false, "pass 1 came to its end",                 "two"},
    {"LeftOthers", {"s", 1, "came to its end", "", "", true},              true,  "pass 1 came to its end; it left processes behind, which were killed", ""},
    {"Hung",       {"s", 2, "hung", "no end within 60 s", " a \r\n \n", false}, true, "pass 2 hung: no end within 60 s",    "a"},
    {"OnlyBlanks", {"s", 2, "hung", "", " \n\t\n", false},                 true,  "pass 2 hung",                            ""},
    {"SaidAlready", {"s", 3, "gave up", "exit code 1; its last line: boom", "x\nboom\n", false}, true, "pass 3 gave up: exit code 1; its last line: boom", ""},
}), [](const auto& row) { return row.param.name; });
// clang-format on

struct TellingRow {
  const char* name;
  scenario::PassEnded pass;
  const char* check;  ///< Message of a check of the scenario.
  bool is_telling;
};

void PrintTo(const TellingRow& row, std::ostream* out) { *out << row.name; }

class TellingPasses : public testing::TestWithParam<TellingRow> {};

TEST_P(TellingPasses, AreThoseThatNoCheckTells) {
  ScenarioReport scenario;
  scenario.pass_ends = {GetParam().pass};
  scenario.checks.emplace_back().message = GetParam().check;
  EXPECT_EQ(telling_passes(scenario).size(), GetParam().is_telling ? 1U : 0U);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, TellingPasses, testing::ValuesIn(std::vector<TellingRow>{
    {"Usual",      {"s", 1, "came to its end", "", "hello", false}, "",              false},
    {"NoCheck",    {"s", 2, "hung", "", "", false},                 "pass 1 hung",   true},
    {"Check",      {"s", 2, "hung", "", "", false},                 "pass 2 hung",   false},
    {"MoreWords",  {"s", 2, "hung", "", "boom", false},             "pass 2 hung",   true},
    {"LeftOthers", {"s", 2, "hung", "", "", true},                  "pass 2 hung",   true},
}), [](const auto& row) { return row.param.name; });
// clang-format on

struct HeadlineRow {
  const char* name;
  void (*change)(RunReport& run);
  const char* headline;
};

void PrintTo(const HeadlineRow& row, std::ostream* out) { *out << row.name; }

class Headline : public testing::TestWithParam<HeadlineRow> {};

TEST_P(Headline, IsTheWorstThatCanBeSaid) {
  RunReport run = read_events(golden("events.jsonl"), "events.jsonl").value();
  GetParam().change(run);
  EXPECT_EQ(headline(run), GetParam().headline);
}

void pass_all(RunReport& run) {
  run.waivers.clear();
  for (RuleReport& rule : run.rules) {
    rule.verdict = Verdict::pass;
  }
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, Headline, testing::ValuesIn(std::vector<HeadlineRow>{
    {"Config",     [](RunReport& run) { run.config_mistakes.push_back({"a", "b", "c"}); }, "1 mistake of configuration; nothing was judged"},
    {"Incomplete", [](RunReport& run) { run.complete = false; },                           "The run is incomplete"},
    {"Failed",     [](RunReport& /*run*/) {},                                              "3 rules do not hold"},
    {"OddCode",    [](RunReport& run) { pass_all(run); },                                  "The run did not succeed"},
    {"Waiver",     [](RunReport& run) { auto waivers = run.waivers; pass_all(run); run.waivers = waivers; }, "1 waiver is out of date or too broad"},
    {"Good",       [](RunReport& run) { pass_all(run); run.exit_code = 0; },               "Every MUST that was judged holds"},
}), [](const auto& row) { return row.param.name; });
// clang-format on

}  // namespace
}  // namespace lockstep::report
