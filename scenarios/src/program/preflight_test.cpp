// Mistakes of configuration, each told apart from anything that a connector does wrong.

#include "lockstep/scenario/preflight.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/program_connector.h"
#include "lockstep/scenario/temporary_folder.h"

#include "program/report_files.h"

namespace lockstep::scenario {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

struct MistakeRow {
  const char* name;
  const char* patch;    ///< Over the right file; or the whole text if it is no object.
  const char* message;  ///< A part of it.
  const char* hint;
};

std::ostream& operator<<(std::ostream& out, const MistakeRow& row) { return out << row.name; }

Json right_file() {
  return {
      {"name", "Odd"},
      {"version", "1"},
      {"vendor", "Tests"},
      {"command",
       {LOCKSTEP_ODD_CONNECTOR, "token:hubspot", "read:hubspot", "token:google", "read:google"}},
      {"claims", {"two_way"}}};
}

/// The files that the rows name, in a folder of their own.
class FileMistake : public testing::TestWithParam<MistakeRow> {
 protected:
  FileMistake() : folder_(TemporaryFolder::make()) {
    EXPECT_TRUE(folder_);
    std::ofstream(path("plain.txt")) << "no program\n";
    write_executable("no-format", "echo hello\n");
    write_executable("no-interpreter", "#!/no/such/interpreter -x\n");
    std::filesystem::create_directory(path("folder"));
  }

  [[nodiscard]] std::filesystem::path path(const char* name) const {
    return folder_->path() / name;
  }

 private:
  void write_executable(const char* name, const char* text) const {
    std::ofstream(path(name)) << text;
    std::filesystem::permissions(path(name), std::filesystem::perms::owner_all);
  }

