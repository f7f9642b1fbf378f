/// Operations on the definitions of properties: /crm/v3/properties/contacts (F89, F90).

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"

#include "batch_request.h"
#include "batch_text.h"
#include "handlers.h"
#include "json_read.h"
#include "property_input.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

/// Which definitions a read is about.
struct Selection {
  bool archived = false;
  std::string sensitivity;
};

Outcome<Selection> check_sensitivity(Selection selection) {
  if (selection.sensitivity != "non_sensitive" && selection.sensitivity != "sensitive" &&
      selection.sensitivity != "highly_sensitive") {
    return malformed_parameter("dataSensitivity", selection.sensitivity);
  }
  return selection;
}

Outcome<Selection> read_selection(const Query& query) {
  const auto archived = read_flag(query, "archived");
  if (!archived) {
    return archived.problem();
  }
  return check_sensitivity(
      {*archived, std::string(find_value(query, "dataSensitivity").value_or("non_sensitive"))});
}

const PropertyDefinition* find_selected(const PropertySchema& schema, std::string_view name,
                                        const Selection& selection) {
  const auto& definitions = selection.archived ? schema.archived() : schema.all();
  const auto found = definitions.find(name);
  return found != definitions.end() && found->second.sensitivity == selection.sensitivity
             ? &found->second
             : nullptr;
}

/// Stores the definition and tells the contacts which values are one contact's alone.
void put_property(PortalState& state, PropertyDefinition definition) {
  state.schema.put(std::move(definition));
  state.store.set_unique_properties(state.schema.unique_names());
}

/// A batch of {"name"}.
struct NameBatch {
  Json body;
  std::vector<std::string> names;
};

Outcome<NameBatch> read_names(const Request& request) {
  auto body = read_batch_body(request, kInputsMax);
  if (!body) {
    return body.problem();
  }
  std::vector<std::string> names;
  for (const Json& input : body->at("inputs")) {
    const auto name = input.is_object() ? optional_text(input, "name") : std::nullopt;
    if (!name || name->empty()) {
      return malformed_json(request.body, "Cannot deserialize value of an input");
    }
    names.push_back(*name);
  }
  return NameBatch{std::move(*body), std::move(names)};
}

}  // namespace

Answer list_properties(Call& call) {
  const auto selection = read_selection(call.request.query);
  if (!selection) {
    return selection.problem();
  }
  const std::vector<std::string> asked = requested_names(call.request.query, "properties");
  const std::set<std::string> names(asked.begin(), asked.end());
  std::vector<std::string> definitions;
  const PropertySchema& schema = call.state.schema;
  for (const auto& [name, definition] : selection->archived ? schema.archived() : schema.all()) {
    if (definition.sensitivity == selection->sensitivity &&
        (names.empty() || names.contains(name))) {
      definitions.push_back(to_json_text(definition));
    }
  }
  return json_answer(200, "{\"results\":[" + join(definitions, ",") + "]}");
}

Answer get_property(Call& call) {
  const auto selection = read_selection(call.request.query);
  if (!selection) {
    return selection.problem();
  }
  const PropertyDefinition* const property =
      find_selected(call.state.schema, call.captures.at("name"), *selection);
  return property == nullptr ? Answer(not_found())
                             : Answer(json_answer(200, to_json_text(*property)));
}

Answer create_property(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto definition = read_property(*body, call.state.schema, call.now());
  if (!definition) {
    return definition.problem();
  }
  put_property(call.state, *definition);
  return json_answer(201, to_json_text(*definition));
}

Answer update_property(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const PropertyDefinition* const before = call.state.schema.find(call.captures.at("name"));
  if (before == nullptr) {
    return not_found();
  }
  const bool options_only = body->size() == 1 && body->contains("options");
  if (!before->may_be_edited() && !(options_only && before->may_get_options())) {
    return property_is_fixed(*before);
  }
  const auto after = read_property_update(*body, *before, call.state.schema, call.now());
  if (!after) {
    return after.problem();
  }
  put_property(call.state, *after);
  return json_answer(200, to_json_text(*after));
}

Answer archive_property(Call& call) {
  const PropertyDefinition* const property = call.state.schema.find(call.captures.at("name"));
  if (property == nullptr) {
    return not_found();
  }
  if (!property->custom) {
    return property_is_fixed(*property);
  }
  call.state.schema.archive(property->name, call.now());
  call.state.store.set_unique_properties(call.state.schema.unique_names());
  return no_content();
}

Answer read_properties_batch(Call& call) {
  const auto batch = read_names(call.request);
  if (!batch) {
    return batch.problem();
  }
  const auto archived = batch->body.find("archived");
  const auto sensitivity = optional_text(batch->body, "dataSensitivity");
  if (!sensitivity) {
    return malformed_json(call.request.body, "Cannot deserialize dataSensitivity");
  }
  const auto selection =
      check_sensitivity({archived != batch->body.end() && *archived == Json(true),
                         sensitivity->empty() ? "non_sensitive" : *sensitivity});
  if (!selection) {
    return selection.problem();
  }
  BatchResults results;
  for (const std::string& name : batch->names) {
    const PropertyDefinition* const property = find_selected(call.state.schema, name, *selection);
    if (property == nullptr) {
      results.missing.push_back(name);
    } else {
      results.texts.push_back(to_json_text(*property));
    }
  }
  return batch_answer(results, 200, call.now());
}

Answer create_properties(Call& call) {
  const auto batch = read_names(call.request);
  if (!batch) {
    return batch.problem();
  }
  BatchResults results;
  for (const Json& input : batch->body["inputs"]) {
    const auto definition = read_property(input, call.state.schema, call.now());
    if (definition) {
      put_property(call.state, *definition);
      results.texts.push_back(to_json_text(*definition));
    } else {
      Problem problem = definition.problem();
      problem.context = {{"name", {optional_text(input, "name").value_or("")}}};
      results.errors.push_back(to_batch_error(problem));
    }
  }
  return batch_answer(results, 201, call.now());
}

Answer archive_properties(Call& call) {
  const auto batch = read_names(call.request);
  if (!batch) {
    return batch.problem();
  }
  for (const std::string& name : batch->names) {
    const PropertyDefinition* const property = call.state.schema.find(name);
    if (property != nullptr && !property->custom) {
      return property_is_fixed(*property);
    }
  }
  for (const std::string& name : batch->names) {
    if (call.state.schema.find(name) != nullptr) {
      call.state.schema.archive(name, call.now());
    }
  }
  call.state.store.set_unique_properties(call.state.schema.unique_names());
  return no_content();
}

}  // namespace lockstep::sim::hubspot
