/// How a user lets an app in, and what the app can learn of its tokens.

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kRedirect = "http://127.0.0.1:8090/callback?a=1";

class Authorisation : public PortalTest {
 protected:
  Response form_post(const std::string& path, const Query& form) {
    return portal->handle({Method::post,
                           path,
                           {},
                           {{"Content-Type", "application/x-www-form-urlencoded"}},
                           format_query(form)});
  }

  [[nodiscard]] Query asked() const {
    return {{"client_id", grant.client_id},
            {"redirect_uri", kRedirect},
            {"scope", "oauth crm.objects.contacts.read"},
            {"optional_scope", "crm.lists.read crm.objects.contacts.write"},
            {"state", "s1"}};
  }

  Response page(const Query& query) {
    return portal->handle({Method::get, "/oauth/authorize", query, {}, ""});
  }

  /// What the form of the page sends.
  Query decision(const char* decision) const {
    return {{"client_id", grant.client_id},
            {"redirect_uri", kRedirect},
            {"state", "s1"},
            {"required_scopes", "oauth crm.objects.contacts.read"},
            {"optional_scopes", "crm.lists.read crm.objects.contacts.write"},
            {"account", "48215679"},
            {"scope", "crm.lists.read"},
            {"scope", "crm.objects.companies.write"},
            {"decision", decision}};
  }

  /// The query of the redirect that answers a decision.
  Query decide(const Query& form) {
    const Response response = form_post("/oauth/authorize", form);
    EXPECT_EQ(response.status, 302) << response.body;
    const std::string location(find_value(response.headers, "Location").value_or(""));
    EXPECT_THAT(location, StartsWith(kRedirect));
    return parse_query(location.substr(location.find('?') + 1));
  }

  std::string allowed_code() { return value_of(decide(decision("allow")), "code"); }

  static std::string value_of(const Query& query, std::string_view name) {
    return std::string(find_value(query, name).value_or(""));
  }

  [[nodiscard]] Query exchange_form(const std::string& code) const {
    return {{"grant_type", "authorization_code"},
            {"client_id", grant.client_id},
            {"client_secret", grant.client_secret},
            {"redirect_uri", kRedirect},
            {"code", code}};
  }

  [[nodiscard]] Query about(const std::string& token) const {
    return {
        {"client_id", grant.client_id}, {"client_secret", grant.client_secret}, {"token", token}};
  }

  Response get_plain(const std::string& path) {
    return portal->handle({Method::get, path, {}, {}, ""});
  }
};

TEST_F(Authorisation, ThePageAsksForEveryScopeAndCarriesTheRequest) {
  const Response response = page(asked());
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(std::string(find_value(response.headers, "Content-Type").value_or("")),
              StartsWith("text/html"));
  for (const char* text : {"HubSpot", "Allow", "Deny", "See your contacts",
                           "See your lists and who is in them", "/oauth/authorize"}) {
    EXPECT_THAT(response.body, HasSubstr(text));
  }
}

TEST_F(Authorisation, WhatIsAskedForIsTextAndNeverMarkup) {
  Query query = asked();
  query[4].second = "\"><script>x</script>";
  const Response response = page(query);
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, Not(HasSubstr("<script>x")));
}

TEST_F(Authorisation, APageThatCannotAskSaysSoAndRedirectsNowhere) {
  struct Row {
    std::size_t field;
    std::string value;
  };
  const std::vector<Row> rows{{0, ""},
                              {0, "another"},
                              {1, ""},
                              {1, "http://a.example/"},
                              {1, "javascript:x"},
                              {1, "https://a.example/\r\nSet-Cookie: x"},
                              {2, ""},
                              {2, " "},
                              {2, "oauth <b>"},
                              {3, "OAUTH"}};
  for (const Row& row : rows) {
    Query query = asked();
    query[row.field].second = row.value;
    const Response response = page(query);
    EXPECT_EQ(response.status, 400) << row.field << row.value;
    EXPECT_FALSE(response.headers.contains("Location"));
  }
  EXPECT_EQ(form_post("/oauth/authorize", {}).status, 400);
  Query form = decision("perhaps");
  EXPECT_EQ(form_post("/oauth/authorize", form).status, 400);
}

