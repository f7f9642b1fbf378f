#include "recording/api_words.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "json.h"

namespace lockstep::scenario {
namespace {

/// The names under every "properties" of a schema.
void add_names(const Json& json, std::set<std::string>& names) {
  if (!json.is_structured()) {
    return;
  }
  for (const auto& [key, value] : json.items()) {
    if (key == "properties" && value.is_object()) {
      for (const auto& [name, schema] : value.items()) {
        if (schema.is_object()) {
          names.insert(name);
        }
      }
    }
    add_names(value, names);
  }
}

TEST(ApiNames, HoldEveryMemberOfTheServicesOwnDescriptions) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const folder = std::getenv("LOCKSTEP_SPECS");
  if (folder == nullptr) {
    GTEST_SKIP() << "LOCKSTEP_SPECS names no folder";
  }
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    if (name == "people-v1.json" || name.starts_with("hubspot-")) {
      std::ifstream text(file.path());
      add_names(Json::parse(text), names);
    }
  }
  EXPECT_GT(names.size(), 300U);
  for (const std::string& name : names) {
    EXPECT_TRUE(is_api_name(name)) << name << " would be a pseudonym in a redacted recording";
  }
}

}  // namespace
}  // namespace lockstep::scenario
