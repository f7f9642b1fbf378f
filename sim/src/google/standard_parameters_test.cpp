// The parameters that every method takes, and the two formats of errors (G3–G5, G36, G37, G110).

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// An address book with Ann, who has an email address, and Ben.
class StandardParameters : public testing::Test {
 protected:
  StandardParameters() {
    client.create({{"names", {{{"givenName", "Ann"}, {"familyName", "Ash"}}}},
                   {"emailAddresses", {{{"value", "ann@example.com"}, {"type", "home"}}}}});
    client.create_named("Ben");
  }

  TestAnswer list(const std::string& parameters) {
    return client.get("/v1/people/me/connections?personFields=names,emailAddresses&prettyPrint=0" +
                      parameters);
  }

  TestAnswer get_with(const std::string& target, const std::string& header,
                      const std::string& value) {
    Request request{.method = Method::get, .path = {}, .query = {}, .headers = {}, .body = {}};
    set_target(request, target);
    request.headers["Authorization"] = "Bearer " + client.grant.access_token;
    request.headers[header] = value;
    return TestClient::answer_of(client.google.handle(request));
  }

  TestClient client;
};

TEST_F(StandardParameters, FieldsSelectsPartsOfTheAnswerG3) {
  struct Row {
    std::string fields;
    std::string answer;
  };
  for (
      const Row& row : std::vector<Row>{
          // clang-format off
           {"totalItems",                        R"({"totalItems":2})"},
           {"total_items",                       R"({"totalItems":2})"},
           {"nextPageToken",                     R"({})"},
           {"connections/names/givenName",       R"({"connections":[{"names":[{"givenName":"Ann"}]},{"names":[{"givenName":"Ben"}]}]})"},
           {"connections(names(givenName))",     R"({"connections":[{"names":[{"givenName":"Ann"}]},{"names":[{"givenName":"Ben"}]}]})"},
           {"totalItems,connections/emailAddresses(value,type)", R"({"connections":[{"emailAddresses":[{"value":"ann@example.com","type":"home"}]},{}],"totalItems":2})"},
           {"connections/*/givenName",           R"({"connections":[{"names":[{"givenName":"Ann"}],"emailAddresses":[{}]},{"names":[{"givenName":"Ben"}]}]})"},
           {"connections/names/givenName,connections/names/familyName", R"({"connections":[{"names":[{"familyName":"Ash","givenName":"Ann"}]},{"names":[{"givenName":"Ben"}]}]})"},
          // clang-format on
      }) {
    const TestAnswer answer = list("&fields=" + row.fields);
    EXPECT_EQ(answer.status, 200) << row.fields;
    EXPECT_EQ(answer.text, row.answer) << row.fields;
  }
}

TEST_F(StandardParameters, FieldsStarIsEverything) {
  EXPECT_EQ(list("&fields=*").text, list("").text);
  EXPECT_EQ(list("&fields=connections,totalPeople,totalItems").text, list("").text);
  EXPECT_EQ(list("&fields=*/names,connections,totalPeople,totalItems").text, list("").text);
}

TEST_F(StandardParameters, ABadSelectorIsAnInvalidParameterG37) {
  for (const std::string selector :
       {"nothing", "connections/nothing", "connections/names/givenName/x", "a,,b", ",",
        "totalItems,", "connections(names", "connections)", "connections()", "connections/",
        "/totalItems", "total Items", "**", "connections/names(*))"}) {
    const TestAnswer refused = list("&$.xgafv=1&fields=" + percent_encode(selector));
    EXPECT_EQ(refused.status, 400) << selector;
    EXPECT_EQ(refused.error_message(), "Request contains an invalid argument.");
    EXPECT_EQ(refused.body.value(Json::json_pointer("/error/errors/0"), Json()),
              (Json{{"message", "Invalid Parameter"},
                    {"domain", "global"},
                    {"reason", "invalidParameter"},
                    {"location", "fields"},
                    {"locationType", "parameter"}}));
  }
}

TEST_F(StandardParameters, ADeepSelectorIsRefused) {
  std::string deep = "connections";
  for (int at = 0; at < 3000; ++at) {
    deep += "/*";
  }
  EXPECT_EQ(list("&fields=" + deep).status, 400);
  EXPECT_EQ(list("&fields=" + std::string(3000, '(')).status, 400);
}

TEST_F(StandardParameters, ABadSelectorStopsAWrite) {
  EXPECT_EQ(
      client.post("/v1/people:createContact?fields=nothing", {{"names", {{{"givenName", "C"}}}}})
          .status,
      400);
  EXPECT_EQ(list("").body.at("totalItems"), 2);
}

TEST_F(StandardParameters, OfForeignValuesAreRefused) {
  for (const std::string parameter :
       {"alt=media", "alt=proto", "alt=xml", "$.xgafv=3", "callback=alert(1)//",
        "quotaUser=12345678901234567890123456789012345678901"}) {
    EXPECT_EQ(list("&" + parameter).status, 400) << parameter;
  }
  EXPECT_EQ(list("&alt=json&$.xgafv=2&quotaUser=ann&key=AIza&uploadType=media&upload_protocol=raw")
                .status,
            200);
}

TEST_F(StandardParameters, ACallbackMakesTheAnswerAScript) {
  const TestAnswer answer = list("&fields=totalItems&callback=app.people%5B0%5D");
  EXPECT_EQ(answer.headers.at("Content-Type"), "text/javascript; charset=UTF-8");
  EXPECT_EQ(answer.text, "// API callback\napp.people[0]({\"totalItems\":2});");
}

