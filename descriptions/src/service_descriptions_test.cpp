#include "lockstep/descriptions/service_descriptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "lockstep/sim/error_catalogue.h"

namespace lockstep::descriptions {
namespace {

namespace fs = std::filesystem;

using sim::Service;
using testing::HasSubstr;
using testing::IsEmpty;

// Two APIs of one operation each, in the forms that the services use.

constexpr const char* kGoogle = R"json({
  "resources": {"people": {"methods": {"get": {
    "httpMethod": "GET", "flatPath": "v1/people/{peopleId}", "response": {"$ref": "Person"}}}}},
  "schemas": {
    "Person": {"id": "Person", "type": "object", "properties": {
      "resourceName": {"type": "string"},
      "updateTime": {"type": "string", "format": "google-datetime"},
      "names": {"type": "array", "items": {"$ref": "Name"}},
      "labels": {"type": "object", "additionalProperties": {"$ref": "Name"}}}},
    "Name": {"id": "Name", "type": "object", "properties": {
      "kind": {"type": "string", "enum": ["FULL", "SHORT"]}}}}})json";

constexpr const char* kHubSpot = R"json({"openapi": "3.0.1",
  "paths": {"/crm/v3/objects/contacts/{contactId}": {
    "get": {"responses": {
      "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/SimplePublicObject"}}}},
      "default": {"$ref": "#/components/responses/Error"}}},
    "delete": {"responses": {"204": {"description": "none", "content": {}}}}}},
  "components": {
    "responses": {"Error": {"content": {"*/*": {"schema": {"$ref": "#/components/schemas/Error"}}}}},
    "schemas": {
      "SimplePublicObject": {"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"},
        "properties": {"type": "object", "additionalProperties": {"type": "string"}}}},
      "Error": {"type": "object", "required": ["category", "correlationId", "message"], "properties": {
        "category": {"type": "string"}, "message": {"type": "string"},
        "correlationId": {"type": "string", "format": "uuid"}}}}}})json";

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "lockstep-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  void write(const char* name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::shared_ptr<const ServiceDescriptions> small_descriptions() {
  const TemporaryFolder folder;
  folder.write("people-v1.json", kGoogle);
  folder.write("hubspot-contacts-v3.json", kHubSpot);
  folder.write("hubspot-contact-properties-subset.json", R"({"results": []})");
  return ServiceDescriptions::load(folder.path()).value();
}

struct Row {
  const char* name;
  Service service;
  Method method;
  const char* path;
  int status;
  const char* content_type;
  const char* body;
  const char* pointer;
  const char* what;  ///< "" where nothing is wrong.
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Answer : public testing::TestWithParam<Row> {};

TEST_P(Answer, IsHeldAgainstTheDescription) {
  static const auto kDescriptions = small_descriptions();
  const Row& row = GetParam();
  const Request request{row.method, row.path, {}, {}, {}};
  Response response{row.status, {}, row.body};
  if (*row.content_type != '\0') {
    response.headers["Content-Type"] = row.content_type;
  }
  const std::vector<AnswerViolation> violations =
      kDescriptions->check(row.service, request, response);
  if (*row.what == '\0') {
    EXPECT_THAT(violations, IsEmpty()) << violations.front().what;
    return;
  }
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].service, row.service);
  EXPECT_EQ(violations[0].status, row.status);
  EXPECT_EQ(violations[0].pointer, row.pointer);
  EXPECT_THAT(violations[0].what, HasSubstr(row.what));
}

