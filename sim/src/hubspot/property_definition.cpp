#include "property_definition.h"

#include <nlohmann/json.hpp>

#include "lockstep/base/timestamp.h"

namespace lockstep::sim::hubspot {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson options_json(const PropertyDefinition& definition) {
  OrderedJson options = OrderedJson::array();
  for (const PropertyOption& option : definition.options) {
    OrderedJson json = {{"label", option.label}, {"value", option.value}};
    if (!option.description.empty()) {
      json["description"] = option.description;
    }
    json["displayOrder"] =
        option.display_order < 0 ? static_cast<int>(options.size()) : option.display_order;
    json["hidden"] = option.hidden;
    options.push_back(std::move(json));
  }
  return options;
}

/// Whether the options may be changed is told where that is another thing than the definition.
OrderedJson modification_json(const PropertyDefinition& definition) {
  OrderedJson json = {{"archivable", !definition.open},
                      {"readOnlyDefinition", !definition.may_be_edited()}};
  if (definition.may_get_options() && (definition.custom || definition.open_options)) {
    json["readOnlyOptions"] = false;
  }
  json["readOnlyValue"] = definition.read_only;
  return json;
}

std::string dump(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace

std::string to_json_text(const PropertyDefinition& definition) {
  OrderedJson json = OrderedJson::object();
  if (definition.updated && definition.created) {
    json["updatedAt"] = format_timestamp(*definition.updated);
    json["createdAt"] = format_timestamp(*definition.created);
  }
  json.update({{"name", definition.name},
               {"label", definition.label},
               {"type", definition.type},
               {"fieldType", definition.field_type},
               {"description", definition.description},
               {"groupName", definition.group},
               {"options", options_json(definition)},
               {"displayOrder", definition.display_order},
               {"calculated", definition.calculated},
               {"externalOptions", definition.external_options},
               {"hasUniqueValue", definition.unique},
               {"hidden", definition.hidden},
               {"hubspotDefined", !definition.custom},
               {"modificationMetadata", modification_json(definition)},
               {"formField", definition.form_field},
               {"dataSensitivity", definition.sensitivity}});
  if (definition.name == "hubspot_owner_id" || definition.name == "associatedcompanyid") {  // F92
    json["referencedObjectType"] = definition.name == "hubspot_owner_id" ? "OWNER" : "COMPANY";
  }
  if (definition.archived) {
    json["archived"] = true;
    json["archivedAt"] = format_timestamp(*definition.archived);
  }
  return dump(json);
}

std::string to_json_text(const PropertyGroup& group) {
  return dump({{"name", group.name},
               {"label", group.label},
               {"displayOrder", group.display_order},
               {"archived", false}});
}

}  // namespace lockstep::sim::hubspot
