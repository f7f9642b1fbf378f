#include "property_input.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "json_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

// Assumed (hubspot.properties.create-problems).
constexpr std::size_t kNameMax = 100;
constexpr std::size_t kTextMax = 65'536;
constexpr std::size_t kOptionsMax = 5'000;

struct FieldTypes {
  std::string_view type;
  std::array<std::string_view, 6> field_types;  ///< "" fills up.
};

/// Which field types a type can have (F91). The pairs are assumed
/// (hubspot.properties.create-problems).
constexpr std::array kFieldTypes{
    FieldTypes{"bool", {"booleancheckbox", "calculation_equation"}},
    FieldTypes{"date", {"date"}},
    FieldTypes{"datetime", {"date", "calculation_equation"}},
    FieldTypes{"enumeration", {"select", "radio", "checkbox", "booleancheckbox"}},
    FieldTypes{"number", {"number", "calculation_equation"}},
    FieldTypes{"phone_number", {"phonenumber"}},
    FieldTypes{"string",
               {"text", "textarea", "html", "file", "phonenumber", "calculation_equation"}},
};

Problem missing(std::string_view what, std::string_view members) {
  return {400,
          "Cannot build " + std::string(what) + ", some of required attributes are not set [" +
              std::string(members) + "]",
          "VALIDATION_ERROR"};
}

/// Assumed wording (hubspot.properties.create-problems).
Problem taken(std::string_view kind, const std::string& name) {
  return {409, "A " + std::string(kind) + " named '" + name + "' already exists.",
          "OBJECT_ALREADY_EXISTS"};
}

bool is_name(std::string_view name) {  // F94
  const auto is_lower = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  return !name.empty() && name.size() <= kNameMax && is_lower(name.front()) &&
         std::ranges::all_of(name, [&](char letter) {
           return is_lower(letter) || (letter >= '0' && letter <= '9') || letter == '_';
         });
}

bool fit(std::string_view type, std::string_view field_type) {
  const auto* const row = std::ranges::find(kFieldTypes, type, &FieldTypes::type);
  return row != kFieldTypes.end() && !field_type.empty() &&
         std::ranges::find(row->field_types, field_type) != row->field_types.end();
}

/// Sets `value` if the member is there; false if it is there and no text, or too long.
bool take(const Json& json, const char* name, std::string& value) {
  const auto text = optional_text(json, name);
  if (!text || text->size() > kTextMax) {
    return false;
  }
  if (json.contains(name) && !json[name].is_null()) {
    value = *text;
  }
  return true;
}

bool take(const Json& json, const char* name, bool& value) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) {
    return true;
  }
  if (found->is_boolean()) {
    value = found->get<bool>();
  }
  return found->is_boolean();
}

bool take(const Json& json, const char* name, int& value) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) {
    return true;
  }
  const bool fits =
      found->is_number_integer() && found->get<double>() >= -1 && found->get<double>() <= 1'000'000;
  if (fits) {
    value = found->get<int>();
  }
  return fits;
}

/// nullopt if it is not a list of {label, value} with values of their own.
std::optional<std::vector<PropertyOption>> read_options(const Json& list) {
  std::vector<PropertyOption> options;
  std::set<std::string> values;
  if (!list.is_array() || list.size() > kOptionsMax) {
    return std::nullopt;
  }
  for (const Json& json : list) {
    PropertyOption option;
    if (!json.is_object() || !take(json, "label", option.label) ||
        !take(json, "value", option.value) || !take(json, "description", option.description) ||
        !take(json, "displayOrder", option.display_order) || !take(json, "hidden", option.hidden) ||
        option.value.empty() || !values.insert(option.value).second) {
      return std::nullopt;
    }
    option.label = option.label.empty() ? option.value : option.label;
    options.push_back(std::move(option));
  }
  return options;
}