TEST_F(Authorisation, F96AnAllowedCodeBringsTokensForTheRequiredAndTheTickedScopes) {
  const Query answer = decide(decision("allow"));
  EXPECT_EQ(value_of(answer, "a"), "1");
  EXPECT_EQ(value_of(answer, "state"), "s1");
  for (const char* path : {"/oauth/v1/token", "/oauth/v3/token"}) {
    const Response response = form_post(path, exchange_form(allowed_code()));
    ASSERT_EQ(response.status, 200) << response.body;
    const Json body = body_of(response);
    EXPECT_EQ(body["scopes"], Json({"oauth", "crm.objects.contacts.read", "crm.lists.read"}));
    EXPECT_EQ(body["token_type"], "bearer");
    EXPECT_EQ(body["token_use"], "access_token");
    EXPECT_EQ(body["expires_in"], 1800);
    EXPECT_EQ(body["hub_id"], 48215679);
    EXPECT_TRUE(body["user_id"].is_number());
    grant.access_token = body["access_token"];
    EXPECT_EQ(get(kContacts).status, 200);
    EXPECT_EQ(create({{"email", "a@example.com"}}).status, 403);
    EXPECT_EQ(form_post(path, {{"grant_type", "refresh_token"},
                               {"client_id", grant.client_id},
                               {"client_secret", grant.client_secret},
                               {"refresh_token", body["refresh_token"]}})
                  .status,
              200);
  }
}

TEST_F(Authorisation, AUserWhoDeniesSendsTheAppAnErrorAndItsState) {
  const Query answer = decide(decision("deny"));
  EXPECT_EQ(value_of(answer, "error"), "access_denied");
  EXPECT_EQ(value_of(answer, "state"), "s1");
  EXPECT_EQ(value_of(answer, "code"), "");
}

TEST_F(Authorisation, F97ACodeServesOnceSoonAndForTheSameRedirect) {
  const auto status_of = [&](const Query& form) {
    const Response response = form_post("/oauth/v1/token", form);
    EXPECT_EQ(response.status, 400) << response.body;
    return body_of(response).value("status", "");
  };
  const std::string used = allowed_code();
  EXPECT_EQ(form_post("/oauth/v1/token", exchange_form(used)).status, 200);
  EXPECT_EQ(status_of(exchange_form(used)), "EXPIRED_AUTH_CODE");
  EXPECT_EQ(status_of(exchange_form("x")), "BAD_AUTH_CODE");
  Query form = exchange_form(allowed_code());
  form[3].second = "http://127.0.0.1:8090/callback";
  EXPECT_EQ(status_of(form), "MISMATCH_REDIRECT_URI_AUTH_CODE");
  form = exchange_form(allowed_code());
  form[2].second = "x";
  EXPECT_EQ(status_of(form), "BAD_CLIENT_SECRET");
  const std::string late = allowed_code();
  clock.sleep_for(60s);
  EXPECT_EQ(status_of(exchange_form(late)), "EXPIRED_AUTH_CODE");
}

// RFC 7636, appendix B.
constexpr const char* kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr const char* kChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

TEST_F(Authorisation, ACodeThatWasAskedForWithAChallengeNeedsItsVerifier) {
  struct Row {
    const char* challenge;
    const char* verifier;
    int status;
  };
  const std::vector<Row> rows{{kChallenge, kVerifier, 200},
                              {kChallenge, kChallenge, 400},
                              {kChallenge, "", 400},
                              {"", kVerifier, 400},
                              {"", "", 200}};
  for (const Row& row : rows) {
    Query form = decision("allow");
    if (*row.challenge != '\0') {
      form.emplace_back("code_challenge", row.challenge);
      form.emplace_back("code_challenge_method", "S256");
    }
    Query exchange = exchange_form(value_of(decide(form), "code"));
    exchange.emplace_back("code_verifier", row.verifier);
    const Response response = form_post("/oauth/v3/token", exchange);
    EXPECT_EQ(response.status, row.status) << row.challenge << " " << row.verifier;
    EXPECT_EQ(body_of(response).value("status", ""), row.status == 200 ? "" : "BAD_CODE_VERIFIER");
  }
}

