#include "api_channel.h"

#include <gtest/gtest.h>

#include "lockstep/base/timestamp.h"

#include "google_client.h"
#include "google_errors.h"
#include "hubspot_client.h"
#include "hubspot_errors.h"
#include "json_text.h"
#include "scripted_transport.h"

namespace lockstep {
namespace {

class ApiChannelTest : public testing::Test {
 protected:
  [[nodiscard]] ApiChannel channel(ErrorReader reader) {
    return ApiChannel({.transport = transport,
                       .clock = clock,
                       .tokens = tokens,
                       .counts = counts,
                       .read_error = std::move(reader),
                       .limit = {1'000, Duration(1)},
                       .special_limit = {1'000, Duration(1)}});
  }

  [[nodiscard]] static ApiCall call(Repeat repeat) {
    return {
        .operation = "people.get",
        .request = {.method = Method::get, .path = "/x", .query = {}, .headers = {}, .body = {}},
        .repeat = repeat};
  }

  [[nodiscard]] Duration waited() const { return clock.now() - start; }

  ScriptedTransport transport;
  SteppingClock clock;
  Instant start = clock.now();
  RequestCounts counts;
  TokenSource tokens{transport, clock, {"/token", "id", "secret", "refresh"}, counts};
};

TEST_F(ApiChannelTest, ARefusedTokenIsRenewedOnceAndTheCallRepeated) {  // CON-3
  transport.answer(401, "{}");
  transport.answer(200, "{}");
  ApiChannel google = channel(read_google_error);
  EXPECT_TRUE(google.call(call(Repeat::only_without_effect)));
  EXPECT_EQ(transport.tokens(), 2);
  EXPECT_EQ(transport.requests().back().headers.at("Authorization"), "Bearer token-2");
}

TEST(AccessTokens, SpareTheNextPassARequestUntilTheServiceRefusesOne) {
  ScriptedTransport transport;
  SteppingClock clock;
  RequestCounts counts;
  AccessTokens kept;
  const auto pass = [&](const std::string& refresh_token) {
    return TokenSource(transport, clock, {"/token", "id", "secret", refresh_token}, counts, &kept);
  };
  EXPECT_EQ(*pass("mine").access_token(), "token-1");
  EXPECT_EQ(*pass("mine").access_token(), "token-1");
  EXPECT_EQ(*pass("other").access_token(), "token-2");  // Another grant.
  TokenSource refused = pass("mine");
  refused.discard();
  EXPECT_EQ(*pass("mine").access_token(), "token-3");
  EXPECT_EQ(*pass("mine").access_token(), "token-3");
  EXPECT_EQ(counts["oauth.token"], 3U);
}

TEST_F(ApiChannelTest, ATokenThatIsRefusedAgainEndsTheCall) {
  transport.answer(401, "{}");
  transport.answer(401, "{}");
  ApiChannel google = channel(read_google_error);
  const auto reply = google.call(call(Repeat::freely));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().error.kind, ErrorKind::unauthenticated);
}

TEST_F(ApiChannelTest, ARateLimitIsWaitedOutAtLeastAsLongAsAsked) {  // ROB-3
  transport.answer(429, "{}", {{"Retry-After", "30"}});
  transport.answer(200, "{}");
  ApiChannel google = channel(read_google_error);
  EXPECT_TRUE(google.call(call(Repeat::only_without_effect)));
  EXPECT_GE(waited(), std::chrono::seconds(30));
}

TEST_F(ApiChannelTest, RepeatsAreBoundedAndSpaced) {  // ROB-9
  for (int attempt = 0; attempt < 10; ++attempt) {
    transport.answer(503, "{}");
  }
  ApiChannel google = channel(read_google_error);
  EXPECT_FALSE(google.call(call(Repeat::freely)));
  EXPECT_EQ(transport.requests().size(), 4U);
  EXPECT_GE(waited(), std::chrono::seconds(7));
}

TEST_F(ApiChannelTest, ACreateIsNotRepeatedIfItMayHaveHappened) {  // ROB-2
  transport.fail(ErrorKind::outcome_unknown);
  ApiChannel google = channel(read_google_error);
  const auto reply = google.call(call(Repeat::only_without_effect));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().error.kind, ErrorKind::outcome_unknown);
  EXPECT_EQ(transport.requests().size(), 1U);
}

TEST_F(ApiChannelTest, ARefusalIsNotRepeated) {  // ROB-9
  for (const int status : {400, 403, 404}) {
    transport.answer(status, "{}");
    ApiChannel google = channel(read_google_error);
    EXPECT_FALSE(google.call(call(Repeat::freely)));
  }
  EXPECT_EQ(transport.requests().size(), 3U);
  EXPECT_EQ(waited(), Duration(0));
}

TEST_F(ApiChannelTest, AnAnswerThatIsNoJsonHasAnUnknownOutcome) {
  transport.answer(200, "<html>");
  ApiChannel google = channel(read_google_error);
  const auto reply = google.call(call(Repeat::only_without_effect));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().error.kind, ErrorKind::outcome_unknown);
}

TEST_F(ApiChannelTest, ASyncTokenThatExpiresBetweenPagesIsSaid) {  // ROB-4
  transport.answer(200, R"({"connections":[{"resourceName":"people/c1"}],"nextPageToken":"2"})");
  transport.answer(400, R"({"error":{"details":[{"reason":"EXPIRED_SYNC_TOKEN"}]}})");
  ApiChannel api = channel(read_google_error);
  GoogleClient google(api, "names");
  const auto token = google.list_connections("token", [](const Json& /*person*/) {});
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().error.kind, ErrorKind::expired_cursor);
}

TEST_F(ApiChannelTest, AContactThatMovesBetweenPagesIsVisitedAsOftenAsItComes) {  // ROB-8
  transport.answer(
      200, R"({"connections":[{"resourceName":"people/c1","etag":"a"}],"nextPageToken":"2"})");
  transport.answer(
      200, R"({"connections":[{"resourceName":"people/c1","etag":"b"}],"nextSyncToken":"next"})");
  ApiChannel api = channel(read_google_error);
  GoogleClient google(api, "names");
  std::vector<std::string> etags;
  const auto token = google.list_connections(
      "", [&](const Json& person) { etags.push_back(text_member(person, "etag")); });
  ASSERT_TRUE(token);
  EXPECT_EQ(etags, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(*token, "next");
}

std::string search_page(const std::string& id, const std::string& updated,
                        const std::string& after) {
  return R"({"results":[{"id":")" + id + R"(","properties":{},"updatedAt":")" + updated + "\"}]" +
         (after.empty() ? "" : R"(,"paging":{"next":{"after":")" + after + "\"}}") + "}";
}

TEST_F(ApiChannelTest, ASearchGoesOnFromTheLastInstantWhereTenThousandEnd) {  // F57, ROB-6
  transport.answer(200, search_page("1", "2026-03-02T09:00:00Z", "9900"));
  transport.answer(200, search_page("2", "2026-03-02T09:00:05Z", ""));
  ApiChannel api = channel(read_hubspot_error);
  HubSpotClient hubspot(api, {"email"});
  std::size_t found = 0;
  const auto all = hubspot.search_modified(from_epoch_ms(0), [&](const Json&) { ++found; });
  ASSERT_TRUE(all);
  EXPECT_TRUE(*all);
  EXPECT_EQ(found, 2U);
  EXPECT_NE(transport.requests().back().body.find("1772442000000"), std::string::npos);
}

TEST_F(ApiChannelTest, ASearchThatCannotGetPastOneInstantSaysSo) {  // F57, ROB-6
  transport.answer(200, search_page("1", "2026-03-02T09:00:00Z", "9900"));
  transport.answer(200, search_page("2", "2026-03-02T09:00:00Z", "9900"));
  ApiChannel api = channel(read_hubspot_error);
  HubSpotClient hubspot(api, {"email"});
  const auto all = hubspot.search_modified(from_epoch_ms(0), [](const Json&) {});
  ASSERT_TRUE(all);
  EXPECT_FALSE(*all);
}

TEST_F(ApiChannelTest, ABatchIsReadItemByItem) {  // ROB-7, F46, F81
  transport.answer(207, R"({"results":[{"id":"9","properties":{"email":"b@x.com"}},
      {"id":"7","objectWriteTraceId":"3","properties":{"email":"d@x.com"}}],
      "errors":[{"category":"CONFLICT","message":"Contact already exists. Existing ID: 5",
                 "context":{"objectWriteTraceId":["0"]}}]})");
  ApiChannel api = channel(read_hubspot_error);
  HubSpotClient hubspot(api, {"email"});
  const auto outcomes = hubspot.write({{"", {{"email", "a@x.com"}}},
                                       {"", {{"email", "B@x.com"}}},
                                       {"", {{"email", "c@x.com"}}},
                                       {"", {{"email", "d@x.com"}}}});
  ASSERT_EQ(outcomes.size(), 4U);
  ASSERT_FALSE(outcomes[0]);
  EXPECT_EQ(outcomes[0].error().existing_id, "5");
  ASSERT_TRUE(outcomes[1]);
  EXPECT_EQ((*outcomes[1])["id"], "9");
  ASSERT_FALSE(outcomes[2]);
  EXPECT_EQ(outcomes[2].error().error.kind, ErrorKind::outcome_unknown);
  ASSERT_TRUE(outcomes[3]);
  EXPECT_EQ((*outcomes[3])["id"], "7");
}

