/// The published schema and the loader speak of the same things.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/load.h"
#include "lockstep/sim/fault.h"

#include "json.h"
#include "known_names.h"
#include "published_schema.h"

namespace lockstep::scenario {
namespace {

Json schema() { return read_schema("scenario"); }

std::string refusal(const Json& scenario) { return refusal_by("scenario", scenario); }

Json read_scenario(const std::filesystem::path& file) {
  std::ifstream in(file);
  return Json::parse(in, nullptr, /*allow_exceptions=*/true, /*ignore_comments=*/true);
}

std::set<std::string> keys(const Json& object) {
  std::set<std::string> names;
  for (const auto& [key, value] : object.items()) {
    names.insert(key);
  }
  return names;
}

TEST(Schema, HoldsForEveryScenarioOfTheCatalogue) {
  int files = 0;
  const std::filesystem::path suites = std::filesystem::path(LOCKSTEP_SCENARIO_DIR) / "suites";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(suites)) {
    if (entry.path().extension() == ".jsonc") {
      ++files;
      EXPECT_EQ(refusal(read_scenario(entry.path())), "") << entry.path().filename();
    }
  }
  EXPECT_GT(files, 250) << "the catalogue was not found";
}

TEST(Schema, RefusesAKeyThatTheFormatDoesNotHave) {
  Json scenario = read_scenario(std::filesystem::path(LOCKSTEP_SCENARIO_DIR) /
                                "suites/match/same-email-pairs.jsonc");
  scenario["thenn"] = Json::array();
  EXPECT_THAT(refusal(scenario), testing::HasSubstr("thenn"));
}

TEST(Schema, NamesWhatAConnectorCanClaim) {
  EXPECT_EQ(schema().at("/properties/needs/items/enum"_json_pointer).get<std::set<std::string>>(),
            std::set<std::string>(std::begin(kClaims), std::end(kClaims)));
}

TEST(Schema, NamesTheFieldsOfAPerson) {
  const auto& known = known_person_fields();
  EXPECT_EQ(keys(schema().at("/$defs/person/properties"_json_pointer)),
            std::set<std::string>(known.begin(), known.end()));
}

TEST(Schema, NamesTheScopesThatAUserCanAllow) {
  for (const auto& [side, definition] :
       {std::pair(sim::Service::hubspot, "/$defs/hubspot_consent"),
        std::pair(sim::Service::google, "/$defs/google_consent")}) {
    const Json consent = schema().at(Json::json_pointer(definition));
    EXPECT_EQ(consent.at("/oneOf/1/items/enum"_json_pointer).get<std::vector<std::string>>(),
              known_scopes(side));
  }
}

TEST(Schema, NamesEveryFault) {
  std::set<std::string> named;
  const Json whole = schema();
  for (const Json& fault : whole.at("/$defs/fault/oneOf"_json_pointer)) {
    const Json& kind = fault.at("/properties/fault"_json_pointer);
    if (kind.contains("const")) {
      named.insert(kind.at("const").get<std::string>());
    } else {
      named.merge(kind.at("enum").get<std::set<std::string>>());
    }
  }
  std::set<std::string> kinds;
  for (std::size_t kind = 0; kind < sim::kFaultKindCount; ++kind) {
    kinds.emplace(to_string(static_cast<sim::FaultKind>(kind)));
  }
  EXPECT_EQ(named, kinds);
}

TEST(Schema, NamesOnlyStepsAndChecksThatTheLoaderKnows) {
  const auto message = [](const std::string& when, const std::string& then) {
    const auto scenario =
        parse_scenario(R"({"scenario": "a/b", "title": "t", "rules": ["MRG-3"], "given": {},)"
                       R"("when": [)" +
                           when + R"(], "then": [)" + then + "]}",
                       "f.jsonc");
    return scenario ? std::string() : scenario.error().message;
  };
  const Json whole = schema();
  for (const std::string& step : keys(whole.at("/$defs/step/properties"_json_pointer))) {
    EXPECT_THAT(message("{\"" + step + "\": null}", ""),
                testing::Not(testing::HasSubstr("unknown step")));
  }
  for (const Json& check : whole.at("/$defs/check/oneOf"_json_pointer)) {
    const auto key = check.at("/required/0"_json_pointer).get<std::string>();
    EXPECT_THAT(message("", "{\"" + key + "\": null}"),
                testing::Not(testing::HasSubstr("unknown key \"" + key)));
  }
}

}  // namespace
}  // namespace lockstep::scenario
