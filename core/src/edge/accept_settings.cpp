#include "accept_settings.h"

#include <nlohmann/json.hpp>

#include <string>

#include "lockstep/core/settings_check.h"

#include "channels.h"
#include "hubspot_client.h"
#include "json_text.h"

namespace lockstep {
namespace {

PropertyDefinitions read_definitions(const Json& body) {
  PropertyDefinitions definitions;
  for (const Json& property : member(body, "results")) {
    const std::string name = text_member(property, "name");
    const bool read_only =
        member(property, "calculated") == true ||
        member(member(property, "modificationMetadata"), "readOnlyValue") == true;
    definitions.emplace(name, PropertyDefinition{.name = name,
                                                 .type = text_member(property, "type"),
                                                 .read_only = read_only,
                                                 .field_type = text_member(property, "fieldType")});
  }
  return definitions;
}

}  // namespace

Result<AcceptedSettings> accept_settings(const SyncSettings& settings, ApiChannel& hubspot) {
  PropertyDefinitions definitions;
  if (!settings.custom_mappings.empty()) {
    HubSpotClient client(hubspot, {});
    const Answer<Json> body = client.property_definitions();
    if (!body) {
      return Failure{body.error().error};
    }
    definitions = read_definitions(*body);
  }
  return validate(settings, definitions);
}

Result<AcceptedSettings> check_settings(const Config& config, const ConnectionConfig& connection,
                                        Services services) {
  RequestCounts counts;
  Channels channels(config, connection, services, counts);
  return accept_settings(connection.settings, channels.hubspot);
}

}  // namespace lockstep
