// Letting the sync into both accounts, as S2 to S4 say.

#include <gmock/gmock.h>

#include <csignal>

#include "connect_fixture.h"

namespace lockstep::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

using Connect = ConnectFixture;

TEST_F(Connect, StoresTheTokensForItsOwnerAloneAndSyncsNothing) {  // CON-1
  connect_both();
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(config()).permissions(),
            perms::owner_read | perms::owner_write);
  EXPECT_FALSE(connection()["hubspot_refresh_token"].get<std::string>().empty());
  EXPECT_FALSE(connection()["google_refresh_token"].get<std::string>().empty());
  EXPECT_EQ(connection()["enabled"], false);
  const Ended pass = run_lockstep({"sync", "--config", config(), "--json"});
  EXPECT_EQ(pass.exit_code, 0) << pass.err;
  EXPECT_EQ(Json::parse(pass.out)["connections"][0]["state"], "off");
  EXPECT_EQ(Json::parse(pass.out)["requests"], Json::object());
}

TEST_F(Connect, TellsTheAccountAndNoToken) {
  const auto process = connect();
  const Json page = event(*process, "open_page");
  EXPECT_THAT(page["url"], HasSubstr("/oauth/authorize?"));
  static_cast<void>(open_page(answer_consent_page(page["url"])));
  const Json hubspot = event(*process, "allowed");
  EXPECT_EQ(hubspot["service"], "hubspot");
  EXPECT_THAT(hubspot["account"].get<std::string>(), testing::MatchesRegex("[0-9]+"));
  static_cast<void>(answer(*process));
  std::string said = page.dump() + hubspot.dump() + event(*process, "allowed").dump();
  said += event(*process, "connected").dump();
  EXPECT_EQ(process->exit_code(), 0);
  for (const char* const token : {"hubspot_refresh_token", "google_refresh_token"}) {
    EXPECT_THAT(said, Not(HasSubstr(connection()[token].get<std::string>())));
  }
}

TEST_F(Connect, ADeniedConsentMakesNoHalfConnection) {  // CON-4
  const auto process = connect();
  static_cast<void>(answer(*process));
  event(*process, "allowed");
  EXPECT_THAT(answer(*process, {.allows = false}).body, HasSubstr("Access denied"));
  EXPECT_EQ(process->exit_code(), 1);
  EXPECT_FALSE(std::filesystem::exists(config()));
}

TEST_F(Connect, AConsentThatLeavesSomethingOutIsNone) {  // CON-4
  const auto process = connect();
  static_cast<void>(answer(*process));
  event(*process, "allowed");
  static_cast<void>(
      answer(*process, {.without = {"https://www.googleapis.com/auth/contacts.other.readonly"}}));
  EXPECT_EQ(process->exit_code(), 1);
  EXPECT_FALSE(std::filesystem::exists(config()));
}

TEST_F(Connect, OneAccountIsConnectedAnewAndTheRestStays) {  // CON-3
  connect_both({"--set-up"});
  ASSERT_EQ(run_lockstep({"on", "--config", config()}).exit_code, 0);
  const Json before = connection();
  const auto process = connect({"--only", "google"});
  static_cast<void>(answer(*process));
  event(*process, "allowed");
  EXPECT_EQ(event(*process, "connected")["on"], true);
  EXPECT_EQ(process->exit_code(), 0);
  Json after = connection();
  EXPECT_NE(after["google_refresh_token"], before["google_refresh_token"]);
  after["google_refresh_token"] = before["google_refresh_token"];
  EXPECT_EQ(after, before);
}

TEST_F(Connect, AnotherAccountIsNoReconnection) {  // Its pairs would be strangers.
  connect_both();
  std::string text = config_text();
  const std::string account = connection()["google_account"];
  text.replace(text.find(account), account.size(), "somebody-else");
  std::ofstream(config()) << text;
  const auto process = connect({"--only", "google"});
  static_cast<void>(answer(*process));
  event(*process, "allowed");
  EXPECT_EQ(process->exit_code(), 1);
  EXPECT_EQ(config_text(), text);
}

