/// Lists of a portal, static and dynamic, for tests.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {

inline constexpr std::string_view kLists = "/crm/v3/lists";

class Lists : public PortalTest {
 protected:
  Lists() {
    grant = portal->grant({"crm.objects.contacts.read", "crm.lists.read", "crm.lists.write"});
  }

  std::string make(const std::string& name, const std::string& type = "MANUAL") {
    const Response made =
        post(kLists, {{"name", name}, {"objectTypeId", "0-1"}, {"processingType", type}});
    EXPECT_EQ(made.status, 200) << made.body;
    return body_of(made)["list"]["listId"];
  }

  static std::string path(const std::string& list, std::string_view rest = "") {
    return std::string(kLists) + "/" + list + std::string(rest);
  }

  Response put(std::string_view target, const Json& body = Json::array()) {
    return send(Method::put, target, &body);
  }

  std::vector<std::string> members(const std::string& list, std::string_view rest = "") {
    std::vector<std::string> ids;
    const Json body = body_of(get(path(list, "/memberships" + std::string(rest))));
    for (const Json& member : body["results"]) {
      ids.push_back(member["recordId"]);
    }
    return ids;
  }
};

class DynamicLists : public Lists {
 protected:
  /// One AND of filters.
  static Json where(const Json& filters) {
    return {{"filterBranchType", "OR"},
            {"filterBranchOperator", "OR"},
            {"filters", Json::array()},
            {"filterBranches", Json::array({Json{{"filterBranchType", "AND"},
                                                 {"filterBranchOperator", "AND"},
                                                 {"filterBranches", Json::array()},
                                                 {"filters", filters}}})}};
  }

  static Json filter(const std::string& property, Json operation) {
    operation["includeObjectsWithNoValueSet"] =
        operation.value("includeObjectsWithNoValueSet", false);
    return {{"filterType", "PROPERTY"}, {"property", property}, {"operation", operation}};
  }

  static Json city_is(const std::string& city, const char* op = "IS_EQUAL_TO") {
    return filter("city", {{"operationType", "STRING"}, {"operator", op}, {"value", city}});
  }

  Response make_dynamic(const std::string& name, const Json& filters) {
    return post(kLists, {{"name", name},
                         {"objectTypeId", "0-1"},
                         {"processingType", "DYNAMIC"},
                         {"filterBranch", where(filters)}});
  }
};

}  // namespace lockstep::sim::hubspot
