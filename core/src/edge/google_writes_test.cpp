#include "google_writes.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "google_errors.h"
#include "scripted_transport.h"

namespace lockstep {
namespace {

/// Holds so many contacts and refuses more; a contact named "large" is too large for it.
class SmallAccount final : public Transport {
 public:
  explicit SmallAccount(std::size_t room) : room_(room) {}

  Result<Response> send(const Request& request) override {
    if (request.path == "/token") {
      return Response{200, {}, R"({"access_token":"t"})"};
    }
    ++requests;
    const Json body = Json::parse(request.body);
    const bool is_batch = request.path == "/v1/people:batchCreateContacts";
    Json people = Json::array();
    if (is_batch) {
      for (const Json& contact : body["contacts"]) {
        people.push_back(contact["contactPerson"]);
      }
    } else {
      people.push_back(body);
    }
    for (const Json& person : people) {
      if (person["name"] == "large") {
        return refusal("Resource has been exhausted (e.g. check quota).");
      }
    }
    if (people.size() > room_) {
      return refusal("MY_CONTACTS_OVERFLOW_COUNT");
    }
    room_ -= people.size();
    return Response{200, {}, stored(people, is_batch).dump()};
  }

  int requests = 0;

 private:
  static Response refusal(const std::string& message) {
    return {429, {}, Json{{"error", {{"code", 429}, {"message", message}}}}.dump()};
  }

  Json stored(const Json& people, bool is_batch) {
    Json created = Json::array();
    for (const Json& person : people) {
      created.push_back(
          {{"person",
            {{"resourceName", "people/c" + std::to_string(++last_)}, {"name", person["name"]}}}});
    }
    return is_batch ? Json{{"createdPeople", created}} : created.front()["person"];
  }

  std::size_t room_;
  int last_ = 0;
};

class CreateGoogleTest : public testing::Test {
 protected:
  std::vector<std::optional<Answer<Json>>> create(Transport& transport,
                                                  const std::vector<Json>& people) {
    RequestCounts counts;
    TokenSource tokens(transport, clock, {"/token", "i", "s", "r"}, counts);
    ApiChannel channel({.transport = transport,
                        .clock = clock,
                        .tokens = tokens,
                        .counts = counts,
                        .read_error = read_google_error,
                        .limit = {1'000, Duration(1)},
                        .special_limit = {1'000, Duration(1)}});
    GoogleClient google(channel, "names");
    return create_google(google, people,
                         [](const ApiError& error) { return error.cause == LimitCause::account; });
  }

  static std::vector<Json> people(std::size_t count) {
    std::vector<Json> list;
    for (std::size_t at = 0; at < count; ++at) {
      list.push_back({{"name", "p" + std::to_string(at)}});
    }
    return list;
  }

  SteppingClock clock;
};

TEST_F(CreateGoogleTest, ManyGoInOneRequest) {
  SmallAccount account(1'000);
  const auto answers = create(account, people(150));
  EXPECT_EQ(account.requests, 1);
  for (std::size_t at = 0; at < answers.size(); ++at) {
    ASSERT_TRUE(answers[at] && *answers[at]);
    EXPECT_EQ((**answers[at])["name"], "p" + std::to_string(at));
  }
}

TEST_F(CreateGoogleTest, WhatFitsBeforeTheLimitIsCreatedAndOneRefusalSpeaksForTheRest) {  // LIM-1
  for (const std::size_t room : {0U, 1U, 5U, 13U, 39U, 40U}) {
    SmallAccount account(room);
    const auto answers = create(account, people(40));
    std::size_t created = 0;
    std::size_t refused = 0;
    for (const auto& answer : answers) {
      created += answer && *answer ? 1U : 0U;
      refused += answer && !*answer ? 1U : 0U;
    }
    EXPECT_EQ(created, room);
    EXPECT_EQ(refused, room == 40 ? 0U : 1U);
  }
}

TEST_F(CreateGoogleTest, AContactThatIsTooLargeFailsAlone) {  // LIM-4, HLT-3
  SmallAccount account(1'000);
  std::vector<Json> list = people(20);
  list[7]["name"] = "large";
  const auto answers = create(account, list);
  for (std::size_t at = 0; at < answers.size(); ++at) {
    ASSERT_TRUE(answers[at]);
    EXPECT_EQ(static_cast<bool>(*answers[at]), at != 7) << at;
  }
  EXPECT_EQ(answers[7]->error().cause, LimitCause::contact);
}

}  // namespace
}  // namespace lockstep