TEST_F(Authorisation, ThePageCarriesTheChallengeAndRefusesOneThatIsNone) {
  Query query = asked();
  query.emplace_back("code_challenge", kChallenge);
  query.emplace_back("code_challenge_method", "S256");
  EXPECT_THAT(page(query).body, HasSubstr(kChallenge));
  query.back().second = "plain";
  EXPECT_EQ(page(query).status, 400);
  query.back().second = "S256";
  query[query.size() - 2].second = "short";
  EXPECT_EQ(page(query).status, 400);
}

TEST_F(Authorisation, AUserCanAllowWithoutABrowser) {
  const std::string code = portal->allow_app(kRedirect, {"crm.objects.contacts.read"});
  const Response response = form_post("/oauth/v1/token", exchange_form(code));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body_of(response)["scopes"], Json({"crm.objects.contacts.read"}));
}

TEST_F(Authorisation, F98TokensTellWhoTheyAreFor) {
  const Json access = body_of(get_plain("/oauth/v1/access-tokens/" + grant.access_token));
  EXPECT_EQ(access["token"], grant.access_token);
  EXPECT_EQ(access["hub_id"], 48215679);
  EXPECT_EQ(access["token_type"], "access");
  EXPECT_EQ(access["app_id"].dump(), portal->webhook_app().app_id);
  for (const char* name : {"user", "hub_domain", "user_id", "scopes", "expires_in"}) {
    EXPECT_TRUE(access.contains(name)) << name;
  }
  const Json refresh = body_of(get_plain("/oauth/v1/refresh-tokens/" + grant.refresh_token));
  EXPECT_EQ(refresh["token_type"], "refresh");
  EXPECT_EQ(refresh["client_id"], grant.client_id);
  EXPECT_EQ(refresh["scopes"], access["scopes"]);
  EXPECT_EQ(get_plain("/oauth/v1/refresh-tokens/x").status, 404);
}

TEST_F(Authorisation, ADeletedRefreshTokenLeavesItsAccessTokensAlive) {
  const std::string path = "/oauth/v1/refresh-tokens/" + grant.refresh_token;
  EXPECT_EQ(portal->handle({Method::del, path, {}, {}, ""}).status, 204);
  EXPECT_EQ(portal->handle({Method::del, path, {}, {}, ""}).status, 404);
  EXPECT_EQ(get(kContacts).status, 200);
}

TEST_F(Authorisation, AnIntrospectionTellsWhetherATokenIsActive) {
  const auto ask = [&](const std::string& token) {
    return form_post("/oauth/v3/token/introspect", about(token));
  };
  Json body = body_of(ask(grant.access_token));
  EXPECT_EQ(body["active"], true);
  EXPECT_EQ(body["token_use"], "access_token");
  EXPECT_EQ(body["client_id"], grant.client_id);
  EXPECT_EQ(body["signed_access_token"].size(), 17U);
  clock.sleep_for(1800s);
  body = body_of(ask(grant.access_token));
  EXPECT_EQ(body["active"], false);
  EXPECT_EQ(body["expires_in"], 0);
  body = body_of(ask(grant.refresh_token));
  EXPECT_EQ(body["active"], true);
  EXPECT_EQ(body["token_use"], "refresh_token");
  EXPECT_EQ(ask("x").status, 404);
  EXPECT_EQ(form_post("/oauth/v3/token/introspect", {{"token", grant.access_token}}).status, 400);
}

TEST_F(Authorisation, ARevokedRefreshTokenTakesItsAccessTokensAlong) {
  const auto revoke = [&](const std::string& token) {
    return form_post("/oauth/v3/token/revoke", about(token)).status;
  };
  EXPECT_EQ(revoke(grant.refresh_token), 204);
  EXPECT_EQ(get(kContacts).status, 401);
  EXPECT_EQ(revoke(grant.refresh_token), 204);
  const OAuthGrant other = portal->grant();
  grant.access_token = other.access_token;
  EXPECT_EQ(get(kContacts).status, 200);
  EXPECT_EQ(revoke(other.access_token), 204);
  EXPECT_EQ(get(kContacts).status, 401);
  EXPECT_EQ(get_plain("/oauth/v1/refresh-tokens/" + other.refresh_token).status, 200);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
