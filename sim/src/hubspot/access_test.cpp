/// Credentials, scopes and quotas.

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using namespace std::chrono_literals;

class Access : public PortalTest {
 protected:
  Response token(const Query& form, const std::string& type = "application/x-www-form-urlencoded") {
    return portal->handle(
        {Method::post, "/oauth/v1/token", {}, {{"Content-Type", type}}, format_query(form)});
  }

  [[nodiscard]] Query refresh_form() const {
    return {{"grant_type", "refresh_token"},
            {"client_id", grant.client_id},
            {"client_secret", grant.client_secret},
            {"refresh_token", grant.refresh_token}};
  }
};

TEST_F(Access, F6F73NoTokenAndAnUnknownOneAre401) {
  for (const Headers& headers : {Headers{}, Headers{{"Authorization", "Bearer x"}},
                                 Headers{{"Authorization", "Basic eDp5"}}}) {
    const Response response =
        portal->handle({Method::get, std::string(kContacts), {}, headers, ""});
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(body_of(response)["category"], "INVALID_AUTHENTICATION");
  }
}

TEST_F(Access, F74F96AnAccessTokenLivesHalfAnHour) {
  clock.sleep_for(1799s);
  EXPECT_EQ(get(kContacts).status, 200);
  clock.sleep_for(1s);
  const Response response = get(kContacts);
  EXPECT_EQ(response.status, 401);
  const Json body = body_of(response);
  EXPECT_EQ(body["category"], "EXPIRED_AUTHENTICATION");
  EXPECT_EQ(body["message"], "The OAuth token used to make this call expired 0 second(s) ago.");
  EXPECT_EQ(body["context"]["expire time"][0], "2026-03-02T09:30:00.250Z");
}

TEST_F(Access, F96ARefreshTokenBringsNewAccessTokensAndStaysTheSame) {
  portal->expire_access_tokens();
  EXPECT_EQ(get(kContacts).status, 401);
  const Response response = token(refresh_form());
  ASSERT_EQ(response.status, 200);
  const Json body = body_of(response);
  EXPECT_EQ(body["token_type"], "bearer");
  EXPECT_EQ(body["refresh_token"], grant.refresh_token);
  EXPECT_EQ(body["expires_in"], 1800);
  grant.access_token = body["access_token"];
  EXPECT_EQ(get(kContacts).status, 200);
  EXPECT_EQ(token(refresh_form()).status, 200);
}

TEST_F(Access, F97ARevokedGrantIsWorthNothing) {
  portal->revoke_refresh_tokens();
  EXPECT_EQ(get(kContacts).status, 401);
  const Response response = token(refresh_form());
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(body_of(response)["error"], "invalid_grant");
  EXPECT_EQ(body_of(response)["status"], "BAD_REFRESH_TOKEN");
  grant = portal->grant();
  EXPECT_EQ(get(kContacts).status, 200);
}

TEST_F(Access, F9F97TheTokenEndpointChecksItsClientAndItsForm) {
  Query form = refresh_form();
  form[2].second = "x";
  EXPECT_EQ(token(form).status, 400);
  form = refresh_form();
  form[0].second = "password";
  EXPECT_EQ(token(form).status, 400);
  EXPECT_EQ(token(refresh_form(), "application/json").status, 415);
}

TEST_F(Access, F75AMissingScopeIs403CON4) {
  grant = portal->grant({"crm.objects.contacts.read"});
  EXPECT_EQ(get(kContacts).status, 200);
  const Response response = create({{"firstname", "Ann"}});
  EXPECT_EQ(response.status, 403);
  const Json body = body_of(response);
  EXPECT_EQ(body["category"], "MISSING_SCOPES");
  EXPECT_EQ(body["errors"][0]["context"]["requiredGranularScopes"][0],
            "crm.objects.contacts.write");
  EXPECT_EQ(body["links"]["scopes"], "https://developers.hubspot.com/scopes");
}

TEST_F(Access, F98ATokenTellsWhatItAllows) {
  grant = portal->grant({"crm.objects.contacts.read", "crm.lists.read"});
  const std::string path = "/oauth/v1/access-tokens/" + grant.access_token;
  const Response response = portal->handle({Method::get, path, {}, {}, ""});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body_of(response)["scopes"], Json({"crm.objects.contacts.read", "crm.lists.read"}));
  EXPECT_EQ(body_of(response)["expires_in"], 1800);
  clock.sleep_for(1800s);
  EXPECT_EQ(portal->handle({Method::get, path, {}, {}, ""}).status, 404);
}

