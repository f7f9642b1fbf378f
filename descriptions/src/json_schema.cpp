#include "json_schema.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <string_view>

namespace lockstep::descriptions {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// "<root>", "[results]", "[0]" as "/results/0".
std::string pointer_of(const std::vector<std::string>& context) {
  Json::json_pointer pointer;
  for (const std::string& step : context) {
    if (step.size() > 2 && step.front() == '[') {
      pointer /= step.substr(1, step.size() - 2);
    }
  }
  return pointer.to_string();
}

/// That an inner schema failed says nothing that the inner schema did not say.
bool is_consequence(std::string_view description) {
  return description.starts_with("Failed to validate");
}

}  // namespace

struct JsonSchema::Compiled {
  valijson::Schema schema;
};

JsonSchema::JsonSchema(const Json& definitions, const std::string& name)
    : compiled_(std::make_unique<Compiled>()) {
  const Json document = {{"$ref", "#/definitions/" + name}, {"definitions", definitions}};
  valijson::SchemaParser().populateSchema(Adapter(document), compiled_->schema);
}

JsonSchema::~JsonSchema() = default;
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;

std::vector<SchemaViolation> JsonSchema::check(const Json& document) const {
  thread_local valijson::Validator validator;  // Keeps compiled patterns.
  const Adapter adapter(document);
  // Without results it stops at the first mistake, and there is hardly ever one.
  if (validator.validate(compiled_->schema, adapter, nullptr)) {
    return {};
  }
  constexpr std::size_t kMost = 5;
  valijson::ValidationResults results;
  validator.validate(compiled_->schema, adapter, &results);
  std::vector<SchemaViolation> violations;
  for (valijson::ValidationResults::Error error;
       violations.size() < kMost && results.popError(error);) {
    if (!is_consequence(error.description)) {
      violations.push_back({pointer_of(error.context), error.description});
    }
  }
  if (violations.empty()) {
    violations.push_back({"", "the body does not fit its schema"});
  }
  return violations;
}

}  // namespace lockstep::descriptions
