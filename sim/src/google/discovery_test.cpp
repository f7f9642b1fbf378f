// The discovery document, from which Google's clients for dynamic languages make themselves.

#include <gmock/gmock.h>

#include <set>

#include "lockstep/base/text.h"

#include "google/google_test_client.h"
#include "google/methods.h"

namespace lockstep::sim::google {
namespace {

using testing::AnyOf;
using testing::Eq;

Json document_for(const std::string& host, const std::string& target = "/$discovery/rest") {
  TestClient client;
  Request request{.method = Method::get, .path = {}, .query = {}, .headers = {}, .body = {}};
  set_target(request, target);
  request.headers["Host"] = host;
  return TestClient::answer_of(client.google.handle(request)).body;
}

/// Each "$ref" below `value`.
void collect_references(const Json& value, std::set<std::string>& into) {
  if (value.is_object() && value.contains("$ref")) {
    into.insert(value.at("$ref").get<std::string>());
  }
  if (value.is_structured()) {
    for (const Json& member : value) {
      collect_references(member, into);
    }
  }
}

TEST(Discovery, NamesTheHostThatWasAsked) {
  EXPECT_EQ(document_for("127.0.0.1:4711").at("rootUrl"), "http://127.0.0.1:4711/");
  EXPECT_EQ(document_for("people.googleapis.com").at("rootUrl"), "https://people.googleapis.com/");
  EXPECT_EQ(document_for("evil.example/\"<").at("rootUrl"), "https://people.googleapis.com/");
}

TEST(Discovery, IsAtBothPlacesWithoutACredential) {
  const Json document = document_for("localhost", "/$discovery/rest?version=v1");
  EXPECT_EQ(document.at("id"), "people:v1");
  EXPECT_EQ(document.at("batchPath"), "batch");
  EXPECT_EQ(document_for("localhost", "/discovery/v1/apis/people/v1/rest"), document);
  EXPECT_EQ(document_for("localhost", "/%24discovery/rest"), document);
}

TEST(Discovery, KnowsNoOtherApiOrVersion) {
  TestClient client;
  for (const char* const target :
       {"/$discovery/rest?version=v9", "/discovery/v1/apis/people/v2/rest",
        "/discovery/v1/apis/drive/v1/rest"}) {
    const TestAnswer refused = client.get(target);
    EXPECT_EQ(refused.status, 404) << target;
    EXPECT_EQ(refused.error_status(), "NOT_FOUND");
  }
}

TEST(Discovery, DescribesEveryMethodOfTheRouteTable) {
  const Json document = document_for("localhost");
  for (const ApiMethod& method : api_methods()) {
    std::string pointer;
    const std::vector<std::string_view> names = split(method.operation, '.');
    for (std::size_t at = 0; at < names.size(); ++at) {
      pointer += at + 1 < names.size() ? "/resources/" : "/methods/";
      pointer += names[at];
    }
    const Json& described = document.at(Json::json_pointer(pointer));
    EXPECT_EQ(described.at("id"), "people." + std::string(method.operation));
    EXPECT_EQ(described.at("httpMethod"), to_string(method.verb));
    EXPECT_TRUE(document.at("schemas").contains(described.at("response").at("$ref")));
    for (const std::string_view parameter : method.parameters) {
      EXPECT_EQ(described.at("parameters").at(std::string(parameter)).at("location"), "query");
    }
  }
}

TEST(Discovery, WritesAPathAsAResourceNameAndFlat) {
  const Json document = document_for("localhost");
  const Json& update = document.at("/resources/people/methods/updateContact"_json_pointer);
  EXPECT_EQ(update.at("path"), "v1/{+resourceName}:updateContact");
  EXPECT_EQ(update.at("flatPath"), "v1/people/{peopleId}:updateContact");
  EXPECT_EQ(update.at("parameters").at("resourceName"), (Json{{"location", "path"},
                                                              {"pattern", "^people/[^/]+$"},
                                                              {"required", true},
                                                              {"type", "string"}}));
  EXPECT_EQ(update.at("parameterOrder"), Json({"resourceName"}));
  EXPECT_EQ(update.at("request").at("$ref"), "Person");
  EXPECT_EQ(update.at("scopes"), Json({kGoogleContactsScope}));
  const Json& list =
      document.at("/resources/people/resources/connections/methods/list"_json_pointer);
  EXPECT_EQ(list.at("path"), "v1/{+resourceName}/connections");
  EXPECT_EQ(list.at("parameters").at("sources").at("repeated"), true);
  EXPECT_EQ(list.at("parameters").at("pageSize").at("type"), "integer");
}

TEST(Discovery, DefinesEveryMessageThatItRefersTo) {
  const Json document = document_for("localhost");
  std::set<std::string> references;
  collect_references(document, references);
  EXPECT_TRUE(references.contains("PhoneNumber"));
  for (const std::string& name : references) {
    EXPECT_TRUE(document.at("schemas").contains(name)) << name;
  }
  for (const Json& schema : document.at("schemas")) {
    for (const auto& [name, property] : schema.at("properties").items()) {
      EXPECT_TRUE(property.contains("$ref") ||
                  testing::Matches(AnyOf(Eq("array"), Eq("object"), Eq("string"), Eq("integer"),
                                         Eq("boolean")))(property.value("type", "")))
          << schema.at("id") << ' ' << name;
    }
  }
}

}  // namespace
}  // namespace lockstep::sim::google
