// Who is let in: tokens, scopes, paths that do not exist.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

Query refresh_form(const OAuthGrant& grant) {
  return {{"grant_type", "refresh_token"},
          {"refresh_token", grant.refresh_token},
          {"client_id", grant.client_id},
          {"client_secret", grant.client_secret}};
}

TestAnswer ask_for_token(TestClient& client, const Query& form) {
  return TestClient::answer_of(
      client.google.handle({Method::post,
                            "/token",
                            {},
                            {{"Content-Type", "application/x-www-form-urlencoded"}},
                            format_query(form)}));
}

TEST(TokenEndpoint, RefreshesAsGoogleDoesG118) {
  TestClient client;
  const TestAnswer answer = ask_for_token(client, refresh_form(client.grant));
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body.at("access_token").get<std::string>(), StartsWith("ya29."));
  EXPECT_EQ(answer.body.at("expires_in"), 3599);
  EXPECT_EQ(answer.body.at("token_type"), "Bearer");
  EXPECT_THAT(answer.body.at("scope").get<std::string>(), HasSubstr("auth/contacts "));
  EXPECT_FALSE(answer.body.contains("refresh_token"));
}

struct RefusedForm {
  std::string name;
  std::string parameter;
  std::string value;
  int status;
  std::string error;
};

class TokenRefusal : public testing::TestWithParam<RefusedForm> {};