TEST_F(Access, OtherObjectsAreOutOfReach) {  // CON-2
  const Response response = post("/crm/v3/objects/companies", {{"properties", Json::object()}});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(body_of(response)["errors"][0]["context"]["requiredGranularScopes"][0],
            "crm.objects.companies.write");
  EXPECT_EQ(send(Method::put, "/crm/v3/lists/1/memberships/add").status, 403);
  EXPECT_EQ(get("/nowhere").status, 404);
  EXPECT_EQ(send(Method::put, kContacts).status, 405);
}

TEST_F(Access, F77F86F87The111thRequestIn10SecondsIs429) {
  restart({});
  for (int count = 0; count < 110; ++count) {
    const Response response = get(kContacts);
    ASSERT_EQ(response.status, 200);
    ASSERT_EQ(find_value(response.headers, "x-hubspot-ratelimit-remaining"),
              std::to_string(109 - count));
  }
  const Response response = get(kContacts);
  EXPECT_EQ(response.status, 429);
  const Json body = body_of(response);
  EXPECT_EQ(body["policyName"], "TEN_SECONDLY_ROLLING");
  EXPECT_EQ(body["message"], "You have reached your ten_secondly_rolling limit.");
  EXPECT_EQ(body["errorType"], "RATE_LIMIT");
  clock.sleep_for(10s);
  EXPECT_EQ(get(kContacts).status, 200);
}

