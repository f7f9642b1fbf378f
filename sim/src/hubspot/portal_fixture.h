/// A portal with one connected app, for tests: requests as the app makes them, answers as JSON.

#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/fake_hubspot.h"

#include "described_answer.h"

namespace lockstep::sim::hubspot {

inline constexpr std::string_view kContacts = "/crm/v3/objects/contacts";

class PortalTest : public testing::Test {
 protected:
  using Properties = std::map<std::string, std::string>;

  /// Starts again with other options.
  void restart(const HubSpotOptions& options) {
    portal.emplace(clock, Random(7), options);
    grant = portal->grant();
  }

  Response send(Method method, std::string_view target, const Json* body = nullptr) {
    Request request{method, "", {}, {{"Authorization", "Bearer " + grant.access_token}}, ""};
    set_target(request, target);
    if (body != nullptr) {
      request.headers["Content-Type"] = "application/json";
      request.body = body->dump();
    }
    return described(Service::hubspot, request, portal->handle(request));
  }

  Response get(std::string_view target) { return send(Method::get, target); }
  Response post(std::string_view target, const Json& body) {
    return send(Method::post, target, &body);
  }
  Response patch(std::string_view target, const Json& body) {
    return send(Method::patch, target, &body);
  }

  Response create(const Json& properties) { return post(kContacts, {{"properties", properties}}); }
  Response update(const std::string& id, const Json& properties) {
    return patch(std::string(kContacts) + "/" + id, {{"properties", properties}});
  }

  /// The record as a read by id shows it. `names`: "a,b".
  Json read(const std::string& id, const std::string& names = "") {
    const Response response =
        get(std::string(kContacts) + "/" + id + (names.empty() ? "" : "?properties=" + names));
    EXPECT_EQ(response.status, 200) << response.body;
    return Json::parse(response.body);
  }

  std::string add(const Properties& properties) {
    const Result<std::string> id = portal->add_contact(properties);
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().message);
    return id ? *id : "";
  }

  /// The ids of the records in an answer, in its order.
  static std::vector<std::string> ids_in(const Response& response) {
    std::vector<std::string> ids;
    for (const Json& record : Json::parse(response.body).value("results", Json::array())) {
      ids.push_back(record["id"]);
    }
    return ids;
  }

  static Json body_of(const Response& response) { return Json::parse(response.body); }

  VirtualClock clock{*parse_timestamp("2026-03-02T09:00:00.250Z")};
  std::optional<FakeHubSpot> portal{std::in_place, clock, Random(7),
                                    HubSpotOptions{.rate_limits_enforced = false}};
  OAuthGrant grant = portal->grant();
};

}  // namespace lockstep::sim::hubspot