  Result<TemporaryFolder> folder_;
};

TEST_P(FileMistake, IsFoundWithAHint) {
  const Json patch = Json::parse(GetParam().patch, nullptr, false);
  Json file = right_file();
  std::string text = GetParam().patch;
  if (patch.is_object()) {
    file.merge_patch(patch);
    text = file.dump(1);
  }
  const LoadedConnector loaded = parse_connector_file(text, path("connector.json"));
  EXPECT_FALSE(loaded.file);
  ASSERT_THAT(loaded.mistakes, testing::SizeIs(1)) << text;
  EXPECT_THAT(loaded.mistakes.front().where, testing::StartsWith("connector.json"));
  EXPECT_THAT(loaded.mistakes.front().message, HasSubstr(GetParam().message));
  EXPECT_THAT(loaded.mistakes.front().hint, HasSubstr(GetParam().hint));
  EXPECT_FALSE(loaded.mistakes.front().hint.empty());
}

INSTANTIATE_TEST_SUITE_P(
    , FileMistake,
    testing::ValuesIn<MistakeRow>({
        // clang-format off
        {"NotJson",               "{\"name\": ",                              "",                                     "the file is JSON"},
        {"AList",                 "[]",                                       "must be an object",                    "begin with"},
        {"AnUnknownKey",          R"({"comand": []})",                        R"(did you mean "command"?)",           "docs/connector_protocol.md"},
        {"NoName",                R"({"name": null})",                        "\"name\"",                             ""},
        {"AnEmptyName",           R"({"name": "  "})",                        "printable text of 1 to 200 bytes",     "certificate"},
        {"ANameOfTwoLines",       R"({"name": "a\nb"})",                      "printable text of 1 to 200 bytes",     "certificate"},
        {"AVersionThatIsANumber", R"({"version": 2})",                        "\"version\"",                          ""},
        {"NoVendor",              R"({"vendor": null})",                      "\"vendor\"",                           ""},
        {"NoCommand",             R"({"command": null})",                     "\"command\"",                          ""},
        {"ACommandAsText",        R"({"command": "node connector.mjs"})",     "\"command\"",                          ""},
        {"AnEmptyCommand",        R"({"command": []})",                       "names no program",                     "as a list"},
        {"AZeroByteInTheCommand", R"({"command": ["env", "a\u0000b"]})",      "a zero byte",                          ""},
        {"NoSuchProgramInPath",   R"({"command": ["no-such-program-here"]})", "no program \"no-such-program-here\" in PATH", "./no-such-program-here"},
        {"NoSuchPath",            R"({"command": ["./connector"]})",          "there is no program",                  "starts from the working directory"},
        {"AFolderAsProgram",      R"({"command": ["./folder"]})",             "this is a folder",                     "name the program in it"},
        {"NotExecutable",         R"({"command": ["./plain.txt"]})",          "not executable",                       "chmod +x"},
        {"NoProgramAtAll",        R"({"command": ["./no-format"]})",          "neither a program nor a script",       "#!/usr/bin/env"},
        {"NoInterpreter",         R"({"command": ["./no-interpreter"]})",     "/no/such/interpreter",                 "install it"},
        {"NoWorkingDirectory",    R"({"working_directory": "nowhere"})",      "is no folder",                         "starts from the folder of connector.json"},
        {"AFileAsDirectory",      R"({"working_directory": "plain.txt"})",    "is no folder",                         ""},
        {"AnUnknownMode",         R"({"mode": "longrunning"})",               "did you mean \"long-running\"?",       "leave it out"},
        {"AnEnvironmentAsList",   R"({"environment": ["A=b"]})",              "must be an object",                    R"({"NAME": "value"})"},
        {"AVariableAsNumber",     R"({"environment": {"PORT": 80}})",         "must be text",                         "into quotes"},
        {"AVariableWithoutName",  R"({"environment": {"A=B": "c"}})",         "cannot be called \"A=B\"",             "no equals sign"},
        {"AVariableOfLockstep",   R"({"environment": {"LOCKSTEP_CONFIG": "x"}})", "Lockstep's own",                   "does not begin with LOCKSTEP_"},
        {"NoClaims",              R"({"claims": null})",                      "\"claims\"",                           ""},
        {"AnUnknownClaim",        R"({"claims": ["two_way", "heath"]})",      "did you mean \"health\"?",             "the claims are: "},
        {"AClaimTwice",           R"({"claims": ["two_way", "two_way"]})",    "claimed twice",                        "once"},
        {"NoDirection",           R"({"claims": ["health"]})",                "no direction is claimed",              "two_way, to_google and to_hubspot"},
        {"OtherContactsAlone",    R"({"claims": ["two_way", "other_contacts"]})", "without \"filters\"",              "claim filters"},
        {"OtherContactsOutwards", R"({"claims": ["to_google", "filters", "other_contacts"]})", "without a direction to HubSpot", "to_hubspot"},
        {"NoTimeForAPass",        R"({"pass_seconds": 0})",                   "from 1 to 3600",                       "leave it out for 60"},
        {"TooMuchTimeForAPass",   R"({"pass_seconds": 86400})",               "from 1 to 3600",                       ""},
        {"AStartAsText",          R"({"start_seconds": "10"})",               "from 1 to 300",                        ""},
        {"TooMuchOutput",         R"({"output_bytes_max": 99999999999})",     "from 1 to 1073741824",                 ""},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(ConnectorFile, AllMistakesAreToldAtOnceEachWithItsLine) {
  const LoadedConnector loaded = parse_connector_file(
      "{\"name\": \"\",\n \"command\": [],\n \"claims\": [\"heath\"], // none\n \"mod\": 1}",
      "/connector.json");
  std::vector<std::string> places;
  for (const ConfigMistake& mistake : loaded.mistakes) {
    places.push_back(mistake.where);
  }
  EXPECT_THAT(places, testing::IsSupersetOf({"connector.json:1", "connector.json:2",
                                             "connector.json:3", "connector.json:4"}));
}

TEST(ConnectorFile, ThatIsMissingIsAMistakeAndAFolderStandsForTheFileInIt) {
  EXPECT_THAT(load_connector_file("/no/such/connector.json").mistakes, testing::SizeIs(1));
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  EXPECT_EQ(load_connector_file(folder->path()).mistakes.front().where,
            (folder->path() / "connector.json").string());
}

struct RunRow {
  const char* name;
  std::vector<std::string> verbs;
  const char* claims;
  const char* where;
  const char* message;
};

std::ostream& operator<<(std::ostream& out, const RunRow& row) { return out << row.name; }

constexpr const char* kEmptyHealth = R"(write:health.json={"connections": []})";

const std::vector<std::string> kAll = {"token:hubspot", "read:hubspot", "token:google",
                                       "read:google"};

std::vector<std::string> all_and(std::vector<std::string> more) {
  std::vector<std::string> verbs = kAll;
  verbs.insert(verbs.end(), more.begin(), more.end());
  return verbs;
}

ConnectorFile file_of(const RunRow& row) {
  Json json = right_file();
  json["command"] = row.verbs;
  json["command"].insert(json["command"].begin(), LOCKSTEP_ODD_CONNECTOR);
  json["claims"] = Json::parse(row.claims);
  if (std::string_view(row.name) == "Hangs") {
    json["pass_seconds"] = 1;  // Of real time: all others end by themselves, however busy it is.
  }
  json["output_bytes_max"] = 100'000;
  if (std::string_view(row.name).starts_with("LongRunning")) {
    json["mode"] = "long-running";
  }
  const LoadedConnector loaded = parse_connector_file(json.dump(), "/connector.json");
  EXPECT_TRUE(loaded.file) << loaded.mistakes.front().message;
  return *loaded.file;
}

class RunMistake : public testing::TestWithParam<RunRow> {};

TEST_P(RunMistake, IsFoundByTheFirstPass) {
  const auto connector = make_program_connector(file_of(GetParam()));
  const auto mistakes = preflight(*connector);
  ASSERT_TRUE(mistakes);
  ASSERT_FALSE(mistakes->empty());
  EXPECT_EQ(mistakes->front().where, GetParam().where);
  EXPECT_THAT(mistakes->front().message, HasSubstr(GetParam().message));
  EXPECT_FALSE(mistakes->front().hint.empty());
}

INSTANTIATE_TEST_SUITE_P(
    , RunMistake,
    testing::ValuesIn<RunRow>({
        // clang-format off
        {"GivesUp",               {"say:no module", "exit:1"},                  R"(["two_way"])", "the first pass", "gave up: exit code 1; its last line: no module"},
        {"Dies",                  {"signal:6"},                                 R"(["two_way"])", "the first pass", "signal 6 (SIGABRT)"},
        {"Hangs",                 {"hang"},                                     R"(["two_way"])", "the first pass", "it hung"},
        {"Floods",                {"flood"},                                    R"(["two_way"])", "the first pass", "it flooded"},
        {"LongRunningDoesNotAnswer", {"read-command"},                          R"(["two_way"])", "the first pass", "left the protocol"},
        {"ReachesNothing",        {},                                           R"(["two_way"])", "the first pass", "sent no request"},
        {"NoTokenOfHubSpot",      {"token:google", "read:google"},              R"(["two_way"])", "HubSpot",        "no access token was asked for"},
        {"NoTokenOfGoogle",       {"token:hubspot", "read:hubspot"},            R"(["two_way"])", "Google",         "no access token was asked for"},
        {"AWrongSecret",          {"wrong-token:hubspot", "token:google", "read:google"}, R"(["two_way"])", "HubSpot", "every request for an access token was refused: 4"},
        {"ATokenThatIsNotSent",   {"token:hubspot", "read:hubspot", "token:google", "wrong-token:google", "read:google"}, R"(["two_way"])", "Google", "refused with 401"},
        {"AWrongPath",            {"token:hubspot", "wander:hubspot", "token:google", "read:google"}, R"(["two_way"])", "HubSpot", "GET /v9/nowhere"},
        {"ReadsNothing",          {"token:hubspot", "read:hubspot", "token:google"}, R"(["two_way"])", "Google",    "nothing was read"},
        {"OneWayReadsNothing",    {"token:hubspot", "read:hubspot", "token:google"}, R"(["to_google"])", "Google",  "nothing was read"},
        {"NoHealth",              kAll,                                         R"(["two_way", "health"])", "health.json", "left no such file"},
        {"HealthThatIsNotJson",   all_and({"write:health.json={"}),             R"(["two_way", "health"])", "health.json:1", ""},
        {"HealthWithoutList",     all_and({"write:health.json={}"}),            R"(["two_way", "health"])", "health.json:1", "connections"},
        {"HealthWithoutCounts",   all_and({R"(write:health.json={"connections": [{"id": "main", "connection_state": "ok", "records": []}]})"}), R"(["two_way", "health"])", "health.json:1", "counts"},
        {"AStateThatIsNone",      all_and({R"(write:health.json={"connections": [{"id": "main", "connection_state": "fine", "counts": {"in_sync": 0, "excluded": 0, "failing": 0, "pending": 0}, "records": []}]})"}), R"(["two_way", "health"])", "health.json:1", "fine"},
        {"NoRefused",             all_and({kEmptyHealth}),                      R"(["two_way", "health", "refused"])", "refused.json", "left no such file"},
        {"NoConflicts",           kAll,                                         R"(["two_way", "conflicts"])", "conflicts.json", "left no such file"},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(Preflight, FindsNothingWrongWithAConnectorThatOnlyReads) {
  const RunRow row{"Fine", all_and({kEmptyHealth}), R"(["two_way", "health"])", "", ""};
  const auto mistakes = preflight(*make_program_connector(file_of(row)));
  ASSERT_TRUE(mistakes);
  EXPECT_THAT(*mistakes, testing::IsEmpty()) << "what it did to the contacts is not judged here";
}

TEST(Preflight, FindsNothingWrongWithTheBuiltInEngine) {
  const auto mistakes = preflight(*make_builtin_connector(Door::http));
  ASSERT_TRUE(mistakes);
  EXPECT_THAT(*mistakes, testing::IsEmpty());
}

}  // namespace
}  // namespace lockstep::scenario