TEST_P(TokenRefusal, NamesItsErrorG119) {
  TestClient client;
  Query form = refresh_form(client.grant);
  std::ranges::find(form, GetParam().parameter, &std::pair<std::string, std::string>::first)
      ->second = GetParam().value;
  const TestAnswer answer = ask_for_token(client, form);
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.body.at("error"), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, TokenRefusal,
    testing::ValuesIn<RefusedForm>({
        // clang-format off
        {"UnknownRefreshToken", "refresh_token", "1//none",            400, "invalid_grant"},
        {"EmptyRefreshToken",   "refresh_token", "",                   400, "invalid_request"},
        {"UnknownClient",       "client_id",     "someone",            401, "invalid_client"},
        {"WrongSecret",         "client_secret", "guess",              401, "invalid_client"},
        {"ForeignGrantType",    "grant_type",    "password",           400, "unsupported_grant_type"},
        {"MissingCode",         "grant_type",    "authorization_code", 400, "invalid_request"},
        {"MissingSecret",       "client_secret", "",                   400, "invalid_request"},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

TEST(TokenEndpoint, RevokedGrantEndsWithItsAccessTokensG119) {
  TestClient client;
  client.google.revoke_refresh_tokens(client.account);
  const TestAnswer answer = ask_for_token(client, refresh_form(client.grant));
  EXPECT_EQ(answer.body.at("error"), "invalid_grant");
  EXPECT_EQ(answer.body.at("error_description"), "Token has been expired or revoked.");
  EXPECT_EQ(client.list().status, 401);
}

TEST(AccessToken, LivesForItsTimeAndNoLongerG118) {
  TestClient client;
  client.clock.sleep_for(3599s - 1ms);
  EXPECT_EQ(client.list().status, 200);
  client.clock.sleep_for(1ms);
  const TestAnswer refused = client.list();
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.error_status(), "UNAUTHENTICATED");
  EXPECT_THAT(refused.error_message(),
              StartsWith("Request had invalid authentication credentials."));
  EXPECT_THAT(refused.headers.at("WWW-Authenticate"), HasSubstr("invalid_token"));
}

TEST(AccessToken, CanBeExpiredAndRefreshed) {
  TestClient client;
  client.google.expire_access_tokens();
  EXPECT_EQ(client.list().status, 401);
  client.grant.access_token =
      ask_for_token(client, refresh_form(client.grant)).body.at("access_token");
  EXPECT_EQ(client.list().status, 200);
}

TEST(AccessToken, IsRequiredG111) {
  TestClient client;
  const TestAnswer refused = TestClient::answer_of(
      client.google.handle({Method::get, "/v1/people/me/connections", {}, {}, ""}));
  EXPECT_EQ(refused.status, 401);
  EXPECT_THAT(refused.error_message(), StartsWith("Request is missing required authentication"));
}

TEST(Scopes, ThatAreMissingAreNamedG112) {
  TestClient client;
  client.grant = client.google.grant(client.account, {std::string(kGoogleContactsReadonlyScope)});
  EXPECT_EQ(client.list().status, 200);
  const TestAnswer refused = client.post("/v1/people:createContact", Json::object());
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.error_message(), "Request had insufficient authentication scopes.");
  EXPECT_EQ(refused.first_reason(), "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
  EXPECT_THAT(refused.text, HasSubstr("google.people.v1.PeopleService.CreateContact"));
  EXPECT_EQ(client.get("/v1/otherContacts?readMask=names").status, 403);
}

TEST(Scopes, TheLegacyFeedScopeStillCountsAsContactsG117) {
  TestClient client;
  client.grant = client.google.grant(client.account, {"https://www.google.com/m8/feeds"});
  EXPECT_EQ(client.create_named("Ann").count("resourceName"), 1U);
}

TEST(Accounts, AreSeparateBooks) {
  TestClient client;
  client.add("Ann");
  const std::string second = client.google.add_account("second@example.com");
  EXPECT_EQ(client.google.add_account("second@example.com"), second);
  client.grant = client.google.grant(second);
  EXPECT_FALSE(client.list().body.contains("connections"));
}

TEST(Routing, AnswersUnknownPathsInHtmlG7) {
  TestClient client;
  const TestAnswer answer = client.get("/v1/bananas");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.headers.at("Content-Type"), "text/html; charset=UTF-8");
  EXPECT_THAT(answer.text, HasSubstr("The requested URL <code>/v1/bananas</code> was not found"));
  EXPECT_EQ(client.get("/v1/people/%ff?personFields=names").status, 404);
}

TEST(Routing, NamesOperations) {
  struct Row {
    Method method;
    std::string target;
    std::string operation;
    bool mutation;
  };
  for (const Row& row : std::vector<Row>{
           // clang-format off
           {Method::get,   "/v1/people/me/connections?x=1",          "people.connections.list",     false},
           {Method::get,   "/v1/people/c1",                          "people.get",                  false},
           {Method::get,   "/v1/people:batchGet?resourceNames=a",    "people.getBatchGet",          false},
           {Method::post,  "/v1/people:createContact",               "people.createContact",        true},
           {Method::patch, "/v1/people/c1:updateContact",            "people.updateContact",        true},
           {Method::del,   "/v1/people/c1:deleteContact",            "people.deleteContact",        true},
           {Method::post,  "/v1/people:batchCreateContacts",         "people.batchCreateContacts",  true},
           {Method::post,  "/v1/people:batchUpdateContacts",         "people.batchUpdateContacts",  true},
           {Method::post,  "/v1/people:batchDeleteContacts",         "people.batchDeleteContacts",  true},
           {Method::get,   "/v1/contactGroups",                      "contactGroups.list",          false},
           {Method::post,  "/v1/contactGroups/a/members:modify",     "contactGroups.members.modify", true},
           {Method::get,   "/v1/people/c1:deleteContact",            "unknown",                     false},
           {Method::get,   "/v1/people/c1:nothing",                  "unknown",                     false},
           {Method::get,   "/v1/otherContacts",                      "otherContacts.list",          false},
           {Method::post,  "/token",                                 "oauth.token",                 false},
           {Method::get,   "/token",                                 "unknown",                     false},
           {Method::get,   "/o/oauth2/v2/auth?client_id=c",          "oauth.authorize",             false},
           {Method::post,  "/signin/oauth/consent",                  "oauth.consent",               false},
           {Method::post,  "/batch",                                 "batch",                       false},
           {Method::get,   "/$discovery/rest?version=v1",            "discovery.apis.getRest",      false},
           {Method::post,  "/revoke?token=t",                        "oauth.revoke",                false},
           {Method::post,  "/tokeninfo",                             "oauth.tokeninfo",             false},
           {Method::post,  "/v1/people/c1",                          "unknown",                     false},
           // clang-format on
       }) {
    Request request{.method = row.method, .path = {}, .query = {}, .headers = {}, .body = {}};
    set_target(request, row.target);
    EXPECT_EQ(FakeGoogle::operation_of(request), row.operation) << row.target;
    EXPECT_EQ(FakeGoogle::is_mutation(row.operation), row.mutation) << row.operation;
  }
}

TEST(Answers, CarryTheServicesHeadersAndLayoutG5G6) {
  TestClient client;
  const TestAnswer answer = client.list();
  EXPECT_EQ(answer.headers.at("Content-Type"), "application/json; charset=UTF-8");
  EXPECT_EQ(answer.headers.at("Server"), "ESF");
  EXPECT_EQ(answer.headers.at("Cache-Control"), "private");
  client.add("Ann");
  EXPECT_THAT(client.list().text,
              StartsWith("{\n  \"connections\": [\n    {\n      \"resourceName\""));
  EXPECT_THAT(client.list("&prettyPrint=false").text,
              StartsWith(R"({"connections":[{"resourceName":)"));
}

TEST(Answers, OfAnEmptyBookHaveNoMembersG8) {
  TestClient client;
  EXPECT_EQ(client.list().text, "{}\n");
}

}  // namespace
}  // namespace lockstep::sim::google