/// Takes what a create and an update have in common. @return Why it cannot be.
std::optional<Problem> take_members(const Json& json, const PropertySchema& schema,
                                    PropertyDefinition& definition) {
  if (!take(json, "label", definition.label) || !take(json, "type", definition.type) ||
      !take(json, "fieldType", definition.field_type) ||
      !take(json, "groupName", definition.group) ||
      !take(json, "description", definition.description) ||
      !take(json, "displayOrder", definition.display_order) ||
      !take(json, "hidden", definition.hidden) || !take(json, "formField", definition.form_field)) {
    return bad_request("A member of the property has the wrong type");
  }
  if (!fit(definition.type, definition.field_type)) {
    return bad_request("Property type '" + definition.type + "' and field type '" +
                       definition.field_type + "' do not go together");
  }
  if (!schema.groups().contains(definition.group)) {
    return bad_request("Property group '" + definition.group + "' does not exist");
  }
  if (const auto options = json.find("options"); options != json.end() && !options->is_null()) {
    auto read = read_options(*options);
    if (!read) {
      return bad_request("The options of property '" + definition.name + "' are not valid");
    }
    definition.options = std::move(*read);
  }
  if (definition.type == "bool" && definition.options.empty()) {
    definition.options = {{"True", "true"}, {"False", "false"}};
  }
  definition.calculated = definition.field_type == "calculation_equation";
  definition.read_only = definition.calculated;
  return std::nullopt;
}

}  // namespace

Outcome<PropertyDefinition> read_property(const Json& json, const PropertySchema& schema,
                                          Instant now) {
  constexpr std::array kRequired{"fieldType", "groupName", "label", "name", "type"};
  std::string absent;
  for (const char* const name : kRequired) {
    if (!json.is_object() || optional_text(json, name).value_or("").empty()) {
      absent += (absent.empty() ? "" : ", ") + std::string(name);
    }
  }
  if (!absent.empty()) {
    return missing("PropertyCreate", absent);
  }
  PropertyDefinition definition;
  definition.custom = true;
  definition.created = now;
  definition.updated = now;
  if (!take(json, "name", definition.name) || !is_name(definition.name)) {
    return bad_request("Property name '" + definition.name +
                       "' is not lower-case letters, digits and underscores, a letter first");
  }
  if (schema.find(definition.name) != nullptr) {
    return taken("property", definition.name);
  }
  if (const auto problem = take_members(json, schema, definition)) {
    return *problem;
  }
  if (!take(json, "hasUniqueValue", definition.unique) ||
      !take(json, "externalOptions", definition.external_options) ||
      !take(json, "dataSensitivity", definition.sensitivity)) {
    return bad_request("A member of the property has the wrong type");
  }
  if (definition.sensitivity != "non_sensitive" && definition.sensitivity != "sensitive" &&
      definition.sensitivity != "highly_sensitive") {
    return bad_request("'" + definition.sensitivity + "' is no data sensitivity");
  }
  if (definition.unique && schema.unique_names().size() >= kUniquePropertiesMax) {  // F93
    return bad_request("There are " + std::to_string(kUniquePropertiesMax) +
                       " properties with unique values already");
  }
  return definition;
}

Outcome<PropertyDefinition> read_property_update(const Json& json, const PropertyDefinition& before,
                                                 const PropertySchema& schema, Instant now) {
  PropertyDefinition after = before;
  after.updated = now;
  if (const auto problem = take_members(json, schema, after)) {
    return *problem;
  }
  return after;
}

Outcome<PropertyGroup> read_group(const Json& json, const PropertySchema& schema) {
  PropertyGroup group;
  group.custom = true;
  if (!json.is_object() || !take(json, "name", group.name) || !take(json, "label", group.label) ||
      !take(json, "displayOrder", group.display_order) || group.name.empty() ||
      group.label.empty()) {
    return missing("PropertyGroupCreate", "label, name");
  }
  if (!is_name(group.name)) {
    return bad_request("'" + group.name + "' is no name of a property group");
  }
  if (schema.groups().contains(group.name)) {
    return taken("property group", group.name);
  }
  return group;
}

Outcome<PropertyGroup> read_group_update(const Json& json, const PropertyGroup& before) {
  PropertyGroup after = before;
  if (!take(json, "label", after.label) || !take(json, "displayOrder", after.display_order)) {
    return bad_request("A member of the property group has the wrong type");
  }
  return after;
}

Problem property_is_fixed(const PropertyDefinition& definition) {
  return bad_request("Property '" + definition.name + "' is HubSpot's own and cannot be changed");
}

}  // namespace lockstep::sim::hubspot
