#include "connector_config.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <system_error>

#include "lockstep/base/timestamp.h"

namespace lockstep::scenario {
namespace {

/// A filter counts only where the drop-down says so, and lists go by id.
void settle_records(Json& connection, const char* side, Stage& stage) {
  const auto choice = connection.find(side);
  if (choice == connection.end() || !choice->is_object()) {
    return;
  }
  const auto filter = choice->find("filter");
  if (filter == choice->end()) {
    return;
  }
  if (choice->value("records", "") != "filter") {
    choice->erase("filter");
  } else if (filter->is_object() && filter->contains("list") && filter->at("list").is_string()) {
    (*filter)["list"] = stage.list_id(filter->at("list").get<std::string>());
  }
}

Json service(const std::string& url, const char* token_path, const sim::OAuthGrant& grant) {
  return {{"base_url", url},
          {"token_url", url + token_path},
          {"client_id", grant.client_id},
          {"client_secret", grant.client_secret}};
}

}  // namespace

Json default_connection() {
  return {{"enabled", true},
          {"hubspot", {{"records", "all"}}},
          {"google", {{"records", "all"}}},
          {"default_app", "hubspot"},
          {"plan", "free"},
          {"only_with_email", true}};
}

Json connector_config(const Json& connection, const WorldAccess& access,
                      const std::filesystem::path& state_dir, Stage& stage) {
  Json settled = connection;
  settle_records(settled, "hubspot", stage);
  settle_records(settled, "google", stage);
  settled["id"] = "main";
  settled["hubspot_refresh_token"] = stage.grant(Service::hubspot).refresh_token;
  settled["google_refresh_token"] = stage.grant(Service::google).refresh_token;
  return {
      {"now", format_timestamp(stage.world().clock().now())},
      {"hubspot", service(access.hubspot_url, "/oauth/v1/token", stage.grant(Service::hubspot))},
      {"google", service(access.google_url, "/token", stage.grant(Service::google))},
      {"control", {{"url", access.control_url}, {"token", access.control_token}}},
      {"state_dir", state_dir.string()},
      {"default_region", stage.region()},
      {"connections", Json::array({std::move(settled)})}};
}

Result<void> write_file(const std::filesystem::path& file, const std::string& text) {
  const std::filesystem::path next = file.string() + ".next";
  std::ofstream out(next, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code error;
  if (out) {
    std::filesystem::rename(next, file, error);
  }
  if (!out || error) {
    return failure(ErrorKind::unavailable, "cannot be written", file.string());
  }
  return {};
}

}  // namespace lockstep::scenario
