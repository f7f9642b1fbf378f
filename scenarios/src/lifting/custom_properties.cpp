#include "custom_properties.h"

#include "stored_form.h"

namespace lockstep::scenario::lifting {
namespace {

Json text_property(const std::string& name) {
  return {{"name", name},
          {"label", name},
          {"type", "string"},
          {"fieldType", "text"},
          {"groupName", "contactinformation"}};
}

}  // namespace

std::map<std::string, CustomProperty> custom_properties_of(const Facts& facts,
                                                           const Histories& histories) {
  std::map<std::string, CustomProperty> properties;
  for (const auto& [name, definition] : facts.properties) {
    properties[name] = {definition};
  }
  for (const History& history : histories.records) {
    if (history.record.service != Service::hubspot) {
      continue;
    }
    for (const auto& [name, value] : history.last.items()) {
      if (!is_known_property(name)) {
        properties.try_emplace(name, CustomProperty{text_property(name), true});
      }
    }
  }
  return properties;
}

}  // namespace lockstep::scenario::lifting
