#include "lockstep/scenario/program_connector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "lockstep/scenario/temporary_folder.h"

namespace lockstep::scenario {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A connector that does what `verbs` say (test/odd_connector.cpp).
ConnectorFile odd(std::vector<std::string> verbs,
                  ProgramMode mode = ProgramMode::process_per_pass) {
  ConnectorFile file;
  file.info.name = "Odd";
  file.info.claims = {std::begin(kClaims), std::end(kClaims)};
  file.program = LOCKSTEP_ODD_CONNECTOR;
  file.command = {LOCKSTEP_ODD_CONNECTOR};
  file.command.insert(file.command.end(), verbs.begin(), verbs.end());
  file.working_directory = "/";
  file.mode = mode;
  return file;
}

/// A folder with a configuration that names only what the odd connector asks for.
class Place {
 public:
  Place() : folder_(TemporaryFolder::make()) {
    EXPECT_TRUE(folder_);
    std::ofstream(config()) << nlohmann::json{{"state_dir", folder_->path().string()}};
  }
  [[nodiscard]] std::filesystem::path config() const { return folder_->path() / "config.json"; }
  [[nodiscard]] std::string read(const char* name) const {
    std::ifstream in(folder_->path() / name);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

 private:
  Result<TemporaryFolder> folder_;
};

WorldAccess no_world(bool crashed = false) {
  WorldAccess world;
  world.crashed = [crashed] { return crashed; };
  return world;
}

PassOutcome pass_of(ConnectorFile file, const Place& place = Place()) {
  const auto connector = make_program_connector(file);
  EXPECT_TRUE(connector->start(no_world()));
  PassOutcome outcome = connector->sync(place.config());
  connector->stop();
  return outcome;
}

TEST(Program, ThatExitsWithZeroHasDoneItsPass) {
  const PassOutcome outcome = pass_of(odd({}));
  EXPECT_EQ(outcome.end, PassEnd::done);
  EXPECT_FALSE(outcome.left_processes);
}

TEST(Program, ThatExitsOtherwiseGaveUpAndItsLastWordsAreKept) {
  const PassOutcome outcome = pass_of(odd({"say:the sea is rough", "exit:3"}));
  EXPECT_EQ(outcome.end, PassEnd::failed);
  EXPECT_EQ(outcome.message, "exit code 3; its last line: the sea is rough");
}

TEST(Program, ThatASignalEndsDied) {
  const PassOutcome outcome = pass_of(odd({"signal:15"}));
  EXPECT_EQ(outcome.end, PassEnd::died);
  EXPECT_EQ(outcome.message, "ended by signal 15 (SIGTERM), and said nothing");
}

TEST(Program, ThatDoesNotEndHung) {
  ConnectorFile file = odd({"say:waiting", "hang"});
  file.pass_time = Duration(200);
  const PassOutcome outcome = pass_of(file);
  EXPECT_EQ(outcome.end, PassEnd::hung);
  EXPECT_THAT(outcome.message, HasSubstr("its last line: waiting"));
}

TEST(Program, ThatSaysTooMuchFloodedAndIsStopped) {
  ConnectorFile file = odd({"flood"});
  file.output_bytes_max = 1'000'000;
  const PassOutcome outcome = pass_of(file);
  EXPECT_EQ(outcome.end, PassEnd::flooded);
  EXPECT_EQ(outcome.words.size(), 2'000U) << "only the end is kept";
}

TEST(Program, ThatIsNotThereCouldNotBeStarted) {
  ConnectorFile file = odd({});
  file.program = "/nowhere/at/all";
  const PassOutcome outcome = pass_of(file);
  EXPECT_EQ(outcome.end, PassEnd::not_started);
  EXPECT_THAT(outcome.message, HasSubstr("No such file or directory"));
}

class Descendant : public testing::TestWithParam<const char*> {};

TEST_P(Descendant, ThatOutlivesThePassIsKilledAndTold) {
  const Place place;
  const PassOutcome outcome = pass_of(odd({GetParam()}), place);
  EXPECT_EQ(outcome.end, PassEnd::done);
  EXPECT_TRUE(outcome.left_processes);
  const pid_t child = std::stoi(place.read("child"));
  EXPECT_EQ(kill(child, 0), -1) << "process " << child << " is still there";
}

TEST_P(Descendant, OfAProgramThatHangsIsKilledWithIt) {
  const Place place;
  ConnectorFile file = odd({GetParam(), "hang"});
  file.pass_time = Duration(3'000);  // Real time: it has to come as far as hanging.
  EXPECT_EQ(pass_of(file, place).end, PassEnd::hung);
  EXPECT_EQ(kill(std::stoi(place.read("child")), 0), -1);
}

INSTANTIATE_TEST_SUITE_P(, Descendant, testing::Values("child", "session"));

TEST(Program, GetsTheEnvironmentOfItsFileAndNoneOfLockstepsOwn) {
  setenv("LOCKSTEP_SECRET", "1", 1);  // NOLINT(concurrency-mt-unsafe)
  ConnectorFile file = odd({});
  file.program = "/usr/bin/env";
  file.command = {"env"};
  file.environment = {{"COLOUR", "blue"}};
  const Place place;
  const auto connector = make_program_connector(file);
  ASSERT_TRUE(connector->start(no_world()));
  file.command = {"env", "sh", "-c", "env >&2; exit 1"};
  const PassOutcome outcome = pass_of(file, place);
  EXPECT_THAT(outcome.words, HasSubstr("COLOUR=blue\n"));
  EXPECT_THAT(outcome.words, HasSubstr("LOCKSTEP_CONFIG=" + place.config().string() + "\n"));
  EXPECT_THAT(outcome.words, testing::Not(HasSubstr("LOCKSTEP_SECRET")));
  unsetenv("LOCKSTEP_SECRET");  // NOLINT(concurrency-mt-unsafe)
}

ConnectorFile long_running(std::vector<std::string> verbs) {
  return odd(std::move(verbs), ProgramMode::long_running);
}

TEST(LongRunningProgram, AnswersEachCommandInItsTurn) {
  const auto connector = make_program_connector(long_running(
      {"read-command", "say:a log line", R"(answer:{"done":"sync","pass":1,"ok":true})",
       "read-command", R"(answer:{"done":"sync","pass":2,"ok":false,"message":"no more"})"}));
  const Place place;
  ASSERT_TRUE(connector->start(no_world()));
  EXPECT_EQ(connector->sync(place.config()).end, PassEnd::done);
  const PassOutcome second = connector->sync(place.config());
  EXPECT_EQ(second.end, PassEnd::failed);
  EXPECT_EQ(second.message, "no more");
  connector->stop();
}

TEST(LongRunningProgram, IsStartedAnewAfterItHasEnded) {
  const auto connector = make_program_connector(long_running({"read-command", "exit:0"}));
  const Place place;
  ASSERT_TRUE(connector->start(no_world()));
  for (int pass = 0; pass < 2; ++pass) {
    const PassOutcome outcome = connector->sync(place.config());
    EXPECT_EQ(outcome.end, PassEnd::left_protocol);
    EXPECT_THAT(outcome.message, StartsWith("it ended before it had answered"));
  }
  connector->stop();
}

TEST(LongRunningProgram, ThatAnswersSomethingElseLeftTheProtocol) {
  const PassOutcome outcome =
      pass_of(long_running({"read-command", R"(answer:{"done":"sync","pass":7,"ok":true})"}));
  EXPECT_EQ(outcome.end, PassEnd::left_protocol);
  EXPECT_THAT(outcome.message, HasSubstr(R"("pass":7)"));
}

TEST(LongRunningProgram, ThatOnlyRepeatsItsInputLeftTheProtocol) {
  ConnectorFile file = long_running({});
  file.program = "/bin/cat";
  file.command = {"cat"};
  EXPECT_EQ(pass_of(file).end, PassEnd::left_protocol);
}

TEST(LongRunningProgram, ThatDoesNotReadHangs) {
  ConnectorFile file = long_running({"hang"});
  file.pass_time = Duration(100);
  file.start_time = Duration(100);
  EXPECT_EQ(pass_of(file).end, PassEnd::hung);
}

TEST(LongRunningProgram, ThatDoesNotEndWithItsInputIsKilled) {
  EXPECT_EQ(pass_of(long_running({"read-command", R"(answer:{"done":"sync","pass":1,"ok":true})",
                                  "child", "hang"}))
                .end,
            PassEnd::done);
}

TEST(Program, ThatTheScenarioKilledIsNoFailure) {
  const auto connector = make_program_connector(odd({"hang"}));
  const Place place;
  ASSERT_TRUE(connector->start(no_world(/*crashed=*/true)));
  const std::jthread killer([&](const std::stop_token& over) {
    while (!over.stop_requested()) {  // Before the start there is nothing to kill.
      connector->kill();
    }
  });
  EXPECT_EQ(connector->sync(place.config()).end, PassEnd::killed);
}

}  // namespace
}  // namespace lockstep::scenario
