#include "recording/portal_properties.h"

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/sim/fake_hubspot.h"

#include "json.h"

namespace lockstep::scenario {
namespace {

struct Properties {
  std::map<std::string, Kind, std::less<>> kinds;
  std::set<std::string> constants;
};

Kind kind_of(const std::string& type) {
  return type == "datetime"                   ? Kind::time
         : type == "bool" || type == "number" ? Kind::number
         : type == "enumeration"              ? Kind::message
                                              : Kind::text;
}

Properties read_properties() {
  sim::VirtualClock clock{Instant{}};
  sim::FakeHubSpot portal(clock, Random(1));
  const std::string token = portal.grant({"crm.schemas.contacts.read"}).access_token;
  const Response answer = portal.handle(
      {Method::get, "/crm/v3/properties/contacts", {}, {{"Authorization", "Bearer " + token}}, {}});
  Properties properties;
  const Json json = Json::parse(answer.body);
  for (const Json& property : json.at("results")) {
    properties.kinds.emplace(property.at("name").get<std::string>(),
                             kind_of(property.at("type").get<std::string>()));
    for (const char* const member : {"groupName", "dataSensitivity", "type", "fieldType"}) {
      properties.constants.insert(ascii_lower(property.value(member, "")));
    }
    for (const Json& option : property.at("options")) {
      properties.constants.insert(ascii_lower(option.at("value").get<std::string>()));
    }
  }
  return properties;
}

const Properties& properties() {
  static const Properties kProperties = read_properties();
  return kProperties;
}

}  // namespace

const std::map<std::string, Kind, std::less<>>& portal_properties() { return properties().kinds; }

const std::set<std::string>& portal_constants() { return properties().constants; }

}  // namespace lockstep::scenario
