// What the command line promises whoever mistypes: one line, a hint, the right exit code, and
// nothing half-written.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <string>
#include <vector>

#include "child_process.h"

namespace lockstep::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Row {
  const char* name;
  std::vector<std::string> arguments;
  int exit_code;
  const char* err;  ///< In the one line.
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class WrongUse : public testing::TestWithParam<Row> {};

TEST_P(WrongUse, IsOneClearLineAndTheRightExitCode) {
  const Ended ended = run_lockstep(GetParam().arguments);
  EXPECT_EQ(ended.exit_code, GetParam().exit_code) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr(GetParam().err));
  EXPECT_EQ(std::ranges::count(ended.err, '\n'), 1) << ended.err;
  EXPECT_EQ(ended.out, "");
}

const std::string kFiles = LOCKSTEP_TEST_FILES;

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, WrongUse, testing::ValuesIn(std::vector<Row>{
    {"UnknownCommand",   {"certfy"},                                  2, "did you mean \"certify\"?"},
    {"FarFromAny",       {"xyzzy"},                                   2, "lockstep --help"},
    {"UnknownOption",    {"rules", "--aria", "MRG"},                  2, "see lockstep rules --help"},
    {"UnknownArea",      {"rules", "--area", "ABC"},                  2, "areas: CON, DIR"},
    {"UnknownStatus",    {"fidelity", "--status", "known"},           2, "statuses: documented, observed"},
    {"UnknownRule",      {"explain", "MRG-77"},                       2, "did you mean MRG-7?"},
    {"NoFile",           {"run"},                                     2, "FILE is required"},
    {"NoSpecs",          {"certify", "--specs", "/nowhere"},          2, "/nowhere: "},
    {"MissingFile",      {"run", "nowhere.jsonc"},                    2, "nowhere.jsonc"},
    {"ScenarioTypo",     {"run", kFiles + "/typo.jsonc"},             2, "typo.jsonc:7: "},
    {"ScenarioRule",     {"run", kFiles + "/unknown_rule.jsonc"},     2, "unknown_rule.jsonc:4: "},
    {"SeedNotANumber",   {"run", "a.jsonc", "--seed", "abc"},         2, "--seed"},
    {"BothDoors",        {"run", "a.jsonc", "--http", "--in-process"}, 2, "--http"},
    {"NothingFits",      {"certify", "--only", "no-such-scenario"},   2, "no scenario fits"},
    {"NoCatalogue",      {"certify", "--suites", "/nowhere"},         2, "/nowhere: "},
    {"OutIsNoFolder",    {"certify", "--only", "MAT-1", "--out", "/dev/null/out"}, 4, "/dev/null/out: "},
    {"ShardOfNothing",   {"explore", "--shard", "9/8"},               2, "must be a part of a whole"},
    {"NoSuchSmallWorld", {"explore", "--small", "--seed", "99999"},   2, "small worlds have the numbers 1 to"},
    {"NoMutant",         {"explore", "--mutant", "good"},             2, "there is no mutant \"good\""},
    {"MergeOfNoFile",    {"merge", "nowhere.json"},                   2, "nowhere.json"},
    {"PortOutOfRange",   {"serve", "--port-google", "70000"},         2, "--port-google"},
    {"NoConfig",         {"sync"},                                    2, "--config is required"},
    {"MissingConfig",    {"sync", "--config", "nowhere.json"},        2, "nowhere.json"},
    {"ConfigTypo",       {"sync", "--config", kFiles + "/typo.json"}, 2, "typo.json:8: "},
    {"NoPackage",        {"verify", "nowhere.zip"},                   2, "no such package"},
    {"NoRun",            {"diff", "nowhere.jsonl", "x"},              2, "nowhere.jsonl"},
    {"DiffFormat",       {"diff", "a", "b", "--format", "xlsx"},      2, "--format"},
    {"RecordToNowhere",  {"record"},                                  2, "--out is required"},
    {"RecordNoUrl",      {"record", "--out", "r", "--google", "people"}, 2, "people: no URL"},
    {"RawWithAKey",      {"record", "--out", "r", "--raw", "--key", "k"}, 2, "--raw"},
    {"NoHar",            {"import", "nowhere.har", "--out", "r"},     2, "nowhere.har"},
    {"HarTypo",          {"import", kFiles + "/typo.json", "--out", "r"}, 2, "log.entries"},
    {"NoRecording",      {"drift", kFiles + "/typo.json"},            2, "typo.json:1: "},
    {"LiftsNoRecording", {"lift", kFiles + "/typo.json", "--out", "x.jsonc"}, 2, "typo.json:1: "},
    {"LiftToNowhere",    {"lift", kFiles + "/typo.json"},             2, "--out is required"},
    {"ReplaysNothing",   {"replay"},                                  2, "FILE is required"},
    {"ReplaysATypo",     {"replay", kFiles + "/typo.jsonc"},          2, "typo.jsonc:7: "},
    {"NoWaivers",        {"certify", "--waivers", "nowhere.json"},    2, "nowhere.json"},
    {"NoSuchDay",        {"certify", "--waivers", "w", "--today", "2027-02-30"}, 2, "must be a day"},
    {"FixWithoutFile",   {"certify", "--fix"},                        2, "--waivers"},
    {"SignNothing",      {"certify", "--sign", "key.pem"},            2, "--package"},
    {"NothingToKill",    {"certify", "--only", "MAT-1", "--crash-matrix"}, 2, "no scenario of this run fits"},
    {"NoEvents",         {"render", "nowhere.jsonl", "--out", "x"},   2, "nowhere.jsonl"},
    {"UnknownFormat",    {"render", "e.jsonl", "--format", "xlsx"},   2, "formats: json, html"},
    {"FormatTypo",       {"render", "e.jsonl", "--format", "juni"},   2, "did you mean \"junit\"?"},
    {"TwoFormats",       {"render", "e.jsonl", "--format", "html", "--json"}, 2, "--json"},
}), [](const auto& row) { return row.param.name; });
// clang-format on

