#include "published_schema.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

namespace lockstep::scenario {
namespace {

const valijson::Schema& compiled(const std::string& name) {
  static std::map<std::string, std::unique_ptr<valijson::Schema>> schemas;
  std::unique_ptr<valijson::Schema>& schema = schemas[name];
  if (!schema) {
    schema = std::make_unique<valijson::Schema>();
    const Json text = read_schema(name);
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(text), *schema);
  }
  return *schema;
}

}  // namespace

Json read_schema(const std::string& name) {
  std::ifstream in(std::filesystem::path(LOCKSTEP_SCENARIO_DIR) / "schema" /
                   (name + ".schema.json"));
  return Json::parse(in);
}

std::string refusal_by(const std::string& name, const Json& json) {
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(compiled(name), valijson::adapters::NlohmannJsonAdapter(json), &results)) {
    return "";
  }
  std::string reasons;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) {
      reasons += step;
    }
    reasons += ": " + error.description + '\n';
  }
  return reasons;
}

}  // namespace lockstep::scenario
