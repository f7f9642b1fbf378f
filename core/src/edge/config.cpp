#include "lockstep/core/config.h"

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/core/setting_names.h"

#include "config_reader.h"
#include "json_text.h"

namespace lockstep {
namespace {

constexpr std::size_t kConfigBytesMax = std::size_t{16} * 1024 * 1024;

/// The endpoints of OAuth: where the real services have them, and which path others share.
struct OAuthPlaces {
  std::string_view base_url;
  std::string_view token_url;
  std::string_view authorize_url;
  std::string_view token_path;
  std::string_view authorize_path;
};

constexpr OAuthPlaces kHubSpotPlaces{// F3, F96
                                     .base_url = kHubSpotBaseUrl,
                                     .token_url = "https://api.hubapi.com/oauth/v1/token",
                                     .authorize_url = "https://app.hubspot.com/oauth/authorize",
                                     .token_path = "/oauth/v1/token",
                                     .authorize_path = "/oauth/authorize"};
constexpr OAuthPlaces kGooglePlaces{// G118
                                    .base_url = kGoogleBaseUrl,
                                    .token_url = "https://oauth2.googleapis.com/token",
                                    .authorize_url = "https://accounts.google.com/o/oauth2/v2/auth",
                                    .token_path = "/token",
                                    .authorize_path = "/o/oauth2/v2/auth"};

ServiceConfig read_service(ConfigObject& object, Side side) {
  const ServiceConfig usual = service_at(
      side, object.text("base_url",
                        std::string(side == Side::hubspot ? kHubSpotBaseUrl : kGoogleBaseUrl)));
  ServiceConfig service{.base_url = usual.base_url,
                        .token_url = object.text("token_url", usual.token_url),
                        .authorize_url = object.text("authorize_url", usual.authorize_url),
                        .client_id = object.text("client_id"),
                        .client_secret = object.text("client_secret")};
  for (const auto& [key, url] :
       {std::pair("base_url", &service.base_url), std::pair("token_url", &service.token_url),
        std::pair("authorize_url", &service.authorize_url)}) {
    if (!parse_url(*url)) {
      object.complain(key, "must be an absolute http or https URL");
    }
  }
  return service;
}

PropertyFilter read_property_filter(ConfigObject& object) {
  PropertyFilter filter{
      .property = object.text("property"),
      .op = object.one_of<PropertyFilter::Operator>("operator", kOperatorNames, std::nullopt),
      .value = object.text("value", "")};
  return filter;
}

HubSpotScope read_hubspot_scope(ConfigObject& object) {
  HubSpotScope scope;
  scope.records = object.one_of<RecordScope>("records", kRecordScopeNames, RecordScope::all);
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
  scope.records = object.one_of<RecordScope>("records", kRecordScopeNames, RecordScope::all);
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
  const auto place =
      object.one_of<std::size_t>("direction", kMappingDirectionNames, std::size_t{0});
  return {.hubspot = object.text("hubspot"),
          .google = object.text("google"),
          .direction = kMappingDirections.at(place)};
}

DefaultMappingChange read_mapping_change(ConfigObject& object) {
  DefaultMappingChange change{.mapping = object.text("mapping"), .change = object.text("change")};
  // Where it would lead to does not matter: every change is refused (MAP-1).
  static_cast<void>(object.optional_text("hubspot"));
  static_cast<void>(object.optional_text("google"));
  static_cast<void>(object.optional_text("direction"));
  return change;
}

/// False if the drop-downs are not there.
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
  settings.default_app = object.one_of<Side>("default_app", kSideNames, Side::hubspot);
  settings.plan = object.one_of<Plan>("plan", kPlanNames, Plan::free);
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
  connection.hubspot_account = object.text("hubspot_account", "");
  connection.google_account = object.text("google_account", "");
  connection.is_set_up = read_settings(object, connection.settings);
  connection.enabled = connection.enabled && connection.is_set_up;
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
      "hubspot",
      [&](ConfigObject& service) { config.hubspot = read_service(service, Side::hubspot); },
      /*required=*/true);
  object.object(
      "google", [&](ConfigObject& service) { config.google = read_service(service, Side::google); },
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

ServiceConfig service_at(Side side, std::string_view base_url) {
  const OAuthPlaces& places = side == Side::hubspot ? kHubSpotPlaces : kGooglePlaces;
  ServiceConfig service;
  service.base_url = base_url.ends_with('/') ? base_url.substr(0, base_url.size() - 1) : base_url;
  const bool is_real = service.base_url == places.base_url;
  service.token_url =
      is_real ? std::string(places.token_url) : service.base_url + std::string(places.token_path);
  service.authorize_url = is_real ? std::string(places.authorize_url)
                                  : service.base_url + std::string(places.authorize_path);
  return service;
}

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
