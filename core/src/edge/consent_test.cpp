#include "lockstep/core/consent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/url.h"

#include "scripted_transport.h"

namespace lockstep {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

const std::string kVerifier(43, 'v');

ConsentRequest request_of(Side side) {
  return {.side = side,
          .redirect_uri = "http://127.0.0.1:4711/callback",
          .state = "the-state",
          .code_verifier = kVerifier};
}

ServiceConfig service_of(Side side) {
  ServiceConfig service = service_at(side, "http://127.0.0.1:1");
  service.client_id = "client & co";
  service.client_secret = "secret";
  service.token_url = "http://127.0.0.1:1/oauth2/token";  // Not the one that is not scripted.
  return service;
}

Query query_of(const std::string& url) { return parse_query(url.substr(url.find('?') + 1)); }

TEST(Consent, GoogleIsAskedForARefreshTokenWithAChallenge) {  // G118
  const std::string url = consent_url(service_of(Side::google), request_of(Side::google));
  EXPECT_THAT(url, StartsWith("http://127.0.0.1:1/o/oauth2/v2/auth?"));
  const Query query = query_of(url);
  EXPECT_THAT(query, Contains(Pair("client_id", "client & co")));
  EXPECT_THAT(query, Contains(Pair("access_type", "offline")));
  EXPECT_THAT(query, Contains(Pair("prompt", "consent")));
  EXPECT_THAT(query, Contains(Pair("code_challenge", hashed_challenge(kVerifier))));
  EXPECT_THAT(query, Contains(Pair("code_challenge_method", "S256")));
  EXPECT_THAT(url, Not(HasSubstr(kVerifier)));
  EXPECT_THAT(url, Not(HasSubstr("secret")));
}

TEST(Consent, HubSpotIsAskedForContactsListsAndProperties) {  // F3
  const std::string url = consent_url(service_of(Side::hubspot), request_of(Side::hubspot));
  EXPECT_THAT(url, StartsWith("http://127.0.0.1:1/oauth/authorize?"));
  EXPECT_THAT(query_of(url),
              Contains(Pair("scope",
                            "oauth crm.objects.contacts.read crm.objects.contacts.write "
                            "crm.lists.read crm.schemas.contacts.read")));
}

TEST(Consent, TheRealServicesHaveTheirPagesElsewhere) {
  const ConsentRequest request = request_of(Side::hubspot);
  EXPECT_THAT(consent_url(service_at(Side::hubspot, kHubSpotBaseUrl), request),
              StartsWith("https://app.hubspot.com/oauth/authorize?"));
  EXPECT_EQ(service_at(Side::google, "https://people.googleapis.com/").token_url,
            "https://oauth2.googleapis.com/token");
}

struct AnswerRow {
  const char* query;
  ErrorKind kind;
  const char* message;
};

class ConsentAnswers : public testing::TestWithParam<AnswerRow> {};

TEST_P(ConsentAnswers, ThatGiveNoCodeSayWhy) {
  const Result<std::string> code =
      read_consent(request_of(Side::google), parse_query(GetParam().query));
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().kind, GetParam().kind);
  EXPECT_THAT(code.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    , ConsentAnswers,
    testing::Values(AnswerRow{"", ErrorKind::invalid_input, "another page"},
                    AnswerRow{"code=c&state=other", ErrorKind::invalid_input, "another page"},
                    AnswerRow{"error=access_denied&state=the-state", ErrorKind::unauthenticated,
                              "nothing was connected"},
                    AnswerRow{"error=invalid_scope&state=the-state", ErrorKind::unauthenticated,
                              "(invalid_scope)"},
                    AnswerRow{"error=%1b[31m&state=the-state", ErrorKind::unauthenticated,
                              "(no code)"},
                    AnswerRow{"state=the-state", ErrorKind::unauthenticated, "(no code)"}));

TEST(Consent, TheCodeComesBackWithTheState) {
  EXPECT_EQ(*read_consent(request_of(Side::google), {{"code", "c"}, {"state", "the-state"}}), "c");
}

Result<Grant> redeem(Side side, ScriptedTransport& transport) {
  return redeem_code(service_of(side), request_of(side), "the-code", transport, transport);
}

TEST(Consent, GoogleGivesARefreshTokenForCodeAndVerifier) {
  ScriptedTransport transport;
  // The claims are {"sub":"1234567890"}.
  transport.answer(200, R"({"access_token":"a","refresh_token":"r","scope":
    "openid https://www.googleapis.com/auth/contacts https://www.googleapis.com/auth/contacts.other.readonly",
    "id_token":"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2ln"})");
  const Result<Grant> grant = redeem(Side::google, transport);
  ASSERT_TRUE(grant) << grant.error().message;
  EXPECT_EQ(grant->account, "1234567890");
  EXPECT_EQ(grant->refresh_token, "r");
  const Query form = parse_query(transport.requests().at(0).body);
  EXPECT_THAT(form, Contains(Pair("code", "the-code")));
  EXPECT_THAT(form, Contains(Pair("code_verifier", kVerifier)));
}

TEST(Consent, AScopeThatGoogleWasNotAllowedIsNamed) {  // CON-4
  ScriptedTransport transport;
  transport.answer(200, R"({"access_token":"a","refresh_token":"r",
                            "scope":"openid https://www.googleapis.com/auth/contacts"})");
  const Result<Grant> grant = redeem(Side::google, transport);
  ASSERT_FALSE(grant);
  EXPECT_EQ(grant.error().kind, ErrorKind::unauthenticated);
  EXPECT_THAT(grant.error().message, HasSubstr("contacts.other.readonly"));
}

TEST(Consent, HubSpotTellsItsAccountAndScopesWhenAsked) {  // F98
  ScriptedTransport transport;
  transport.answer(200, R"({"access_token":"a/b","refresh_token":"r","expires_in":1800})");
  transport.answer(200, R"({"hub_id":424242,"scopes":["oauth","crm.objects.contacts.read",
      "crm.objects.contacts.write","crm.lists.read","crm.schemas.contacts.read"]})");
  const Result<Grant> grant = redeem(Side::hubspot, transport);
  ASSERT_TRUE(grant) << grant.error().message;
  EXPECT_EQ(grant->account, "424242");
  EXPECT_EQ(transport.requests().at(1).path, "/oauth/v1/access-tokens/a%2Fb");
}

TEST(Consent, AnAccountThatHubSpotDoesNotTellIsNoReasonToFail) {
  ScriptedTransport transport;
  transport.answer(200, R"({"access_token":"a","refresh_token":"r"})");
  transport.answer(404, "<html>");
  const Result<Grant> grant = redeem(Side::hubspot, transport);
  ASSERT_TRUE(grant) << grant.error().message;
  EXPECT_EQ(grant->account, "");
}

TEST(Consent, ACodeThatIsNotTakenIsSaid) {  // F97
  ScriptedTransport transport;
  transport.answer(400, R"({"error":"invalid_grant"})");
  const Result<Grant> grant = redeem(Side::hubspot, transport);
  ASSERT_FALSE(grant);
  EXPECT_EQ(grant.error().kind, ErrorKind::unauthenticated);
  EXPECT_THAT(grant.error().message, HasSubstr("client id and secret"));
}

TEST(Consent, AnAnswerWithoutARefreshTokenIsNoConsent) {
  ScriptedTransport transport;
  transport.answer(200, R"({"access_token":"a"})");
  const Result<Grant> grant = redeem(Side::google, transport);
  ASSERT_FALSE(grant);
  EXPECT_THAT(grant.error().message, HasSubstr("no refresh token"));
}

}  // namespace
}  // namespace lockstep
