#include "settings_text.h"

#include <nlohmann/json.hpp>

namespace lockstep {

std::string settings_text(const SyncSettings& settings, const std::string& default_region) {
  using Json = nlohmann::json;
  Json properties = Json::array();
  for (const PropertyFilter& filter : settings.hubspot.properties) {
    properties.push_back({filter.property, static_cast<int>(filter.op), filter.value});
  }
  Json mappings = Json::array();
  for (const CustomMapping& mapping : settings.custom_mappings) {
    mappings.push_back({mapping.hubspot, mapping.google, to_string(mapping.direction)});
  }
  const Json text = {
      {"hubspot", static_cast<int>(settings.hubspot.records)},
      {"hubspot_list", settings.hubspot.list.value_or("")},
      {"hubspot_properties", std::move(properties)},
      {"google", static_cast<int>(settings.google.records)},
      {"google_folder", settings.google.contacts_folder},
      {"google_starred", settings.google.starred},
      {"default_app", to_string(settings.default_app)},
      {"plan", static_cast<int>(settings.plan)},
      {"only_with_email", settings.only_with_email},
      {"lifecycle_stage", settings.default_lifecycle_stage.value_or("")},
      {"custom_mappings", std::move(mappings)},
      {"region", default_region},
  };
  return text.dump();
}

}  // namespace lockstep
