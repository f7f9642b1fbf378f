#include "schema_check.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <fstream>

namespace lockstep::report {

std::string refusal_by(const std::filesystem::path& schema, const std::string& document) {
  std::ifstream in(schema);
  const auto schema_json = nlohmann::json::parse(in);
  const auto json = nlohmann::json::parse(document);
  valijson::Schema compiled;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json),
                                          compiled);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(json), &results)) {
    return "";
  }
  std::string reasons = "refused:\n";
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) {
      reasons += step;
    }
    reasons += ": " + error.description + '\n';
  }
  return reasons;
}

}  // namespace lockstep::report
