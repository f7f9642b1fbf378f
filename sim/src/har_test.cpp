#include "lockstep/sim/har.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "lockstep/sim/world.h"

#include "described_answer.h"

namespace lockstep::sim {
namespace {

using nlohmann::json;

class HarTest : public testing::Test {
 protected:
  void create(const std::string& email) {
    static_cast<void>(world.endpoint(Service::hubspot)
                          .exchange({Method::post,
                                     "/crm/v3/objects/contacts",
                                     {},
                                     {{"Authorization", "Bearer " + grant.access_token},
                                      {"Content-Type", "application/json"}},
                                     json{{"properties", {{"email", email}}}}.dump()}));
  }
  [[nodiscard]] json log() const { return json::parse(to_har(world.journal())).at("log"); }

  World world{described()};
  OAuthGrant grant = world.hubspot().grant();
};

/// The members that HAR 1.2 wants, by their kinds (http://www.softwareishard.com/blog/har-12-spec).
void expect_har_entry(const json& entry) {
  EXPECT_TRUE(entry.at("startedDateTime").is_string());
  EXPECT_TRUE(entry.at("time").is_number());
  EXPECT_TRUE(entry.at("cache").is_object());
  for (const char* const name : {"send", "wait", "receive"}) {
    EXPECT_TRUE(entry.at("timings").at(name).is_number()) << name;
  }
  for (const char* const side : {"request", "response"}) {
    const json& message = entry.at(side);
    EXPECT_TRUE(message.at("httpVersion").is_string()) << side;
    EXPECT_TRUE(message.at("cookies").is_array()) << side;
    EXPECT_TRUE(message.at("headersSize").is_number_integer()) << side;
    EXPECT_TRUE(message.at("bodySize").is_number_integer()) << side;
    for (const json& header : message.at("headers")) {
      EXPECT_TRUE(header.at("name").is_string() && header.at("value").is_string()) << header;
    }
  }
  EXPECT_TRUE(entry.at("request").at("method").is_string());
  EXPECT_TRUE(entry.at("request").at("url").is_string());
  EXPECT_TRUE(entry.at("request").at("queryString").is_array());
  const json& response = entry.at("response");
  EXPECT_TRUE(response.at("status").is_number_integer());
  EXPECT_TRUE(response.at("statusText").is_string());
  EXPECT_TRUE(response.at("redirectURL").is_string());
  EXPECT_TRUE(response.at("content").at("size").is_number_integer());
  EXPECT_TRUE(response.at("content").at("mimeType").is_string());
}

TEST_F(HarTest, HasEveryMemberThatHar12Wants) {
  world.faults().add({.operation = "crm.*", .fault = LoseRequest{}, .first = 2});
  create("ann@example.com");
  create("bob@example.com");
  const json har = log();
  EXPECT_EQ(har.at("version"), "1.2");
  EXPECT_TRUE(har.at("creator").at("name").is_string());
  EXPECT_TRUE(har.at("creator").at("version").is_string());
  ASSERT_EQ(har.at("entries").size(), 2U);
  for (const json& entry : har.at("entries")) {
    expect_har_entry(entry);
  }
}

TEST_F(HarTest, AnExchangeStandsAsTheRealServiceWouldHaveSeenItAtItsVirtualTime) {
  create("ann@example.com");
  const json entry = log().at("entries").at(0);
  EXPECT_EQ(entry.at("startedDateTime"), "2026-03-02T09:00:00.020Z");
  EXPECT_EQ(entry.at("request").at("url"), "https://api.hubapi.com/crm/v3/objects/contacts");
  EXPECT_EQ(entry.at("request").at("postData").at("mimeType"), "application/json");
  EXPECT_EQ(json::parse(entry.at("request").at("postData").at("text").get<std::string>()),
            (json{{"properties", {{"email", "ann@example.com"}}}}));
  EXPECT_EQ(entry.at("response").at("status"), 201);
  EXPECT_EQ(entry.at("_operation"), "crm.contacts.create");
}

TEST_F(HarTest, ALostAnswerHasStatus0AndTellsTheFault) {
  world.faults().add({.operation = "crm.*", .fault = CommitThenLoseAnswer{}});
  create("ann@example.com");
  const json entry = log().at("entries").at(0);
  EXPECT_EQ(entry.at("response").at("status"), 0);
  EXPECT_EQ(entry.at("_outcome"), "lost");
  EXPECT_EQ(entry.at("_fault"), "commit-then-lose-answer");
  EXPECT_EQ(entry.at("_timesDelivered"), 1);
}

TEST_F(HarTest, UserActionsAreNoExchangesAndCredentialsAreMasked) {
  world.note_user_action("edit", json::object());
  create("ann@example.com");
  const std::string har = to_har(world.journal());
  EXPECT_EQ(log().at("entries").size(), 1U);
  EXPECT_EQ(har.find(grant.access_token), std::string::npos);
  EXPECT_EQ(json::parse(to_har(world.journal(), 2)).at("log").at("entries").size(), 0U);
}

}  // namespace
}  // namespace lockstep::sim