constexpr auto kG = Service::google;
constexpr auto kH = Service::hubspot;
constexpr auto kGet = Method::get;
constexpr const char* kJson = "application/json; charset=UTF-8";
constexpr const char* kPerson = "/v1/people/c1";
constexpr const char* kContact = "/crm/v3/objects/contacts/1";

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, Answer, testing::ValuesIn(std::vector<Row>{
    {"AsDescribed",       kG, kGet, kPerson, 200, kJson, R"({"resourceName":"people/c1","names":[{"kind":"FULL"}],"labels":{"a":{}}})", "", ""},
    {"UnknownMember",     kG, kGet, kPerson, 200, kJson, R"({"names":[{"kind":"FULL","nick":"x"}]})", "/names/0", "nick"},
    {"UnknownValue",      kG, kGet, kPerson, 200, kJson, R"({"names":[{},{"kind":"LONG"}]})", "/names/1/kind", "enum"},
    {"WrongType",         kG, kGet, kPerson, 200, kJson, R"({"resourceName":1})", "/resourceName", "type"},
    {"WrongTimestamp",    kG, kGet, kPerson, 200, kJson, R"({"updateTime":"2026-03-02 09:00"})", "/updateTime", "pattern"},
    {"WrongStatus",       kG, kGet, kPerson, 201, kJson, "{}", "", "status"},
    {"WrongContentType",  kG, kGet, kPerson, 200, "text/plain", "{}", "", "text/plain"},
    {"NoContentType",     kG, kGet, kPerson, 200, "", "{}", "", "content type"},
    {"NoJson",            kG, kGet, kPerson, 200, kJson, "{", "", "no JSON"},
    {"GoogleError",       kG, kGet, kPerson, 404, kJson, R"({"error":{"code":404,"message":"m","status":"NOT_FOUND","details":[{"@type":"type.googleapis.com/x","a":1}]}})", "", ""},
    {"DetailWithoutType", kG, kGet, kPerson, 404, kJson, R"({"error":{"code":404,"message":"m","status":"NOT_FOUND","details":[{}]}})", "/error/details/0", "@type"},
    {"PageForNoPath",     kG, kGet, "/v1/bananas", 404, "text/html; charset=UTF-8", "<!DOCTYPE html>", "", ""},
    {"PageForNoVerb",     kG, kGet, "/v1/people/c1:bananas", 404, "text/html; charset=UTF-8", "<!DOCTYPE html>", "", ""},
    {"JsonForNoPath",     kG, kGet, "/v1/bananas", 404, kJson, "{}", "", "page"},
    {"TokenEndpoint",     kG, Method::post, "/token", 200, kJson, "{}", "", ""},
    {"NullProperty",      kH, kGet, kContact, 200, kJson, R"({"id":"1","properties":{"email":null}})", "", ""},
    {"NumberProperty",    kH, kGet, kContact, 200, kJson, R"({"id":"1","properties":{"email":1}})", "/properties/email", "type"},
    {"MissingMember",     kH, kGet, kContact, 200, kJson, R"({"properties":{}})", "", "id"},
    {"ByTypeId",          kH, kGet, "//crm/v3/objects/0-1/1", 200, kJson, R"({"id":1})", "/id", "type"},
    {"NoBody",            kH, Method::del, kContact, 204, "", "", "", ""},
    {"BodyForNoBody",     kH, Method::del, kContact, 204, kJson, "{}", "", "no body"},
    {"HubSpotError",      kH, kGet, kContact, 404, kJson, R"({"status":"error","message":"m","correlationId":"019cd9fe-0000-7000-8000-000000000000"})", "", ""},
    {"NoCorrelationId",   kH, kGet, kContact, 404, kJson, R"({"status":"error","message":"m"})", "", "correlationId"},
    {"UndescribedAnswer", kH, kGet, "/crm/v3/bananas", 200, kJson, "{}", "", "no description"},
    {"UndescribedError",  kH, kGet, "/crm/v3/bananas", 404, kJson, R"({"message":"m"})", "", "correlationId"},
}), [](const auto& row) { return row.param.name; });
// clang-format on

TEST(ServiceDescriptions, NeedBothServices) {
  const TemporaryFolder folder;
  folder.write("people-v1.json", kGoogle);
  const auto loaded = ServiceDescriptions::load(folder.path());
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("hubspot-*.json"));
}

TEST(ServiceDescriptions, RefuseAFileThatIsNone) {
  const TemporaryFolder folder;
  folder.write("people-v1.json", "{}");
  const auto loaded = ServiceDescriptions::load(folder.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::invalid_input);
}

TEST(ServiceDescriptions, AllowTheErrorsThatFaultsInject) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const folder = std::getenv("LOCKSTEP_SPECS");
  if (folder == nullptr) {
    GTEST_SKIP() << "LOCKSTEP_SPECS names no folder of the services' descriptions";
  }
  const auto descriptions = ServiceDescriptions::load(folder).value();
  for (const sim::CataloguedError& error : sim::error_catalogue()) {
    if (error.body.starts_with('<') || error.id.ends_with("invalid_grant")) {
      continue;  // A page of a proxy; the token endpoints have errors of their own.
    }
    std::string body(error.body);
    for (const auto& [name, value] :
         {std::pair{"{correlation_id}", "019cd9fe-0000-7000-8000-000000000000"},
          std::pair{"{now}", "2026-03-02T09:00:00Z"}}) {
      for (std::size_t at = body.find(name); at != std::string::npos; at = body.find(name)) {
        body.replace(at, std::string(name).size(), value);
      }
    }
    const Service service = service_of(error);
    const Request request{kGet, service == kG ? kPerson : kContact, {}, {}, {}};
    const auto violations =
        descriptions->check(service, request, {error.status, {{"Content-Type", kJson}}, body});
    EXPECT_THAT(violations, IsEmpty())
        << error.id << ": " << violations.front().pointer << ": " << violations.front().what;
  }
}

}  // namespace
}  // namespace lockstep::descriptions