TEST_F(Connect, AStateThatIsLeftOverIsNotTakenOver) {
  std::filesystem::create_directories(config() + ".state");
  std::ofstream(config() + ".state/connection-main.sqlite") << "state";
  const Ended ended = run_lockstep({"connect", "--config", config(), "--no-browser"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("move it away"));
}

TEST_F(Connect, WhatOthersChangedMeanwhileStays) {
  connect_both({"--set-up"});
  ASSERT_EQ(run_lockstep({"on", "--config", config()}).exit_code, 0);
  const auto process = connect({"--only", "hubspot"});
  const std::string url = event(*process, "open_page")["url"];
  ASSERT_EQ(run_lockstep({"off", "--config", config()}).exit_code, 0);
  static_cast<void>(open_page(answer_consent_page(url)));
  event(*process, "allowed");
  EXPECT_EQ(event(*process, "connected")["on"], false);
}

TEST_F(Connect, AnAnswerToAnotherPageIsRefusedAndWaitingGoesOn) {
  const auto process = connect();
  const std::string url = event(*process, "open_page")["url"];
  std::string back = answer_consent_page(url);
  std::string forged = back;
  forged.replace(forged.find("state=") + 6, 3, "xxx");
  EXPECT_EQ(open_page(forged).status, 400);
  EXPECT_EQ(open_page(back.substr(0, back.find("/callback")) + "/favicon.ico").status, 404);
  EXPECT_EQ(open_page(back).status, 200);
  event(*process, "allowed");
}

TEST_F(Connect, NobodyAnswersInTime) {
  const Ended ended =
      run_lockstep({"connect", "--config", config(), "--no-browser", "--timeout", "50ms"});
  EXPECT_EQ(ended.exit_code, 5);
  EXPECT_THAT(ended.err, HasSubstr("nothing is changed"));
  EXPECT_FALSE(std::filesystem::exists(config()));
}

TEST_F(Connect, ASignalEndsTheWaiting) {
  const auto process = connect();
  event(*process, "open_page");
  process->send_signal(SIGTERM);
  EXPECT_EQ(process->exit_code(), 5);
}

TEST_F(Connect, ANewFileNeedsTheAppsCredentials) {
  unsetenv("LOCKSTEP_GOOGLE_CLIENT_SECRET");  // NOLINT(concurrency-mt-unsafe)
  const Ended ended = run_lockstep({"connect", "--config", config(), "--no-browser"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("LOCKSTEP_GOOGLE_CLIENT_SECRET must be in the environment"));
}

TEST_F(Connect, TheSetUpIsAskedFor) {  // S3 to S12
  ChildProcess process({"connect", "--config", config(), "--no-browser", "--ask"});
  const auto next_url = [&] {
    std::string line;
    while (line.find("http://") == std::string::npos) {
      line = process.read_line();
    }
    return line.substr(line.find("http://"));
  };
  static_cast<void>(open_page(answer_consent_page(next_url())));
  static_cast<void>(open_page(answer_consent_page(next_url())));
  // Set up; from Google; the folder, not the star; Google's value stands; turned on.
  process.write("y\n3\nmaybe\ny\n\n2\nyes\n");
  EXPECT_EQ(process.exit_code(), 0);
  EXPECT_EQ(connection()["hubspot"]["records"], "none");
  EXPECT_EQ(connection()["google"]["records"], "filter");
  EXPECT_EQ(connection()["google"]["filter"]["contacts_folder"], true);
  EXPECT_EQ(connection()["google"]["filter"]["starred"], false);
  EXPECT_EQ(connection()["default_app"], "google");
  EXPECT_EQ(connection()["enabled"], true);
}

TEST_F(Connect, FromTheFirstPageToContactsThatSync) {
  connect_both();
  ASSERT_EQ(run_lockstep({"settings", "--config", config(), "sync=two-way"}).exit_code, 0);
  ASSERT_EQ(run_lockstep({"on", "--config", config()}).exit_code, 0);
  const Ended pass = run_lockstep({"sync", "--config", config(), "--json"});
  EXPECT_EQ(pass.exit_code, 0) << pass.err;
  EXPECT_EQ(Json::parse(pass.out)["connections"][0]["state"], "ok");
}

}  // namespace
}  // namespace lockstep::cli
