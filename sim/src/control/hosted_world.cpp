#include "control/hosted_world.h"

#include <nlohmann/json.hpp>

#include "lockstep/base/timestamp.h"

#include "control/answers.h"
#include "control/options_json.h"

namespace lockstep::sim::control {
namespace {

constexpr const char* kGoogleAccount = "owner@example.com";

Json service_json(const std::string& url, const std::string& token_path, const OAuthGrant& grant) {
  return {{"base_url", url},
          {"token_url", url + token_path},
          {"client_id", grant.client_id},
          {"client_secret", grant.client_secret},
          {"refresh_token", grant.refresh_token},
          {"access_token", grant.access_token}};
}

}  // namespace

WorldCredentials let_in(World& world) {
  WorldCredentials credentials;
  credentials.google_account = kGoogleAccount;
  credentials.google = world.google().grant(world.google().add_account(kGoogleAccount));
  credentials.hubspot = world.hubspot().grant();
  credentials.hubspot_app = world.hubspot().webhook_app();
  return credentials;
}

WorldDescription describe(const HostedWorld& hosted) {
  return {.id = hosted.id,
          .options = hosted.world->options(),
          .urls = hosted.served->urls(),
          .credentials = hosted.credentials,
          .now = hosted.world->clock().now(),
          .journal_size = hosted.world->journal().size(),
          .journal_forgotten = hosted.world->journal().forgotten(),
          .connector_crashed = hosted.world->connector_crashed()};
}

std::string control_url(const Request& request) {
  const auto host = find_value(request.headers, "Host");
  return host ? "http://" + std::string(*host) : "";
}

}  // namespace lockstep::sim::control

namespace lockstep::sim {

nlohmann::ordered_json to_json(const WorldDescription& description,
                               const std::string& control_url) {
  const WorldCredentials& credentials = description.credentials;
  nlohmann::ordered_json json{
      {"id", description.id},
      {"seed", std::to_string(description.options.seed)},
      {"now", format_timestamp(description.now)},
      {"journal_entries", description.journal_size},
      {"journal_forgotten", description.journal_forgotten},
      {"connector_crashed", description.connector_crashed},
      {"hubspot",
       control::service_json(description.urls.hubspot, "/oauth/v1/token", credentials.hubspot)},
      {"google", control::service_json(description.urls.google, "/token", credentials.google)},
      {"control", {{"url", control_url + "/worlds/" + description.id}}},
      {"options", control::options_json(description.options)}};
  json["hubspot"]["app_id"] = credentials.hubspot_app.app_id;
  json["hubspot"]["developer_key"] = credentials.hubspot_app.developer_key;
  json["google"]["account"] = credentials.google_account;
  return json;
}

}  // namespace lockstep::sim