TEST(RateLimiter, KeepsAnyTenSecondsBelowTheLimit) {  // F86
  SteppingClock clock;
  RateLimiter limiter(clock, kHubSpotRequests);
  std::vector<Instant> sent;
  for (int request = 0; request < 400; ++request) {
    limiter.acquire();
    sent.push_back(clock.now());
    if (request >= 110) {
      EXPECT_GT(sent[sent.size() - 1] - sent[sent.size() - 111], std::chrono::seconds(10));
    }
  }
}

TEST(RateLimiter, KeepsAnyMinuteBelowTheLimitWhateverRequestsCost) {  // G105, G106
  SteppingClock clock;
  RateLimiter limiter(clock, kGoogleWrites);
  std::vector<std::pair<Instant, std::int64_t>> sent;
  for (int request = 0; request < 60; ++request) {
    const std::int64_t units = request % 3 == 0 ? 6 : 1;
    limiter.acquire(units);
    sent.emplace_back(clock.now(), units);
    std::int64_t within_a_minute = 0;
    for (const auto& [at, cost] : sent) {
      within_a_minute += clock.now() - at < std::chrono::minutes(1) ? cost : 0;
    }
    EXPECT_LE(within_a_minute, 30);
  }
}

}  // namespace
}  // namespace lockstep
