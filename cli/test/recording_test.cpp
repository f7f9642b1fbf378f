// `lockstep record`, `import` and `drift` as people use them: between a connector and fakes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "lockstep/net/http_transport.h"

#include "child_process.h"

namespace lockstep::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// A folder that is empty at the start of each test.
class Recorded : public testing::Test {
 protected:
  Recorded() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Recorded() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name) const {
    return (folder_ / name).string();
  }
  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  fs::path folder_ = fs::path(testing::TempDir()) /
                     ("lockstep_recording_" +
                      std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

Result<Response> create_contact(const Json& recorder, const Json& services) {
  const auto transport = make_http_transport({.base_url = recorder["hubspot"]["base_url"]}).value();
  return (*transport)
      .send({Method::post,
             "/crm/v3/objects/contacts",
             {},
             {{"Authorization", "Bearer " + services["hubspot"]["access_token"].get<std::string>()},
              {"Content-Type", "application/json"}},
             R"({"properties":{"email":"wilhelmina@acme.com","firstname":"Wilhelmina"}})"});
}

TEST_F(Recorded, ARecordingHasWhatWasSaidWithoutThePeople) {
  ChildProcess serve({"serve", "--until-stdin-closes"});
  const Json services = Json::parse(serve.read_line());
  ChildProcess record({"record", "--out", file("r.jsonl"), "--key", file("key"), "--hubspot",
                       services["hubspot"]["base_url"], "--google",
                       services["google"]["base_url"]});
  const Json ready = Json::parse(record.read_line());
  const Result<Response> created = create_contact(ready, services);
  ASSERT_TRUE(created) << created.error().message;
  EXPECT_EQ(created->status, 201);
  EXPECT_THAT(created->body, HasSubstr("wilhelmina@acme.com")) << "the connector sees the truth";
  record.send_signal(SIGTERM);
  EXPECT_EQ(record.exit_code(), 0);
  const std::string recording = text_of("r.jsonl");
  EXPECT_THAT(recording, HasSubstr("\"/crm/v3/objects/contacts\""));
  EXPECT_THAT(recording, HasSubstr("Bearer <token:1>"));
  EXPECT_THAT(recording, Not(HasSubstr("ilhelmina")));
  EXPECT_THAT(recording, Not(HasSubstr("acme")));
  EXPECT_THAT(recording, Not(HasSubstr(services["hubspot"]["access_token"].get<std::string>())));
  EXPECT_EQ(fs::status(file("key")).permissions(), fs::perms::owner_read | fs::perms::owner_write);

  const Ended drift = run_lockstep({"drift", file("r.jsonl")});
  EXPECT_EQ(drift.exit_code, 0) << drift.out;
  EXPECT_THAT(drift.out, HasSubstr("1 answers compared, 0 differences"));
}

TEST_F(Recorded, AServiceThatIsNotThereIsA502AndALine) {
  ChildProcess record({"record", "--out", file("r.jsonl"), "--key", file("key"), "--hubspot",
                       "http://127.0.0.1:1", "--google", "http://127.0.0.1:1",
                       "--until-stdin-closes"});
  const Json ready = Json::parse(record.read_line());
  const Result<Response> answer = create_contact(ready, {{"hubspot", {{"access_token", "t"}}}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 502);
  EXPECT_THAT(answer->body, HasSubstr("lockstep record did not reach the service"));
  record.close_input();
  EXPECT_EQ(record.exit_code(), 0);
  EXPECT_THAT(text_of("r.jsonl"), HasSubstr("\"response\":null"));
}

TEST_F(Recorded, ACommandFindsTheUrlsAndItsExitCodeIsOurs) {
  const Ended ended =
      run_lockstep({"record", "--out", file("r.jsonl"), "--key", file("key"), "--", "sh", "-c",
                    "echo $LOCKSTEP_HUBSPOT_URL $LOCKSTEP_GOOGLE_TOKEN_URL; exit 42"});
  EXPECT_EQ(ended.exit_code, 42);
  EXPECT_THAT(ended.out, testing::MatchesRegex("http://127.0.0.1:[0-9]+ "
                                               "http://127.0.0.1:[0-9]+/token\n"));
  EXPECT_THAT(text_of("r.jsonl"), HasSubstr(R"({"event":"pass"})"));
}

TEST_F(Recorded, ARawOneSaysSoAndHasNoTokensAllTheSame) {
  std::ofstream(file("c.har")) << R"({"log":{"entries":[{
    "startedDateTime":"2026-03-02T09:00:00Z",
    "request":{"method":"GET","url":"https://api.hubapi.com/crm/v3/objects/contacts/7?hapikey=sesame",
      "headers":[{"name":"authorization","value":"Bearer sesame"},{"name":"cookie","value":"a=sesame"}]},
    "response":{"status":200,"headers":[],"content":{"size":2,"text":"{\"email\":\"ann@acme.com\"}"}}},
    {"startedDateTime":"2026-03-02T09:00:00Z","request":{"method":"GET","url":"https://acme.com/"}}]}})";
  const Ended ended = run_lockstep({"import", file("c.har"), "--out", file("r.jsonl"), "--raw"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("PERSONAL DATA"));
  EXPECT_THAT(ended.out, HasSubstr("1 exchanges"));
  EXPECT_THAT(ended.out, HasSubstr("left out: 1 request to another host"));
  EXPECT_THAT(text_of("r.jsonl"), HasSubstr("ann@acme.com"));
  EXPECT_THAT(text_of("r.jsonl"), Not(HasSubstr("sesame")));
  const Ended again = run_lockstep({"import", file("c.har"), "--out", file("r.jsonl"), "--raw"});
  EXPECT_EQ(again.exit_code, 2) << "a recording is never written over";
  EXPECT_THAT(again.err, HasSubstr("take another name"));
}

