// How an app gets its tokens: the consent page, codes with PKCE, revoking and looking at tokens.

#include <gmock/gmock.h>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/digest.h"

#include "google/base64.h"
#include "google/google_test_client.h"
#include "google/oauth_scopes.h"

namespace lockstep::sim::google {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kBack = "http://127.0.0.1:4711/back";
// RFC 7636, appendix B.
constexpr std::string_view kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr std::string_view kChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

Query with(Query query, const std::string& name, std::string_view value) {
  std::erase_if(query, [&](const auto& parameter) { return parameter.first == name; });
  query.emplace_back(name, value);
  return query;
}

class ConsentTest : public testing::Test {
 protected:
  TestAnswer get(const std::string& path, const Query& query) {
    return TestClient::answer_of(client.google.handle({Method::get, path, query, {}, ""}));
  }
  TestAnswer post(const std::string& path, const Query& form, const Query& query = {}) {
    return TestClient::answer_of(
        client.google.handle({Method::post, path, query, {}, format_query(form)}));
  }

  [[nodiscard]] Query request() const {
    return {
        {"client_id", client.grant.client_id},
        {"redirect_uri", std::string(kBack)},
        {"response_type", "code"},
        {"scope", std::string(kGoogleContactsScope) + " " + std::string(kGoogleOtherContactsScope)},
        {"state", "a&b"},
        {"access_type", "offline"}};
  }

  /// Where the browser is sent for a decision on the page.
  Query decide(const Query& asked, const Query& decision) {
    Query form = decision;
    form.emplace_back("authorization_request", format_query(asked));
    const TestAnswer answer = post("/signin/oauth/consent", form);
    EXPECT_EQ(answer.status, 302) << answer.text;
    const std::string& location = answer.headers.at("Location");
    EXPECT_THAT(location, StartsWith(std::string(kBack) + "?"));
    return parse_query(location.substr(location.find('?') + 1));
  }

  [[nodiscard]] Query allowing_all() const {
    return {{"account", client.account},
            {"scope", std::string(kGoogleContactsScope)},
            {"scope", std::string(kGoogleOtherContactsScope)},
            {"decision", "allow"}};
  }

  std::string allow(const Query& asked) {
    return std::string(find_value(decide(asked, allowing_all()), "code").value_or(""));
  }

  [[nodiscard]] Query exchange_form(const std::string& code) const {
    return {{"grant_type", "authorization_code"},
            {"code", code},
            {"redirect_uri", std::string(kBack)},
            {"client_id", client.grant.client_id},
            {"client_secret", client.grant.client_secret}};
  }