class Help : public testing::TestWithParam<const char*> {};

TEST_P(Help, HasAnExample) {
  const Ended ended = run_lockstep({GetParam(), "--help"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.out, HasSubstr("Example"));
  EXPECT_THAT(ended.out, HasSubstr(std::string("lockstep ") + GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Commands, Help,
                         testing::Values("certify", "verify", "diff", "run", "rules", "explain",
                                         "fidelity", "serve", "record", "import", "drift", "lift",
                                         "replay", "sync", "render"),
                         [](const auto& row) { return std::string(row.param); });

TEST(CommandLine, WithoutACommandTheHelpIsAnErrorOfUse) {
  const Ended ended = run_lockstep({});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("Examples:"));
}

TEST(CommandLine, TellsItsVersion) {
  EXPECT_THAT(run_lockstep({"--version"}).out, StartsWith("lockstep "));
}

class Answers : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(Answers, AreSaidInTheLastLineToBeHeldAgainstTheDescriptionsOrNot) {
  const Ended ended = run_lockstep(GetParam());
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  const std::string last = ended.out.substr(ended.out.rfind('\n', ended.out.size() - 2) + 1);
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const bool are_there = std::getenv("LOCKSTEP_SPECS") != nullptr;
  EXPECT_THAT(last, StartsWith(are_there ? "Answers:   held against the services' own"
                                         : "Answers:   not held against the services' own"));
}

const std::string kScenario = std::string(LOCKSTEP_SUITES) + "/match/same-email-pairs.jsonc";

INSTANTIATE_TEST_SUITE_P(
    Commands, Answers,
    testing::Values(std::vector<std::string>{"run", kScenario, "--in-process"},
                    std::vector<std::string>{"replay", kScenario, "--in-process"},
                    std::vector<std::string>{"explore", "--runs", "2", "--seed", "9"}),
    [](const auto& row) { return row.param[0]; });

TEST(Render, PrintsAFormatWithTheExitCodeOfTheRun) {
  const Ended ended = run_lockstep({"render", kFiles + "/cut_short.jsonl", "--format", "badge"});
  EXPECT_EQ(ended.exit_code, 5);
  EXPECT_THAT(ended.out, StartsWith("{\"schemaVersion\":1,"));
  EXPECT_EQ(ended.err, "") << "nothing was written, so there is nothing to tell";
}

TEST(Render, WithoutAFormatPrintsText) {
  const Ended ended = run_lockstep({"render", kFiles + "/cut_short.jsonl"});
  EXPECT_EQ(ended.exit_code, 5);
  EXPECT_THAT(ended.out, StartsWith("Lockstep 0.1.0: Acme 1"));
}

TEST(Explain, NamesTheScenariosThatJudgeARule) {
  const Ended ended = run_lockstep({"explain", "phn-8"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.out, StartsWith("PHN-8  MUST  phones"));
  EXPECT_THAT(ended.out, HasSubstr("Scenarios: "));
}

}  // namespace
}  // namespace lockstep::cli
