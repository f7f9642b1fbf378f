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

Json token_or_null(const sim::OAuthGrant& grant) {
  return grant.refresh_token.empty() ? Json(nullptr) : Json(grant.refresh_token);
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

Json connector_config(const std::map<std::string, Json>& connections, const WorldAccess& access,
                      const std::filesystem::path& state_dir, Stage& stage) {
  const std::string main(kMainAccount);
  Json list = Json::array();
  for (const std::string& account : stage.accounts()) {
    Json settled = connections.at(account);
    // A drop-down that was never set; the merge patch has removed it.
    settled.emplace("hubspot", nullptr);
    settled.emplace("google", nullptr);
    settle_records(settled, "hubspot", stage);
    settle_records(settled, "google", stage);
    settled["id"] = account;
    settled["hubspot_refresh_token"] = token_or_null(stage.hubspot_grant());
    settled["google_refresh_token"] = token_or_null(stage.google_grant(account));
    list.push_back(std::move(settled));
  }
  return {{"now", format_timestamp(stage.world().clock().now())},
          {"hubspot", service(access.hubspot_url, "/oauth/v1/token", stage.hubspot_grant())},
          {"google", service(access.google_url, "/token", stage.google_grant(main))},
          {"control", {{"url", access.control_url}, {"token", access.control_token}}},
          {"state_dir", state_dir.string()},
          {"default_region", stage.region()},
          {"connections", std::move(list)}};
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
