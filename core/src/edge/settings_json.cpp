#include "settings_json.h"

#include <utility>

#include "lockstep/core/setting_names.h"

namespace lockstep {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson or_null(const std::optional<std::string>& text) {
  return text ? OrderedJson(*text) : OrderedJson(nullptr);
}

OrderedJson hubspot_json(const HubSpotScope& scope) {
  OrderedJson properties = OrderedJson::array();
  for (const PropertyFilter& filter : scope.properties) {
    properties.push_back({{"property", filter.property},
                          {"operator", name_of(kOperatorNames, filter.op)},
                          {"value", filter.value}});
  }
  return {{"records", name_of(kRecordScopeNames, scope.records)},
          {"filter", {{"list", or_null(scope.list)}, {"properties", std::move(properties)}}}};
}

OrderedJson google_json(const GoogleScope& scope) {
  return {{"records", name_of(kRecordScopeNames, scope.records)},
          {"filter", {{"contacts_folder", scope.contacts_folder}, {"starred", scope.starred}}}};
}

}  // namespace

OrderedJson settings_json(const SyncSettings& settings) {
  OrderedJson mappings = OrderedJson::array();
  for (const CustomMapping& mapping : settings.custom_mappings) {
    mappings.push_back({{"hubspot", mapping.hubspot},
                        {"google", mapping.google},
                        {"direction", to_string(mapping.direction)}});
  }
  OrderedJson changes = OrderedJson::array();
  for (const DefaultMappingChange& change : settings.default_mapping_changes) {
    changes.push_back({{"mapping", change.mapping}, {"change", change.change}});
  }
  return {{"hubspot", hubspot_json(settings.hubspot)},
          {"google", google_json(settings.google)},
          {"default_app", name_of(kSideNames, settings.default_app)},
          {"plan", name_of(kPlanNames, settings.plan)},
          {"only_with_email", settings.only_with_email},
          {"default_lifecycle_stage", or_null(settings.default_lifecycle_stage)},
          {"custom_mappings", std::move(mappings)},
          {"default_mapping_changes", std::move(changes)}};
}

}  // namespace lockstep
