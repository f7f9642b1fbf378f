#include "property_schema.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "property_table.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kSource = "hubspot.properties";

/// A definition older than every simulated portal.
constexpr Instant kBuiltInCreated = from_epoch_ms(1'565'059'268'029);

PropertyDefinition from_row(const PropertyRow& row) {
  PropertyDefinition definition;
  definition.name = row.name;
  definition.label = row.label;
  definition.type = row.type;
  definition.field_type = row.field_type;
  definition.group = row.group;
  definition.calculated = (row.flags & flag::kCalculated) != 0;
  definition.hidden = (row.flags & flag::kHidden) != 0;
  definition.external_options = (row.flags & flag::kExternalOptions) != 0;
  definition.read_only = (row.flags & flag::kReadOnly) != 0;
  definition.form_field = (row.flags & flag::kFormField) != 0;
  definition.created = kBuiltInCreated;
  for (const OptionRow& option : row.options) {
    definition.options.push_back({std::string(option.label), std::string(option.value)});
  }
  return definition;
}

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_property_name(std::string_view name) {  // F94
  const auto is_lower = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  return !name.empty() && is_lower(name.front()) && std::ranges::all_of(name, [&](char letter) {
    return is_lower(letter) || (letter >= '0' && letter <= '9') || letter == '_';
  });
}

bool is_known_type(std::string_view type) {
  constexpr std::array<std::string_view, 7> kTypes{
      "string", "number", "date", "datetime", "enumeration", "bool", "phone_number"};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

/// nullopt if "options" is there and is not a list of {label, value}.
std::optional<std::vector<PropertyOption>> read_options(const Json& definition) {
  std::vector<PropertyOption> options;
  const auto found = definition.find("options");
  if (found == definition.end()) {
    return options;
  }
  if (!found->is_array()) {
    return std::nullopt;
  }
  for (const Json& option : *found) {
    if (!option.is_object() || text_of(option, "value").empty()) {
      return std::nullopt;
    }
    const std::string value = text_of(option, "value");
    const std::string label = text_of(option, "label");
    options.push_back({label.empty() ? value : label, value});
  }
  return options;
}

}  // namespace

PropertySchema::PropertySchema() {
  for (const PropertyRow& row : property_rows()) {
    definitions_.emplace(row.name, from_row(row));
  }
}

const PropertyDefinition* PropertySchema::find(std::string_view name) const {
  const auto found = definitions_.find(name);
  return found == definitions_.end() ? nullptr : &found->second;
}

bool PropertySchema::identifies(std::string_view name) const {
  return name == "email" || std::ranges::find(unique_names_, name) != unique_names_.end();
}

Result<void> PropertySchema::add_custom(const Json& json, Instant now) {
  const auto invalid = [](std::string message) {
    return failure(ErrorKind::invalid_input, std::move(message), std::string(kSource));
  };
  if (!json.is_object()) {
    return invalid("a property definition is an object");
  }
  PropertyDefinition definition;
  definition.name = text_of(json, "name");
  definition.label = text_of(json, "label");
  definition.type = text_of(json, "type");
  definition.field_type = text_of(json, "fieldType");
  definition.group = text_of(json, "groupName");
  definition.description = text_of(json, "description");
  definition.unique = json.value("hasUniqueValue", Json(false)) == Json(true);
  definition.custom = true;
  definition.form_field = true;
  definition.created = now;
  std::optional<std::vector<PropertyOption>> options = read_options(json);
  if (!is_property_name(definition.name)) {
    return invalid("\"name\" is lower-case letters, digits and underscores, a letter first");
  }
  if (!is_known_type(definition.type) || definition.field_type.empty() || !options) {
    return invalid("\"type\", \"fieldType\" or \"options\" of \"" + definition.name +
                   "\" is not one that HubSpot has");
  }
  definition.options = std::move(*options);
  definition.label = definition.label.empty() ? definition.name : definition.label;
  definition.group = definition.group.empty() ? "contactinformation" : definition.group;
  if (definitions_.contains(definition.name)) {
    return failure(ErrorKind::conflict, "property \"" + definition.name + "\" exists already",
                   std::string(kSource));
  }
  if (definition.unique) {
    unique_names_.push_back(definition.name);
    std::ranges::sort(unique_names_);
  }
  const std::string name = definition.name;
  definitions_.emplace(name, std::move(definition));
  return {};
}

std::string to_json_text(const PropertyDefinition& definition) {
  using OrderedJson = nlohmann::ordered_json;
  OrderedJson options = OrderedJson::array();
  for (const PropertyOption& option : definition.options) {
    options.push_back({{"label", option.label},
                       {"value", option.value},
                       {"displayOrder", options.size()},
                       {"hidden", false}});
  }
  const std::string created = format_timestamp(definition.created);
  const OrderedJson json = {
      {"updatedAt", created},
      {"createdAt", created},
      {"name", definition.name},
      {"label", definition.label},
      {"type", definition.type},
      {"fieldType", definition.field_type},
      {"description", definition.description},
      {"groupName", definition.group},
      {"options", options},
      {"displayOrder", -1},
      {"calculated", definition.calculated},
      {"externalOptions", definition.external_options},
      {"hasUniqueValue", definition.unique},
      {"hidden", definition.hidden},
      {"hubspotDefined", !definition.custom},
      {"modificationMetadata",
       {{"archivable", true},
        {"readOnlyDefinition", !definition.custom},
        {"readOnlyOptions", !definition.custom && !definition.options.empty()},
        {"readOnlyValue", definition.read_only}}},
      {"formField", definition.form_field}};
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace lockstep::sim::hubspot