/// While it lives, programs that are started have no more than this.
class AddressSpace {
 public:
  explicit AddressSpace(rlim_t bytes) {
    getrlimit(RLIMIT_AS, &before_);
    rlimit less = before_;
    less.rlim_cur = bytes;
    setrlimit(RLIMIT_AS, &less);
  }
  AddressSpace(const AddressSpace&) = delete;
  AddressSpace& operator=(const AddressSpace&) = delete;
  ~AddressSpace() { setrlimit(RLIMIT_AS, &before_); }

 private:
  rlimit before_{};
};

TEST_F(Recorded, AHarOf40MegabytesIsImportedInLessThan600) {
  {
    std::ofstream har(file("c.har"));
    har << R"({"log":{"entries":[)";
    const std::string picture(2'000'000, 'A');
    for (int number = 0; number < 20; ++number) {
      har << R"({"startedDateTime":"2026-03-02T09:00:00Z",)"
          << R"("request":{"method":"GET","url":"https://acme.com/)" << number << R"(.png"},)"
          << R"("response":{"status":200,"content":{"encoding":"base64","text":")" << picture
          << R"("}}},)";
    }
    har << R"({"startedDateTime":"2026-03-02T09:00:01Z",)"
        << R"("request":{"method":"GET","url":"https://api.hubapi.com/crm/v3/objects/contacts/7"},)"
        << R"("response":{"status":404}}]}})";
  }
  ASSERT_GT(fs::file_size(file("c.har")), 40'000'000U);
  const AddressSpace bound(600'000'000);
  const Ended ended = run_lockstep({"import", file("c.har"), "--out", file("r.jsonl"), "--raw"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("left out: 20 requests to other hosts"));
}

TEST_F(Recorded, WhatCannotBeImportedEndsWithTwoAndSaysWhere) {
  std::ofstream(file("c.har")) << "{\n\"log\": {\"entries\": [";
  const Ended ended = run_lockstep({"import", file("c.har"), "--out", file("r.jsonl")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("c.har:2: the text is cut off"));
  EXPECT_FALSE(fs::exists(file("r.jsonl")));
}

}  // namespace
}  // namespace lockstep::cli
