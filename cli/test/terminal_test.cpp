// What `lockstep` writes to a terminal, and what it does not write anywhere else; and what it
// renders for other tools.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "child_process.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

/// The output of a shell's command line, its errors included.
std::string shell(const std::string& line) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(line.c_str(), "r"), pclose);
  std::string text;
  char buffer[4096];
  for (std::size_t count = 0; (count = fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) {
    text.append(buffer, count);
  }
  return text;
}

constexpr const char* kRender = LOCKSTEP_PROGRAM " render " LOCKSTEP_GOLDEN_EVENTS;

struct ColourRow {
  const char* name;
  const char* environment;
  bool is_terminal;
  bool is_coloured;
};

void PrintTo(const ColourRow& row, std::ostream* out) { *out << row.name; }

class Colour : public testing::TestWithParam<ColourRow> {};

TEST_P(Colour, IsWhereTheStreamAndTheEnvironmentWantIt) {
  const std::string environment =
      std::string("env -u NO_COLOR -u CLICOLOR_FORCE -u CI TERM=xterm ") + GetParam().environment;
  const std::string text = shell(GetParam().is_terminal ? environment + " script -qec '" + kRender +
                                                              "' /dev/null </dev/null 2>&1"
                                                        : environment + " " + kRender + " 2>&1");
  ASSERT_THAT(text, HasSubstr("PHN-8"));
  EXPECT_EQ(text.find("\x1b[1;31mfail") != std::string::npos, GetParam().is_coloured) << text;
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, Colour, testing::ValuesIn(std::vector<ColourRow>{
    {"Terminal",       "",                              true,  true},
    {"Pipe",           "",                              false, false},
    {"NoColor",        "NO_COLOR=1",                    true,  false},
    {"EmptyNoColor",   "NO_COLOR=",                     true,  true},
    {"Dumb",           "TERM=dumb",                     true,  false},
    {"Forced",         "CLICOLOR_FORCE=1",              false, true},
    {"ForcedBy0",      "CLICOLOR_FORCE=0",              false, false},
    {"NoColorIsFirst", "NO_COLOR=1 CLICOLOR_FORCE=1",   false, false},
    {"Ci",             "CI=true",                       true,  true},
}), [](const auto& row) { return row.param.name; });
// clang-format on

struct ProgressRow {
  const char* name;
  const char* environment;
  bool is_written_over;
};

void PrintTo(const ProgressRow& row, std::ostream* out) { *out << row.name; }

class ProgressLine : public testing::TestWithParam<ProgressRow> {};

TEST_P(ProgressLine, IsWrittenOverOnlyWhereSomebodyLooks) {
  const std::string folder = testing::TempDir() + "lockstep_progress_" + GetParam().name;
  const std::string text = shell(std::string("env -u CI TERM=xterm ") + GetParam().environment +
                                 " script -qec '" LOCKSTEP_PROGRAM
                                 " certify --in-process --only match/same-email-pairs --out " +
                                 folder + "' /dev/null </dev/null 2>&1");
  ASSERT_THAT(text, HasSubstr("Report:"));
  EXPECT_EQ(text.find("\r\x1b[K") != std::string::npos, GetParam().is_written_over) << text;
}

INSTANTIATE_TEST_SUITE_P(Rows, ProgressLine,
                         testing::ValuesIn(std::vector<ProgressRow>{{"Terminal", "", true},
                                                                    {"Ci", "CI=true", false},
                                                                    {"Dumb", "TERM=dumb", false}}),
                         [](const auto& row) { return row.param.name; });

TEST(CountedLine, TellsOnATerminalHowFarImportAndDriftAre) {
  const std::string har = testing::TempDir() + "lockstep_counted.har";
  const std::string recording = testing::TempDir() + "lockstep_counted.jsonl";
  std::filesystem::remove(recording);
  std::ofstream(har) << R"({"log":{"entries":[{"startedDateTime":"2026-03-02T09:00:00Z",
    "request":{"method":"GET","url":"https://api.hubapi.com/crm/v3/objects/contacts/7","headers":[]},
    "response":{"status":404,"headers":[],"content":{"size":2,"text":"{}"}}}]}})";
  const auto on_a_terminal = [](const std::string& arguments) {
    return shell("env -u CI TERM=xterm script -qec '" LOCKSTEP_PROGRAM " " + arguments +
                 "' /dev/null </dev/null 2>&1");
  };
  EXPECT_THAT(on_a_terminal("import " + har + " --raw --out " + recording),
              HasSubstr("exchanges written: 1 of 1"));
  EXPECT_THAT(on_a_terminal("drift " + recording), HasSubstr("exchanges compared: 1 of 1"));
  const std::string piped = shell(LOCKSTEP_PROGRAM " drift " + recording + " 2>&1");
  EXPECT_THAT(piped, testing::Not(HasSubstr("1 of 1")));
}

Ended render(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"render", LOCKSTEP_GOLDEN_EVENTS});
  return run_lockstep(arguments);
}

TEST(RenderForTools, PrintsATraceOfWhatFailedOrOfOneScenario) {
  const Ended failed = render({"--format", "chrome-trace"});
  EXPECT_EQ(failed.exit_code, 1);
  EXPECT_THAT(failed.out, HasSubstr("HubSpot: phones/phone-changes-in-hubspot"));
  const Ended one = render({"--format", "chrome-trace", "--scenario", "match/same-email-pairs"});
  EXPECT_EQ(Json::parse(one.out)["traceEvents"][0]["args"]["name"], "HubSpot");
  const Ended none = render({"--format", "chrome-trace", "--scenario", "match/same-email-pair"});
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.err, HasSubstr("did you mean \"match/same-email-pairs\"?"));
}

TEST(RenderForTools, PrintsAnArchiveOfOneScenario) {
  const Ended one = render({"--format", "har", "--scenario", "phones/phone-changes-in-hubspot"});
  EXPECT_EQ(Json::parse(one.out)["log"]["entries"].size(), 1U);
  const Ended several = render({"--format", "har"});
  EXPECT_EQ(several.exit_code, 2);
  EXPECT_THAT(several.err, HasSubstr("--scenario phones/phone-changes-in-hubspot"));
}

TEST(RenderForTools, WritesAllureResultsIntoAFolderThatIsNewOrEmpty) {
  const std::filesystem::path folder = testing::TempDir() + "lockstep_allure";
  std::filesystem::remove_all(folder);
  EXPECT_EQ(render({"--format", "allure"}).exit_code, 2);
  EXPECT_EQ(render({"--format", "allure", "--out", folder.string()}).exit_code, 1);
  EXPECT_FALSE(std::filesystem::is_empty(folder));
  const Ended again = render({"--format", "allure", "--out", folder.string()});
  EXPECT_EQ(again.exit_code, 2) << again.err;
}

}  // namespace
}  // namespace lockstep::cli
