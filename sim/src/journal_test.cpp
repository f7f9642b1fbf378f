#include "lockstep/sim/journal.h"

#include <gmock/gmock.h>

#include "lockstep/base/timestamp.h"

namespace lockstep::sim {
namespace {

using testing::HasSubstr;
using testing::Not;

JournalEntry entry_of(std::string source, std::string operation) {
  JournalEntry entry;
  entry.at = *parse_timestamp("2026-03-02T09:00:00.020Z");
  entry.source = std::move(source);
  entry.operation = std::move(operation);
  return entry;
}

TEST(Journal, NumbersItsEntriesAndCountsMutationsThatReachedTheService) {
  Journal journal;
  JournalEntry create = entry_of("google", "people.createContact");
  create.mutation = true;
  create.times_delivered = 1;
  journal.append(create);
  create.times_delivered = 0;  // Lost on the way.
  journal.append(create);
  journal.append(entry_of("google", "people.get"));
  journal.append(entry_of("user", "people.createContact"));

  EXPECT_EQ(journal.entries().back().sequence, 4U);
  EXPECT_EQ(journal.mutations(Service::google), 1U);
  EXPECT_EQ(journal.mutations(Service::google, 1), 0U);
  EXPECT_EQ(journal.mutations(Service::google, 99), 0U);
  EXPECT_EQ(journal.mutations(Service::hubspot), 0U);
  EXPECT_EQ(journal.requests("people.createContact"), 2U);
  EXPECT_EQ(journal.requests("people.*", 1), 2U);
}

TEST(Journal, ForgetsItsOldestEntriesWhereAllWouldBeTooLarge) {
  constexpr std::size_t kBodyBytes = 10'000;
  Journal journal(5 * kBodyBytes);
  for (int number = 0; number < 10; ++number) {
    JournalEntry entry = entry_of("google", "people.get");
    entry.response = Response{200, {}, std::string(kBodyBytes, 'x')};
    journal.append(entry);
  }
  ASSERT_EQ(journal.entries().size(), 4U);
  EXPECT_EQ(journal.size(), 10U);
  EXPECT_EQ(journal.forgotten(), 6U);
  EXPECT_EQ(journal.entries().front().sequence, 7U);
  EXPECT_EQ(journal.after(8)->sequence, 9U);
  EXPECT_EQ(journal.after(0)->sequence, 7U) << "what is forgotten is left out";
  EXPECT_EQ(journal.after(10), journal.entries().end());
  EXPECT_EQ(journal.requests("people.get", 9), 1U);
}

TEST(Journal, KeepsAnEntryThatIsTooLargeByItself) {
  Journal journal(1);
  journal.append(entry_of("user", "edit"));
  journal.append(entry_of("user", "star"));
  ASSERT_EQ(journal.entries().size(), 1U);
  EXPECT_EQ(journal.entries().front().operation, "star");
}

TEST(JournalLine, IsOneObjectInAFixedOrder) {
  JournalEntry entry = entry_of("google", "people.get");
  entry.sequence = 7;
  entry.times_delivered = 1;
  entry.request = {
      Method::get, "/v1/people/c1", {{"personFields", "names"}}, {{"If-Match", "x"}}, ""};
  entry.response = Response{200, {{"Content-Type", "application/json"}}, "{\"a\":\"\xFF\"}"};
  EXPECT_EQ(to_json_line(entry),
            R"({"sequence":7,"at":"2026-03-02T09:00:00.020Z","source":"google",)"
            R"("operation":"people.get","mutation":false,"times_delivered":1,)"
            R"("outcome":"response","request":{"method":"GET",)"
            R"("target":"/v1/people/c1?personFields=names","headers":{"if-match":"x"},"body":""},)"
            R"("response":{"status":200,"headers":{"content-type":"application/json"},)"
            "\"body\":\"{\\\"a\\\":\\\"\xEF\xBF\xBD\\\"}\"}}");
}

TEST(JournalLine, NamesTheAccountAndSaysWhatDidNotWaitItsTurn) {
  JournalEntry entry = entry_of("google", "people.createContact");
  entry.account = "ann@example.com";
  entry.mutation = true;
  entry.concurrent = true;
  EXPECT_THAT(to_json_line(entry),
              HasSubstr(R"("account":"ann@example.com","mutation":true,"concurrent":true,)"));
}

TEST(JournalLine, AUserActionHasDetailsAndNoRequest) {
  JournalEntry entry = entry_of("user", "edit google contact");
  entry.details = R"({"contact":"people/c1"})";
  EXPECT_EQ(to_json_line(entry), R"({"sequence":0,"at":"2026-03-02T09:00:00.020Z","source":"user",)"
                                 R"("operation":"edit google contact",)"
                                 R"("details":{"contact":"people/c1"}})");
}

TEST(Masked, KeepsNoCredentialAndNothingThatTellsTheWayIn) {
  const Request request{Method::post,
                        "/token",
                        {{"key", "AIza"}, {"a", "b"}},
                        {{"authorization", "Bearer ya29.secret"},
                         {"Host", "127.0.0.1:4711"},
                         {"Content-Type", "application/x-www-form-urlencoded"}},
                        "grant_type=refresh_token&refresh_token=r%201&client_secret=s"};
  const Request kept = masked(request, "oauth.token");
  EXPECT_EQ(kept.query, (Query{{"key", "***"}, {"a", "b"}}));
  EXPECT_EQ(kept.headers, (Headers{{"authorization", "Bearer ***"},
                                   {"Content-Type", "application/x-www-form-urlencoded"}}));
  EXPECT_EQ(kept.body, "grant_type=refresh_token&refresh_token=%2A%2A%2A&client_secret=%2A%2A%2A");
}

TEST(Masked, TokenAnswersAndTokenPathsAreMaskedToo) {
  const Response answer{200, {}, R"({"access_token":"ya29.x","expires_in":3599})"};
  EXPECT_EQ(masked(answer, "oauth.token")->body, R"({"access_token":"***","expires_in":3599})");
  const Response information{200, {}, R"({"hub_id":1,"token":"at"})"};
  EXPECT_EQ(masked(information, "oauth.accessTokens.get")->body, R"({"hub_id":1,"token":"***"})");
  EXPECT_EQ(masked(answer, "people.get")->body, answer.body);
  EXPECT_THAT(masked(Response{200, {}, R"(["ya29.x"])"}, "oauth.token")->body,
              Not(HasSubstr("ya29")));
  for (const std::string front : {"oauth", "/oauth", "//oauth"}) {
    const Request request{Method::get, front + "/v1/access-tokens/ya29.x", {}, {}, ""};
    EXPECT_EQ(masked(request, "unknown").path, front + "/v1/access-tokens/***");
  }
}

TEST(Masked, AnAuthorisationLeavesNoCodeBehind) {
  const Response redirect{302, {{"Location", "http://127.0.0.1:1/cb?code=secret&state=s1"}}, ""};
  EXPECT_EQ(masked(redirect, "oauth.authorize.decide")->headers.at("Location"),
            "http://127.0.0.1:1/cb?code=%2A%2A%2A&state=s1");
  EXPECT_EQ(*masked(redirect, "crm.contacts.create"), redirect);
  for (const char* form : {"token=secret", "code=secret", "refresh_token=secret"}) {
    EXPECT_THAT(masked(Request{Method::post, "/", {}, {}, form}, "oauth.token.revoke").body,
                Not(HasSubstr("secret")));
  }
}

TEST(Masked, NoCodeAndNoVerifierOfAConsentIsKept) {
  const Request page{Method::get,
                     "/o/oauth2/v2/auth",
                     {{"client_id", "c"}, {"code_challenge", "plain-verifier"}},
                     {},
                     ""};
  EXPECT_EQ(masked(page, "oauth.authorize").query,
            (Query{{"client_id", "c"}, {"code_challenge", "***"}}));
  const Response shown{200,
                       {{"Content-Type", "text/html; charset=UTF-8"}},
                       "<input value=\"code_challenge=plain-verifier\">"};
  EXPECT_EQ(masked(shown, "oauth.authorize")->body, "");
  const Request form{
      Method::post,
      "/signin/oauth/consent",
      {},
      {},
      "authorization_request=code_challenge%3Dplain-verifier&account=1&decision=allow"};
  EXPECT_EQ(masked(form, "oauth.consent").body,
            "authorization_request=%2A%2A%2A&account=1&decision=allow");
  const Response sent_on{302, {{"Location", "http://127.0.0.1/?state=s&code=4%2F0A"}}, ""};
  EXPECT_EQ(masked(sent_on, "oauth.consent")->headers.at("location"),
            "http://127.0.0.1/?state=s&code=%2A%2A%2A");
  const Request exchange{Method::post, "/token", {}, {}, "code=4%2F0A&code_verifier=v"};
  EXPECT_EQ(masked(exchange, "oauth.token").body, "code=%2A%2A%2A&code_verifier=%2A%2A%2A");
  const Request broken{Method::post, "/token", {}, {}, R"({"code":"4/0A",)"};
  EXPECT_EQ(masked(broken, "oauth.token").body, "***");
}

}  // namespace
}  // namespace lockstep::sim
