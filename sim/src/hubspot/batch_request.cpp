#include "batch_request.h"

#include <nlohmann/json.hpp>

#include <set>

#include "json_read.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

bool all_have_own_trace_ids(const std::vector<BatchInput>& inputs) {
  std::set<std::string> trace_ids;
  for (const BatchInput& input : inputs) {
    if (input.trace_id.empty() || !trace_ids.insert(input.trace_id).second) {
      return false;
    }
  }
  return true;
}

Outcome<BatchInput> read_input(const Json& json, std::string_view text,
                               const HubSpotOptions& options) {
  if (!json.is_object()) {
    return malformed_json(text, "Cannot deserialize value of an input");
  }
  BatchInput input;
  const auto id = optional_text(json, "id");
  const auto id_property = optional_text(json, "idProperty");
  const auto trace_id = optional_text(json, "objectWriteTraceId");
  if (!id || !id_property || !trace_id) {
    return malformed_json(text, "Cannot deserialize value of `java.lang.String`");
  }
  input.id = *id;
  input.id_property = *id_property;
  input.trace_id = *trace_id;
  if (json.contains("properties")) {
    Outcome<RawProperties> properties = read_properties(json, text, options);
    if (!properties) {
      return properties.problem();
    }
    input.properties = std::move(*properties);
  }
  Outcome<std::vector<NewAssociation>> associations = read_new_associations(json, text);
  if (!associations) {
    return associations.problem();
  }
  input.associations = std::move(*associations);
  return input;
}

}  // namespace

Outcome<BatchRequest> read_batch(const Request& request, const HubSpotOptions& options) {
  const auto body = read_batch_body(request, kInputsMax);
  if (!body) {
    return body.problem();
  }
  BatchRequest batch;
  for (const Json& json : body->at("inputs")) {
    Outcome<BatchInput> input = read_input(json, request.body, options);
    if (!input) {
      return input.problem();
    }
    batch.inputs.push_back(std::move(*input));
  }
  const auto properties = optional_texts(*body, "properties");
  const auto id_property = optional_text(*body, "idProperty");
  const auto history = optional_texts(*body, "propertiesWithHistory");
  if (!properties || !id_property || !history) {
    return malformed_json(request.body, "Cannot deserialize value of a batch");
  }
  batch.history = *history;
  batch.properties = *properties;
  batch.id_property = *id_property;
  batch.partial = all_have_own_trace_ids(batch.inputs);
  return batch;
}

}  // namespace lockstep::sim::hubspot