  TestClient client;
};

TEST_F(ConsentTest, ThePageNamesTheAppTheAccountAndEachScope) {
  const TestAnswer page = get("/o/oauth2/v2/auth", request());
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.text, HasSubstr("Contact sync wants access to your Google account"));
  EXPECT_THAT(page.text, HasSubstr("owner@example.com"));
  EXPECT_THAT(page.text, HasSubstr("See, change and permanently delete your contacts"));
  EXPECT_THAT(page.text, HasSubstr(R"(name="scope" checked value="https://www.googleapis.com/)"));
}

TEST_F(ConsentTest, OfSeveralAccountsTheHintedOneIsChosen) {
  const std::string second = client.google.add_account("second@example.com");
  EXPECT_THAT(get("/o/oauth2/v2/auth", with(request(), "login_hint", "second@example.com")).text,
              HasSubstr("required checked value=\"" + second + "\""));
}

TEST_F(ConsentTest, AllowGivesACodeThatGivesTokensG118) {
  const Query sent = decide(request(), allowing_all());
  EXPECT_EQ(find_value(sent, "state"), "a&b");
  const TestAnswer tokens =
      post("/token", exchange_form(std::string(find_value(sent, "code").value_or(""))));
  EXPECT_EQ(tokens.status, 200);
  EXPECT_EQ(tokens.body.at("token_type"), "Bearer");
  EXPECT_EQ(tokens.body.at("expires_in"), 3599);
  EXPECT_THAT(tokens.body.at("refresh_token").get<std::string>(), StartsWith("1//0"));
  client.grant.access_token = tokens.body.at("access_token");
  EXPECT_EQ(client.create_named("Ann").count("resourceName"), 1U);
}

TEST_F(ConsentTest, DenyAndNoScopeLeftAreAccessDenied) {
  const Query denied = decide(request(), {{"account", client.account}, {"decision", "deny"}});
  EXPECT_EQ(denied, (Query{{"state", "a&b"}, {"error", "access_denied"}}));
  const Query nothing = decide(request(), {{"account", client.account}, {"decision", "allow"}});
  EXPECT_EQ(find_value(nothing, "error"), "access_denied");
}

TEST_F(ConsentTest, WhatTheUserUnticksIsNotGranted) {
  const Query sent = decide(request(), {{"account", client.account},
                                        {"scope", std::string(kGoogleOtherContactsScope)},
                                        {"scope", "https://www.googleapis.com/auth/unasked"},
                                        {"decision", "allow"}});
  EXPECT_EQ(find_value(sent, "scope"), kGoogleOtherContactsScope);
  const TestAnswer tokens =
      post("/token", exchange_form(std::string(find_value(sent, "code").value_or(""))));
  EXPECT_EQ(tokens.body.at("scope"), kGoogleOtherContactsScope);
  client.grant.access_token = tokens.body.at("access_token");
  EXPECT_EQ(client.list().status, 403);
}

TEST_F(ConsentTest, ARefreshTokenComesOnlyOfflineAndWithAConsentG118) {
  const auto gives_refresh_token = [&](const Query& asked) {
    return post("/token", exchange_form(allow(asked))).body.contains("refresh_token");
  };
  EXPECT_FALSE(gives_refresh_token(with(request(), "access_type", "online")));
  client.google.revoke_refresh_tokens(client.account);
  EXPECT_TRUE(gives_refresh_token(request()));
  EXPECT_FALSE(gives_refresh_token(request())) << "allowed before";
  EXPECT_TRUE(gives_refresh_token(with(request(), "prompt", "consent")));
}

TEST_F(ConsentTest, PromptNoneAsksNobody) {
  const Query silent = with(request(), "prompt", "none");
  EXPECT_THAT(get("/o/oauth2/v2/auth", silent).headers.at("Location"),
              HasSubstr("error=interaction_required"));
  allow(request());
  EXPECT_THAT(get("/o/oauth2/v2/auth", silent).headers.at("Location"), HasSubstr("&code=4%2F0A"));
}

TEST_F(ConsentTest, ACodeIsGoodOnceG119) {
  const std::string code = allow(request());
  EXPECT_EQ(post("/token", exchange_form(code)).status, 200);
  const TestAnswer again = post("/token", exchange_form(code));
  EXPECT_EQ(again.status, 400);
  EXPECT_EQ(again.body, (Json{{"error", "invalid_grant"}, {"error_description", "Bad Request"}}));
}

TEST_F(ConsentTest, ACodeIsGoodForTenMinutes) {
  const std::string in_time = allow(request());
  const std::string late = allow(request());
  client.clock.sleep_for(10min - 1ms);
  EXPECT_EQ(post("/token", exchange_form(in_time)).status, 200);
  client.clock.sleep_for(1ms);
  EXPECT_EQ(post("/token", exchange_form(late)).body.at("error"), "invalid_grant");
}

TEST_F(ConsentTest, ACodeIsForItsAppAndItsRedirectUri) {
  const GoogleClient other = client.google.register_client("Other");
  const std::string code = allow(request());
  Query foreign = with(exchange_form(code), "client_id", other.client_id);
  foreign = with(foreign, "client_secret", other.client_secret);
  EXPECT_EQ(post("/token", foreign).body.at("error"), "invalid_grant");
  EXPECT_EQ(post("/token", with(exchange_form(code), "redirect_uri", "http://127.0.0.1:1/")).body,
            (Json{{"error", "redirect_uri_mismatch"}, {"error_description", "Bad Request"}}));
}

/// The claims of an id_token.
Json claims_of(const std::string& token) {
  const std::size_t first = token.find('.');
  std::string payload = token.substr(first + 1, token.rfind('.') - first - 1);
  payload.resize((payload.size() + 3) / 4 * 4, '=');
  return Json::parse(base64_decode(payload, Base64Alphabet::url_safe).value_or(""));
}

TEST_F(ConsentTest, AnAppThatAsksWhoTheUserIsGetsAnIdTokenG118) {
  const Query asked = with(with(request(), "scope", "openid email"), "nonce", "n-1");
  const Query allowed = decide(asked, {{"account", client.account},
                                       {"scope", "openid"},
                                       {"scope", std::string(kEmailScope)},
                                       {"decision", "allow"}});
  const Json body = post("/token", exchange_form(std::string(*find_value(allowed, "code")))).body;
  EXPECT_EQ(body.at("scope"), "openid https://www.googleapis.com/auth/userinfo.email");
  Json claims = claims_of(body.at("id_token"));
  EXPECT_EQ(claims.at("exp").get<std::int64_t>() - claims.at("iat").get<std::int64_t>(), 3600);
  const std::string access_token = body.at("access_token");
  EXPECT_EQ(claims.at("at_hash"), unpadded_base64(sha256(access_token).substr(0, 16)));
  for (const char* const name : {"exp", "iat", "at_hash"}) {
    claims.erase(name);
  }
  const std::string app(find_value(asked, "client_id").value_or(""));
  EXPECT_EQ(claims, (Json{{"iss", "https://accounts.google.com"},
                          {"azp", app},
                          {"aud", app},
                          {"sub", client.account},
                          {"email", client.google.accounts().begin()->first},
                          {"email_verified", true},
                          {"nonce", "n-1"}}));
}

TEST_F(ConsentTest, AnAppThatAsksForContactsAloneGetsNoIdToken) {
  EXPECT_FALSE(post("/token", exchange_form(allow(request()))).body.contains("id_token"));
}

struct Proof {
  std::string name;
  std::string challenge;
  std::string method;
  std::string verifier;
  std::string description;  ///< "" for tokens.
};

class CodeChallenge : public ConsentTest, public testing::WithParamInterface<Proof> {};

TEST_P(CodeChallenge, IsMetByItsVerifier) {
  Query asked = request();
  if (!GetParam().challenge.empty()) {
    asked.emplace_back("code_challenge", GetParam().challenge);
  }
  if (!GetParam().method.empty()) {
    asked.emplace_back("code_challenge_method", GetParam().method);
  }
  const TestAnswer answer =
      post("/token", with(exchange_form(allow(asked)), "code_verifier", GetParam().verifier));
  EXPECT_EQ(answer.status, GetParam().description.empty() ? 200 : 400);
  EXPECT_EQ(answer.body.value("error_description", ""), GetParam().description);
}

INSTANTIATE_TEST_SUITE_P(
    Proofs, CodeChallenge,
    testing::ValuesIn<Proof>({
        // clang-format off
        {"Hashed",        std::string(kChallenge), "S256",  std::string(kVerifier),  ""},
        {"Plain",         std::string(kVerifier),  "plain", std::string(kVerifier),  ""},
        {"PlainUnsaid",   std::string(kVerifier),  "",      std::string(kVerifier),  ""},
        {"NotHashed",     std::string(kChallenge), "S256",  std::string(kChallenge), "Invalid code verifier."},
        {"Missing",       std::string(kChallenge), "S256",  "",                      "Missing code verifier."},
        {"NotAskedFor",   "",                      "",      std::string(kVerifier),  "Bad Request"},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

struct Refused {
  std::string name;
  std::string parameter;
  std::string value;
  std::string error;
};

class AuthorisationRefused : public ConsentTest, public testing::WithParamInterface<Refused> {};

TEST_P(AuthorisationRefused, OnAPageAndWithoutARedirect) {
  const Query asked = with(request(), GetParam().parameter, GetParam().value);
  const std::string error = ": " + GetParam().error + "<";
  const TestAnswer page = get("/o/oauth2/v2/auth", asked);
  EXPECT_EQ(page.status, GetParam().error == "invalid_client" ? 401 : 400);
  EXPECT_EQ(page.headers.count("Location"), 0U);
  EXPECT_THAT(page.text, HasSubstr(error));
  EXPECT_THAT(page.text, Not(HasSubstr("<script")));
  const TestAnswer decided =
      post("/signin/oauth/consent", {{"authorization_request", format_query(asked)},
                                     {"account", client.account},
                                     {"decision", "allow"}});
  EXPECT_THAT(decided.text, HasSubstr(error));
}

INSTANTIATE_TEST_SUITE_P(
    Requests, AuthorisationRefused,
    testing::ValuesIn<Refused>({
        // clang-format off
        {"NoClient",            "client_id",     "",                                 "invalid_request"},
        {"UnknownClient",       "client_id",     "<script>",                         "invalid_client"},
        {"NoRedirect",          "redirect_uri",  "",                                 "invalid_request"},
        {"ForeignRedirect",     "redirect_uri",  "https://evil.example/back",        "redirect_uri_mismatch"},
        {"LoopbackAsUser",      "redirect_uri",  "http://127.0.0.1@evil.example/",   "redirect_uri_mismatch"},
        {"LoopbackAsPrefix",    "redirect_uri",  "http://127.0.0.1.evil.example/",   "redirect_uri_mismatch"},
        {"LoopbackWithPortText", "redirect_uri", "http://localhost:a@evil.example/", "redirect_uri_mismatch"},
        {"RedirectWithLineEnd", "redirect_uri",  "http://127.0.0.1/\r\nX: y",        "redirect_uri_mismatch"},
        {"RedirectWithFragment", "redirect_uri", "http://127.0.0.1/#a",              "redirect_uri_mismatch"},
        {"OutOfBand",           "redirect_uri",  "urn:ietf:wg:oauth:2.0:oob",        "redirect_uri_mismatch"},
        {"NoResponseType",      "response_type", "",                                 "invalid_request"},
        {"ImplicitFlow",        "response_type", "token",                            "unsupported_response_type"},
        {"NoScope",             "scope",         " ",                                "invalid_request"},
        {"UnknownScope",        "scope",         "<script>",                         "invalid_scope"},
        {"AccessType",          "access_type",   "now",                              "invalid_request"},
        {"Prompt",              "prompt",        "perhaps",                          "invalid_request"},
        {"PromptNoneAndMore",   "prompt",        "none consent",                     "invalid_request"},
        {"ShortChallenge",      "code_challenge", "short",                           "invalid_request"},
        {"MethodAlone",         "code_challenge_method", "S256",                     "invalid_request"},
        {"NotUtf8",             "state",         "\xff",                             "invalid_request"},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

TEST_F(ConsentTest, ARegisteredAppIsAnsweredWhereItIsRegisteredOnly) {
  const std::string registered = "https://app.example/back?from=google";
  const GoogleClient web = client.google.register_client("Web <app>", {registered});
  const Query asked = with(with(request(), "client_id", web.client_id), "redirect_uri", registered);
  EXPECT_THAT(get("/o/oauth2/v2/auth", asked).text, HasSubstr("Web &lt;app&gt; wants access"));
  EXPECT_EQ(get("/o/oauth2/v2/auth", with(asked, "redirect_uri", kBack)).status, 400);
  const auto location =
      client.google.decide_consent("/auth?" + format_query(asked), {.account = client.account});
  ASSERT_TRUE(location.has_value());
  EXPECT_THAT(*location, StartsWith(registered + "&state=a%26b&code=4%2F0A"));
}

TEST_F(ConsentTest, CanBeDecidedWithoutABrowser) {
  const std::string url = "https://accounts.google.com/o/oauth2/v2/auth?" + format_query(request());
  const auto denied = client.google.decide_consent(url, {.account = "", .allowed = false});
  ASSERT_TRUE(denied.has_value());
  EXPECT_EQ(*denied, std::string(kBack) + "?state=a%26b&error=access_denied");
  const auto allowed = client.google.decide_consent(
      url, {.account = "owner@example.com", .scopes = {{std::string(kGoogleContactsScope)}}});
  ASSERT_TRUE(allowed.has_value());
  EXPECT_THAT(*allowed, Not(HasSubstr("other.readonly")));
  EXPECT_EQ(client.google.decide_consent(url, {.account = "nobody"}).error().kind,
            ErrorKind::not_found);
  EXPECT_EQ(client.google.decide_consent("", {.account = client.account}).error().kind,
            ErrorKind::invalid_input);
}

TEST_F(ConsentTest, AHostileDecisionIsRefusedPolitely) {
  EXPECT_EQ(post("/signin/oauth/consent", {}).status, 400);
  EXPECT_EQ(
      post("/signin/oauth/consent", {{"authorization_request", format_query(request())}}).status,
      400);
  Query nobody = with(allowing_all(), "account", "1");
  nobody.emplace_back("authorization_request", format_query(request()));
  EXPECT_EQ(post("/signin/oauth/consent", nobody).status, 400);
}

TEST_F(ConsentTest, RevokingEitherTokenEndsTheGrantG120) {
  for (const bool by_access_token : {true, false}) {
    const Json tokens =
        post("/token", exchange_form(allow(with(request(), "prompt", "consent")))).body;
    const std::string token = tokens.at(by_access_token ? "access_token" : "refresh_token");
    EXPECT_EQ(post("/revoke", {}, {{"token", token}}).text, "{}\n");
    client.grant.access_token = tokens.at("access_token");
    EXPECT_EQ(client.list().status, 401);
    const TestAnswer refreshed =
        post("/token", {{"grant_type", "refresh_token"},
                        {"refresh_token", tokens.at("refresh_token").get<std::string>()},
                        {"client_id", client.grant.client_id},
                        {"client_secret", client.grant.client_secret}});
    EXPECT_EQ(refreshed.body.at("error"), "invalid_grant");
    EXPECT_EQ(post("/revoke", {{"token", token}}).body.at("error"), "invalid_token");
  }
  EXPECT_EQ(post("/revoke", {}).body.at("error"), "invalid_request");
}

TEST_F(ConsentTest, RevokingWorksByGetToo) {
  EXPECT_EQ(get("/revoke", {{"token", client.grant.refresh_token}}).status, 200);
  EXPECT_EQ(client.list().status, 401);
}

TEST_F(ConsentTest, TokeninfoSaysWhatAnAccessTokenIsForG120) {
  const TestAnswer information = client.send(Method::post, "/tokeninfo");
  EXPECT_EQ(information.status, 200);
  EXPECT_EQ(information.body.at("aud"), client.grant.client_id);
  EXPECT_EQ(information.body.at("expires_in"), "3599");
  EXPECT_THAT(information.body.at("scope").get<std::string>(), HasSubstr(kGoogleContactsScope));
  EXPECT_EQ(information.body.at("access_type"), "offline");
  EXPECT_FALSE(information.body.contains("email"));
  EXPECT_EQ(get("/tokeninfo", {{"access_token", client.grant.access_token}}).body,
            information.body);
  const TestAnswer unknown = get("/tokeninfo", {{"access_token", "ya29.none"}});
  EXPECT_EQ(unknown.status, 400);
  EXPECT_EQ(unknown.body.at("error"), "invalid_token");
}

TEST_F(ConsentTest, TheHundredAndFirstRefreshTokenEndsTheFirst) {
  const OAuthGrant first = client.grant;
  for (int at = 0; at < 100; ++at) {
    client.grant = client.google.grant(client.account);
  }
  EXPECT_EQ(client.list().status, 200);
  client.grant = first;
  EXPECT_EQ(client.list().status, 401);
}

}  // namespace
}  // namespace lockstep::sim::google
