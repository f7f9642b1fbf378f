#include "serve_config.h"

#include <nlohmann/json.hpp>

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Where a service is, and the app's credentials there.
Json service_json(Json service) {
  for (const char* const not_for_all :
       {"access_token", "refresh_token", "account", "app_id", "developer_key"}) {
    service.erase(not_for_all);
  }
  return service;
}

}  // namespace

Json default_settings() {
  return {{"enabled", true},
          {"hubspot", {{"records", "all"}}},
          {"google", {{"records", "all"}}},
          {"default_app", "hubspot"},
          {"plan", "free"},
          {"only_with_email", true}};
}

Json connector_config(const Json& world, const Json& settings,
                      const std::filesystem::path& state_dir) {
  Json connection{{"id", "main"},
                  {"hubspot_refresh_token", world["hubspot"]["refresh_token"]},
                  {"google_refresh_token", world["google"]["refresh_token"]}};
  connection.update(settings);
  return {{"now", world["now"]},
          {"hubspot", service_json(world["hubspot"])},
          {"google", service_json(world["google"])},
          {"control", world["control"]},
          {"state_dir", state_dir.string()},
          {"default_region", "US"},
          {"connections", Json::array({std::move(connection)})}};
}

}  // namespace lockstep::cli
