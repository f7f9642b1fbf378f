// A fake that answers as its service's description does not allow: nothing that follows counts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "lockstep/descriptions/service_descriptions.h"
#include "lockstep/scenario/run.h"
#include "lockstep/scenario/temporary_folder.h"

#include "scripted_connector.h"

namespace lockstep::scenario {
namespace {

using testing::HasSubstr;

/// Descriptions of one operation each. Google's list has the member that `list_schema` names.
std::shared_ptr<const descriptions::ServiceDescriptions> descriptions_with(
    const std::string& list_schema) {
  const auto folder = TemporaryFolder::make();
  std::ofstream(folder->path() / "people-v1.json")
      << R"({"resources": {"people": {"methods": {"list": {"httpMethod": "GET",
             "flatPath": "v1/people/{peopleId}/connections", "response": {"$ref": "List"}}}}},
             "schemas": {"List": {"type": "object", )" +
             list_schema + "}}}";
  std::ofstream(folder->path() / "hubspot-contacts-v3.json")
      << R"({"openapi": "3.0.1", "paths": {"/oauth/v1/token": {"post": {"responses": {"200": {
             "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Token"}}}}}}}},
             "components": {"responses": {"Error": {}}, "schemas": {"Token": {"type": "object"}}}})";
  return descriptions::ServiceDescriptions::load(folder->path()).value();
}

ScenarioResult run_with(const std::string& list_schema) {
  const auto scenario = parse_scenario(R"({"scenario": "a/b", "title": "t", "rules": ["MAT-1"],
    "given": {"google": [{"ref": "zoe", "person": {"names": [{"givenName": "Zoe"}]}}]},
    "when": [{"sync": 1}], "then": [{"requests": {"operation": "people.createContact", "at_most": 0}}]})",
                                       "test.jsonc");
  EXPECT_TRUE(scenario) << scenario.error().source << ' ' << scenario.error().message;
  ScriptedConnector connector([](ScriptedPass& pass) {
    pass.google.send(Method::get, "/v1/people/me/connections?personFields=names");
    return PassOutcome{};
  });
  const auto runner = ScenarioRunner::make(connector, 1);
  (*runner)->judge_answers(descriptions_with(list_schema));
  EventList events;
  return (*runner)->run(*scenario, events);
}

TEST(UndescribedAnswer, IsAHarnessErrorWhateverTheConnectorDid) {
  const ScenarioResult result = run_with(R"("properties": {"totalItems": {"type": "integer"}})");
  EXPECT_EQ(result.verdict, Verdict::harness_error);
  ASSERT_FALSE(result.checks.empty());
  EXPECT_THAT(result.checks.front().message,
              HasSubstr("google: GET /v1/people/{peopleId}/connections, 200: "));
}

TEST(UndescribedAnswer, ThereIsNoneWhereTheDescriptionAllowsIt) {
  EXPECT_NE(run_with(R"("additionalProperties": true)").verdict, Verdict::harness_error);
}

}  // namespace
}  // namespace lockstep::scenario
