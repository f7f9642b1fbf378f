#include "lockstep/core/config.h"

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "config_reader.h"
#include "json_text.h"

namespace lockstep {
namespace {

constexpr std::size_t kConfigBytesMax = std::size_t{16} * 1024 * 1024;

ServiceConfig read_service(ConfigObject& object) {
  ServiceConfig service{.base_url = object.text("base_url"),
                        .token_url = object.text("token_url"),
                        .client_id = object.text("client_id"),
                        .client_secret = object.text("client_secret")};
  if (!parse_url(service.base_url)) {
    object.complain("base_url", "must be an absolute http or https URL");
  }
  if (!parse_url(service.token_url)) {
    object.complain("token_url", "must be an absolute http or https URL");
  }
  return service;
}

PropertyFilter read_property_filter(ConfigObject& object) {
  PropertyFilter filter{
      .property = object.text("property"),
      .op = object.one_of<PropertyFilter::Operator>("operator", {"equals", "known"}, std::nullopt),
      .value = object.text("value", "")};
  return filter;
}

const std::vector<std::string_view> kScopes{"all", "none", "filter"};

HubSpotScope read_hubspot_scope(ConfigObject& object) {
  HubSpotScope scope;
  scope.records = object.one_of<RecordScope>("records", kScopes, RecordScope::all);
  object.object(
      "filter",
      [&](ConfigObject& filter) {
        scope.list = filter.optional_text("list");
        filter.objects(
            "properties",
            [&](ConfigObject& entry) { scope.properties.push_back(read_property_filter(entry)); },
            /*required=*/false);
      },
      /*required=*/false);
  return scope;
}

GoogleScope read_google_scope(ConfigObject& object) {
  GoogleScope scope;
  scope.records = object.one_of<RecordScope>("records", kScopes, RecordScope::all);
  object.object(
      "filter",
      [&](ConfigObject& filter) {
        scope.contacts_folder = filter.flag("contacts_folder", false);
        scope.starred = filter.flag("starred", false);
      },
      /*required=*/false);
  return scope;
}

CustomMapping read_custom_mapping(ConfigObject& object) {
  constexpr std::array kDirections{Direction::both, Direction::to_hubspot, Direction::to_google};
  const auto place =
      object.one_of<std::size_t>("direction", {"both", "to_hubspot", "to_google"}, std::size_t{0});
  return {.hubspot = object.text("hubspot"),
          .google = object.text("google"),
          .direction = kDirections.at(place)};
}

DefaultMappingChange read_mapping_change(ConfigObject& object) {
  DefaultMappingChange change{.mapping = object.text("mapping"), .change = object.text("change")};
  // Where it would lead to does not matter: every change is refused (MAP-1).
  static_cast<void>(object.optional_text("hubspot"));
  static_cast<void>(object.optional_text("google"));
  static_cast<void>(object.optional_text("direction"));
  return change;
}

/// False if the drop-downs are not there: the integration is connected and not configured.
bool read_settings(ConfigObject& object, SyncSettings& settings) {
  bool configured = false;
  object.object(
      "hubspot",
      [&](ConfigObject& scope) {
        settings.hubspot = read_hubspot_scope(scope);
        configured = true;
      },
      /*required=*/false);
  object.object(
      "google",
      [&](ConfigObject& scope) {
        settings.google = read_google_scope(scope);
        configured = true;
      },
      /*required=*/false);
  settings.default_app = object.one_of<Side>("default_app", {"hubspot", "google"}, Side::hubspot);
  settings.plan =
      object.one_of<Plan>("plan", {"free", "starter", "professional", "enterprise"}, Plan::free);
  settings.only_with_email = object.flag("only_with_email", true);
  settings.default_lifecycle_stage = object.optional_text("default_lifecycle_stage");
  object.objects(
      "custom_mappings",
      [&](ConfigObject& entry) { settings.custom_mappings.push_back(read_custom_mapping(entry)); },
      /*required=*/false);
  object.objects(
      "default_mapping_changes",
      [&](ConfigObject& entry) {
        settings.default_mapping_changes.push_back(read_mapping_change(entry));
      },
      /*required=*/false);
  return configured;
}

ConnectionConfig read_connection(ConfigObject& object) {
  ConnectionConfig connection;
  connection.id = object.text("id");
  connection.enabled = object.flag("enabled", true);
  connection.hubspot_refresh_token = object.text("hubspot_refresh_token", "");
  connection.google_refresh_token = object.text("google_refresh_token", "");
  if (!read_settings(object, connection.settings)) {
    connection.enabled = false;  // Nothing is configured, so nothing moves (CON-1).
  }
  if (connection.id.empty()) {
    object.complain("id", "must not be empty");
  }
  return connection;
}

Config read_config(ConfigObject& object) {
  Config config;
  if (const std::optional<std::string> now = object.optional_text("now")) {
    config.now = parse_timestamp(*now);
    if (!config.now) {
      object.complain("now", "must be a UTC time such as \"2026-03-02T09:00:00.000Z\"");
    }
  }
  object.object(
      "hubspot", [&](ConfigObject& service) { config.hubspot = read_service(service); },
      /*required=*/true);
  object.object(
      "google", [&](ConfigObject& service) { config.google = read_service(service); },
      /*required=*/true);
  object.object(
      "control",
      [&](ConfigObject& control) {
        config.control = {.url = control.text("url"), .token = control.text("token")};
      },
      /*required=*/false);
  config.state_dir = object.text("state_dir");
  config.reports = object.flag("reports", true);
  config.default_region = object.text("default_region", "US");
  std::set<std::string> ids;
  object.objects(
      "connections",
      [&](ConfigObject& entry) {
        config.connections.push_back(read_connection(entry));
        if (!ids.insert(config.connections.back().id).second) {
          entry.complain("id", "is used by another connection");
        }
      },
      /*required=*/false);
  return config;
}

}  // namespace

Result<Config> parse_config(std::string_view text, std::string_view name) {
  const std::string file(name);
  const std::optional<Json> json = parse_json(text);
  if (!json) {
    return failure(ErrorKind::invalid_input, "is not JSON, or is nested too deeply", file);
  }
  std::optional<ConfigProblem> problem;
  ConfigObject object(*json, {}, problem);
  Config config = read_config(object);
  object.finish();
  if (problem) {
    return failure(ErrorKind::invalid_input, to_string(problem->path) + " " + problem->message,
                   file + ":" + std::to_string(find_line(text, problem->path)));
  }
  return config;
}

Result<Config> load_config(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return failure(ErrorKind::not_found, "the configuration file cannot be read", path.string());
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (text.size() > kConfigBytesMax) {
    return failure(ErrorKind::invalid_input, "the configuration file is too large", path.string());
  }
  return parse_config(text, path.string());
}

}  // namespace lockstep
