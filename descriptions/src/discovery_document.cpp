#include "discovery_document.h"

#include <utility>

#include "strict_schema.h"

namespace lockstep::descriptions {
namespace {

constexpr const char* kErrorSchema = "ErrorEnvelope";

/// No discovery document describes errors: this is their form (G109), with the details of Status
/// and the older list that some clients are shown (G110).
Json error_envelope() {
  return Json::parse(R"({
    "type": "object", "required": ["error"], "additionalProperties": false,
    "properties": {"error": {
      "type": "object", "required": ["code", "message", "status"], "additionalProperties": false,
      "properties": {
        "code": {"type": "integer"}, "message": {"type": "string"},
        "status": {"type": "string", "pattern": "^[A-Z_]+$"},
        "errors": {"type": "array", "items": {"type": "object", "required": ["message"]}},
        "details": {"type": "array", "items": {
          "type": "object", "required": ["@type"],
          "properties": {"@type": {"type": "string", "pattern": "^type\\.googleapis\\.com/"}}}}}}}})");
}

void add_methods(Description& description, const Json& resource) {
  for (const Json& method : resource.value("methods", Json::object())) {
    DescribedOperation operation;
    operation.method = parse_method(method.at("httpMethod").get<std::string>()).value();
    operation.pattern = "/" + method.at("flatPath").get<std::string>();
    operation.answers[200] = {"application/json", method.at("response").at("$ref")};
    description.operations.push_back(std::move(operation));
  }
  for (const Json& inner : resource.value("resources", Json::object())) {
    add_methods(description, inner);
  }
}

}  // namespace

Description read_discovery_document(std::string name, const Json& document) {
  Description description;
  description.name = std::move(name);
  description.service = sim::Service::google;
  description.definitions = strict_definitions(document.at("schemas"));
  description.definitions[kErrorSchema] = error_envelope();
  description.error = {"application/json", kErrorSchema};
  add_methods(description, document);
  return description;
}

}  // namespace lockstep::descriptions
