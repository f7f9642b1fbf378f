/// A connector of a few lines, for tests of the judge: each pass is a function.

#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/url.h"
#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/load.h"

#include "json.h"

namespace lockstep::scenario {

/// One service with an access token, spoken to in raw requests.
class RawClient {
 public:
  RawClient(Endpoint& endpoint, std::string token_path, const Json& service, const Json& refresh)
      : endpoint_(&endpoint) {
    Request request;
    request.method = Method::post;
    request.path = std::move(token_path);
    request.headers["Content-Type"] = "application/x-www-form-urlencoded";
    request.body = format_query({{"grant_type", "refresh_token"},
                                 {"client_id", service.at("client_id").get<std::string>()},
                                 {"client_secret", service.at("client_secret").get<std::string>()},
                                 {"refresh_token", refresh.get<std::string>()}});
    const Json answer = parse(endpoint.exchange(request));
    token_ = answer.value("access_token", "");
  }

  /// The JSON of the answer, or null if there was none.
  Json send(Method method, const std::string& target, const Json& body = nullptr) {
    Request request;
    request.method = method;
    set_target(request, target);
    request.headers["Authorization"] = "Bearer " + token_;
    if (!body.is_null()) {
      request.headers["Content-Type"] = "application/json";
      request.body = body.dump();
    }
    return parse(endpoint_->exchange(request));
  }

 private:
  static Json parse(const Exchange& exchange) {
    const auto* const response = std::get_if<SharedResponse>(&exchange);
    return response == nullptr ? Json() : Json::parse((*response)->body, nullptr, false);
  }

  Endpoint* endpoint_;
  std::string token_;
};

/// What a scripted pass has in its hands.
struct ScriptedPass {
  RawClient hubspot;
  RawClient google;                ///< The main account.
  std::vector<RawClient> further;  ///< The other accounts, in order.
  std::filesystem::path state_dir;
  int number;  ///< From 1.
};

class ScriptedConnector final : public Connector {
 public:
  using Script = std::function<PassOutcome(ScriptedPass&)>;

  /// @param not_claimed  Everything else is.
  explicit ScriptedConnector(Script script, const std::set<std::string>& not_claimed = {})
      : script_(std::move(script)) {
    info_.name = "script";
    info_.door = Door::in_process;
    info_.claims = {std::begin(kClaims), std::end(kClaims)};
    for (const std::string& claim : not_claimed) {
      info_.claims.erase(claim);
    }
  }

  [[nodiscard]] const ConnectorInfo& info() const override { return info_; }
  Result<void> start(const WorldAccess& world) override {
    world_ = world;
    passes_ = 0;
    return {};
  }
  PassOutcome sync(const std::filesystem::path& config_file) override {
    std::ifstream in(config_file);
    const Json config = Json::parse(in);
    const Json& connection = config.at("connections").at(0);
    ScriptedPass pass{RawClient(*world_.hubspot, "/oauth/v1/token", config.at("hubspot"),
                                connection.at("hubspot_refresh_token")),
                      RawClient(*world_.google, "/token", config.at("google"),
                                connection.at("google_refresh_token")),
                      further_accounts(config), config.at("state_dir").get<std::string>(),
                      ++passes_};
    return script_(pass);
  }

 private:
  [[nodiscard]] std::vector<RawClient> further_accounts(const Json& config) const {
    std::vector<RawClient> clients;
    const Json& connections = config.at("connections");
    for (std::size_t at = 1; at < connections.size(); ++at) {
      clients.emplace_back(*world_.google, "/token", config.at("google"),
                           connections.at(at).at("google_refresh_token"));
    }
    return clients;
  }

  Script script_;
  ConnectorInfo info_;
  WorldAccess world_;
  int passes_ = 0;
};

}  // namespace lockstep::scenario