TEST_F(Access, U12ARefusalCanTellWhenToTryAgain) {
  restart({.requests_per_10_s_max = 2, .limits_tell_retry_after = true, .requests_per_day_max = 3});
  const auto retry_after = [&] {
    const Response response = get(kContacts);
    return std::string(find_value(response.headers, "Retry-After").value_or("none"));
  };
  EXPECT_EQ(retry_after(), "none");
  clock.sleep_for(4s);
  EXPECT_EQ(retry_after(), "none");
  clock.sleep_for(500ms);
  EXPECT_EQ(retry_after(), "6") << "5.5 s, and no fraction";
  clock.sleep_for(6s);
  EXPECT_EQ(retry_after(), "none");
  EXPECT_EQ(retry_after(), std::to_string(15 * 3'600 - 10)) << "until midnight";
}

TEST_F(Access, F65F77F86F87SearchHasAQuotaOfItsOwnAndNoHeaders) {
  restart({});
  const auto search = [&] { return post(std::string(kContacts) + "/search", Json::object()); };
  for (int count = 0; count < 5; ++count) {
    const Response response = search();
    ASSERT_EQ(response.status, 200);
    EXPECT_FALSE(response.headers.contains("X-HubSpot-RateLimit-Max"));
  }
  const Response refused = search();
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(body_of(refused)["message"], "You have reached your secondly limit.");
  EXPECT_EQ(body_of(refused)["policyName"], "SECONDLY");
  const Response other = get(kContacts);
  EXPECT_EQ(find_value(other.headers, "X-HubSpot-RateLimit-Max"), "110");
  EXPECT_EQ(find_value(other.headers, "X-HubSpot-RateLimit-Remaining"), "109");
  EXPECT_EQ(find_value(other.headers, "X-HubSpot-RateLimit-Interval-Milliseconds"), "10000");
  clock.sleep_for(1s);
  EXPECT_EQ(search().status, 200);
}

TEST_F(Access, F76AnUnknownTypeOfRecordIsTold) {
  EXPECT_EQ(get("/crm/v3/objects/companies/1").status, 403);
  EXPECT_EQ(get("/crm/v3/objects/0-2/1").status, 403);
  for (const char* path : {"/crm/v3/objects/butterflies", "/crm/v3/properties/butterflies"}) {
    const Response response = get(path);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(body_of(response)["message"], "Unable to infer object type from: butterflies");
  }
}

struct OperationRow {
  Method method;
  const char* path;
  const char* operation;
  bool mutation;
};

TEST(Operations, AreToldByMethodAndPath) {
  // clang-format off
  const std::vector<OperationRow> rows{
      {Method::get,   "/crm/v3/objects/contacts",              "crm.contacts.getPage",      false},
      {Method::get,   "//crm/v3/objects/contacts/a%2Fb",       "crm.contacts.getById",      false},
      {Method::post,  "/crm/v3/objects/contacts",              "crm.contacts.create",       true},
      {Method::post,  "/crm/v3/objects/0-1",                   "crm.contacts.create",       true},
      {Method::patch, "/crm/v3/objects/contacts/1",            "crm.contacts.update",       true},
      {Method::del,   "/crm/v3/objects/contacts/1",            "crm.contacts.archive",      true},
      {Method::post,  "/crm/v3/objects/contacts/merge",        "crm.contacts.merge",        true},
      {Method::post,  "/crm/v3/objects/contacts/gdpr-delete",  "crm.contacts.gdprDelete",   true},
      {Method::post,  "/crm/v3/objects/contacts/search",       "crm.contacts.search",       false},
      {Method::post,  "/crm/v3/objects/contacts/batch/read",   "crm.contacts.batch.read",   false},
      {Method::post,  "/crm/v3/objects/contacts/batch/create", "crm.contacts.batch.create", true},
      {Method::post,  "/crm/v3/objects/contacts/batch/update", "crm.contacts.batch.update", true},
      {Method::post,  "/crm/v3/objects/contacts/batch/upsert", "crm.contacts.batch.upsert", true},
      {Method::post,  "/crm/v3/objects/contacts/batch/archive", "crm.contacts.batch.archive", true},
      {Method::get,   "/crm/v3/properties/contacts",           "crm.properties.getAll",     false},
      {Method::get,   "/crm/v3/properties/contacts/email",     "crm.properties.getByName",  false},
      {Method::get,   "/crm/v3/lists/1/memberships",           "crm.lists.memberships",     false},
      {Method::post,  "/oauth/v1/token",                       "oauth.token",               false},
      {Method::post,  "/crm/v3/objects/companies/search",      "crm.other.read",            false},
      {Method::put,   "/crm/v3/lists/folders/move-list",       "crm.lists.folders.moveList", true},
      {Method::put,   "/crm/v3/lists/1/memberships/add",       "crm.lists.memberships.add", true},
      {Method::post,  "/crm/v3/properties/contacts",           "crm.properties.create",     true},
      {Method::get,   "/crm/v3/properties/contacts/groups",    "crm.properties.groups.getAll", false},
      {Method::get,   "/crm/v4/objects/0-1/1/associations/companies", "crm.associations.getPage", false},
      {Method::get,   "/crm/v3/lists/",                        "crm.lists.getAll",          false},
      {Method::post,  "/crm/v3/lists/",                        "crm.lists.create",          true},
      {Method::get,   "/crm/v3/owners/",                       "crm.owners.getPage",        false},
      {Method::get,   "/elsewhere",                            "unknown",                   false}};
  // clang-format on
  for (const OperationRow& row : rows) {
    const std::string_view operation =
        FakeHubSpot::operation_of({row.method, row.path, {}, {}, {}});
    EXPECT_EQ(operation, row.operation) << row.path;
    EXPECT_EQ(FakeHubSpot::is_mutation(operation), row.mutation) << row.path;
  }
}

TEST_F(Access, NoBytesMakeThePortalFall) {
  Random random(11);
  const std::vector<std::string> paths{"/crm/v3/objects/contacts",
                                       "/crm/v3/objects/contacts/search",
                                       "/crm/v3/objects/contacts/batch/create",
                                       "/crm/v3/objects/contacts/batch/read",
                                       "/crm/v3/objects/contacts/%ff?idProperty=email",
                                       "/oauth/v1/token"};
  const std::string alphabet = "{}[]\",:0a\\\xff\x01 ";
  for (int count = 0; count < 3'000; ++count) {
    Request request{
        Method::post,
        "",
        {},
        {{"Authorization", "Bearer " + grant.access_token}, {"Content-Type", "application/json"}},
        "{\"inputs\":"};
    request.method = random.chance(1, 4) ? Method::get : Method::post;
    set_target(request, paths[random.below(paths.size())]);
    for (std::uint64_t length = random.below(30); length > 0; --length) {
      request.body += alphabet[random.below(alphabet.size())];
    }
    const Response response = portal->handle(request);
    EXPECT_GE(response.status, 200);
    EXPECT_TRUE(Json::accept(response.body)) << request.body;
  }
}

}  // namespace
}  // namespace lockstep::sim::hubspot
