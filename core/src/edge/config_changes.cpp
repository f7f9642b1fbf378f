#include "lockstep/core/config_changes.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <utility>

#include "settings_json.h"

namespace lockstep {
namespace {

using OrderedJson = nlohmann::ordered_json;

std::string written(const OrderedJson& config) { return config.dump(2) + "\n"; }

OrderedJson service_json(const ServiceConfig& service) {
  return {{"base_url", service.base_url},
          {"token_url", service.token_url},
          {"authorize_url", service.authorize_url},
          {"client_id", service.client_id},
          {"client_secret", service.client_secret}};
}

OrderedJson* find_connection(OrderedJson& config, const std::string& id) {
  for (OrderedJson& connection : config["connections"]) {
    if (connection["id"] == id) {
      return &connection;
    }
  }
  return nullptr;
}

/// The file's text after `change`, which is given the whole and says what went wrong, if anything.
Result<std::string> change_text(const ConfigText& file,
                                const std::function<Result<void>(OrderedJson&)>& change) {
  if (Result<Config> config = parse_config(file.text, file.name); !config) {
    return Failure{config.error()};
  }
  // What parse_config() takes is JSON, no deeper than is safe.
  OrderedJson json = OrderedJson::parse(file.text);
  if (Result<void> changed = change(json); !changed) {
    return Failure{changed.error()};
  }
  return written(json);
}

Result<std::string> change_connection(const ConfigText& file, const std::string& id,
                                      const std::function<void(OrderedJson&)>& change) {
  return change_text(file, [&](OrderedJson& config) -> Result<void> {
    OrderedJson* const connection = find_connection(config, id);
    if (connection == nullptr) {
      return failure(ErrorKind::not_found, "has no connection \"" + id + "\"",
                     std::string(file.name));
    }
    change(*connection);
    return {};
  });
}

}  // namespace

std::string new_config_text(const Config& config) {
  OrderedJson json{{"hubspot", service_json(config.hubspot)},
                   {"google", service_json(config.google)}};
  if (config.control) {
    json["control"] = {{"url", config.control->url}, {"token", config.control->token}};
  }
  json["state_dir"] = config.state_dir.string();
  json["default_region"] = config.default_region;
  json["connections"] = OrderedJson::array();
  return written(json);
}

std::string settings_json_text(const SyncSettings& settings) {
  return settings_json(settings).dump();
}

Result<std::string> put_tokens(const ConfigText& file, const std::string& id,
                               const ConnectionTokens& tokens) {
  return change_text(file, [&](OrderedJson& config) -> Result<void> {
    OrderedJson* connection = find_connection(config, id);
    if (connection == nullptr) {
      config["connections"].push_back({{"id", id}, {"enabled", false}});
      connection = &config["connections"].back();
    }
    (*connection)["hubspot_refresh_token"] = tokens.hubspot_refresh_token;
    (*connection)["google_refresh_token"] = tokens.google_refresh_token;
    for (const auto& [name, account] : {std::pair("hubspot_account", &tokens.hubspot_account),
                                        std::pair("google_account", &tokens.google_account)}) {
      if (!account->empty()) {
        (*connection)[name] = *account;
      }
    }
    return {};
  });
}

Result<std::string> put_settings(const ConfigText& file, const std::string& id,
                                 const SyncSettings& settings) {
  return change_connection(file, id, [&](OrderedJson& connection) {
    const bool was_set_up = connection.contains("hubspot") || connection.contains("google");
    if (!was_set_up) {
      connection["enabled"] = false;
    }
    connection.update(settings_json(settings));
  });
}

Result<std::string> put_enabled(const ConfigText& file, const std::string& id, bool enabled) {
  return change_connection(file, id,
                           [&](OrderedJson& connection) { connection["enabled"] = enabled; });
}

}  // namespace lockstep