TEST_F(StandardParameters, HaveProtoNamesTooG4) {
  EXPECT_THAT(
      client.get("/v1/people/me/connections?person_fields=names&page_size=1&pretty_print=0").text,
      StartsWith(R"({"connections":[)"));
  EXPECT_EQ(client.get("/v1/people/me/connections?request_mask.include_field=person.names").status,
            200);
}

struct Caller {
  std::string name;
  GoogleLegacyErrors option;
  std::string header;
  std::string value;
  std::string format;  ///< Of $.xgafv.
  bool lists_errors;
};

class ErrorFormat : public testing::TestWithParam<Caller> {};

TEST_P(ErrorFormat, IsOlderForSomeClientsG110) {
  TestClient client(GoogleOptions{.legacy_errors = GetParam().option});
  Request request{.method = Method::get, .path = {}, .query = {}, .headers = {}, .body = {}};
  set_target(request, "/v1/people/c1?$.xgafv=" + GetParam().format);
  request.headers["Authorization"] = "Bearer " + client.grant.access_token;
  request.headers[GetParam().header] = GetParam().value;
  const TestAnswer refused = TestClient::answer_of(client.google.handle(request));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body.at("error").contains("errors"), GetParam().lists_errors);
  if (GetParam().lists_errors) {
    EXPECT_EQ(refused.body.at("error").at("errors").at(0).at("reason"), "badRequest");
    EXPECT_EQ(refused.body.at("error").at("errors").at(0).at("domain"), "global");
    EXPECT_LT(refused.text.find("\"errors\""), refused.text.find("\"status\""));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Callers, ErrorFormat,
    testing::ValuesIn<Caller>({
        // clang-format off
        {"Node",       GoogleLegacyErrors::by_client, "x-goog-api-client", "gdcl/9.3.1 gl-node/22.23.3",             "",  true},
        {"NodeAgent",  GoogleLegacyErrors::by_client, "user-agent",        "google-api-nodejs-client/9.3.1 (gzip)",  "",  true},
        {"Go",         GoogleLegacyErrors::by_client, "x-goog-api-client", "gl-go/1.20 gdcl/0.1",                    "",  true},
        {"Python",     GoogleLegacyErrors::by_client, "x-goog-api-client", "gl-python/3.11 gdcl/1.7.12",             "",  false},
        {"Curl",       GoogleLegacyErrors::by_client, "user-agent",        "curl/7.88.1",                            "",  false},
        {"CurlAsking", GoogleLegacyErrors::by_client, "user-agent",        "curl/7.88.1",                            "1", true},
        {"NodeNot",    GoogleLegacyErrors::by_client, "x-goog-api-client", "gl-node/22.23.3",                        "2", false},
        {"Always",     GoogleLegacyErrors::always,    "user-agent",        "curl/7.88.1",                            "",  true},
        {"Never",      GoogleLegacyErrors::never,     "x-goog-api-client", "gl-node/22.23.3",                        "",  false},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

struct Credential {
  std::string name;
  std::string header;
  bool expired;
  std::string reason;
};

class CredentialErrorInfo : public testing::TestWithParam<Credential> {};

TEST_P(CredentialErrorInfo, IsAnOptionG111) {
  for (const bool has_info : {true, false}) {
    TestClient client(GoogleOptions{.unauthenticated_has_error_info = has_info});
    if (GetParam().expired) {
      client.google.expire_access_tokens();
    }
    Request request{Method::get, "/v1/people/me/connections", {}, {}, ""};
    if (!GetParam().header.empty() || GetParam().expired) {
      request.headers["Authorization"] =
          GetParam().expired ? "Bearer " + client.grant.access_token : GetParam().header;
    }
    const TestAnswer refused = TestClient::answer_of(client.google.handle(request));
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.first_reason(), has_info ? GetParam().reason : "");
    EXPECT_EQ(refused.text.find("PeopleService.ListConnections") != std::string::npos, has_info);
  }
}

INSTANTIATE_TEST_SUITE_P(Credentials, CredentialErrorInfo,
                         testing::ValuesIn<Credential>({
                             {"None", "", false, "CREDENTIALS_MISSING"},
                             {"Expired", "", true, "ACCESS_TOKEN_EXPIRED"},
                             {"Unknown", "Bearer ya29.none", false,
                              "ACCESS_TOKEN_TYPE_UNSUPPORTED"},
                         }),
                         [](const auto& row) { return row.param.name; });

TEST_F(StandardParameters, TheErrorFormatOfARefusedTokenIsTheCallersToo) {
  client.google.expire_access_tokens();
  EXPECT_THAT(get_with("/v1/people/c1", "x-goog-api-client", "gl-php/7.4").text,
              HasSubstr("\"reason\": \"authError\""));
}

TEST(Headers, AnIfMatchHasNoEffectOnAnUpdateG78) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  Request request{.method = Method::patch, .path = {}, .query = {}, .headers = {}, .body = {}};
  set_target(request, "/v1/" + ann.at("resourceName").get<std::string>() +
                          ":updateContact?updatePersonFields=names");
  request.headers["Authorization"] = "Bearer " + client.grant.access_token;
  request.headers["If-Match"] = R"("of nobody")";
  request.body = Json{{"etag", ann.at("etag")}, {"names", {{{"givenName", "Bea"}}}}}.dump();
  EXPECT_EQ(client.google.handle(request).status, 200) << "its body has the right etag";
  request.headers["If-Match"] = ann.at("etag");
  EXPECT_EQ(client.google.handle(request).status, 400) << "that etag is stale now";
}

}  // namespace
}  // namespace lockstep::sim::google
