// The bytes are choices (choices.h) of which a search is put together, or a list with filters.

#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <utility>

#include "choices.h"
#include "sandbox.h"

namespace lockstep::fuzz {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 16> kProperties = {"email",
                                                          "firstname",
                                                          "lastname",
                                                          "phone",
                                                          "score",
                                                          "createdate",
                                                          "lastmodifieddate",
                                                          "hs_object_id",
                                                          "lifecyclestage",
                                                          "hubspot_owner_id",
                                                          "hs_additional_emails",
                                                          "member_no",
                                                          "company",
                                                          "hs_lead_status",
                                                          "hs_email_optout",
                                                          "date_of_birth"};

constexpr std::array<std::string_view, 16> kSearchOperators = {"EQ",
                                                               "NEQ",
                                                               "LT",
                                                               "LTE",
                                                               "GT",
                                                               "GTE",
                                                               "BETWEEN",
                                                               "IN",
                                                               "NOT_IN",
                                                               "HAS_PROPERTY",
                                                               "NOT_HAS_PROPERTY",
                                                               "CONTAINS_TOKEN",
                                                               "NOT_CONTAINS_TOKEN",
                                                               "eq",
                                                               "",
                                                               "LIKE"};

constexpr std::array<std::string_view, 6> kOperationTypes = {
    "ALL_PROPERTY", "BOOL", "ENUMERATION", "MULTISTRING", "NUMBER", "STRING"};

constexpr std::array<std::string_view, 11> kListOperators = {
    "IS_KNOWN",        "IS_UNKNOWN",
    "IS_EQUAL_TO",     "IS_NOT_EQUAL_TO",
    "IS_ANY_OF",       "IS_NONE_OF",
    "IS_GREATER_THAN", "IS_GREATER_THAN_OR_EQUAL_TO",
    "IS_LESS_THAN",    "IS_LESS_THAN_OR_EQUAL_TO",
    "CONTAINS"};

constexpr std::array<std::string_view, 14> kValues = {"",
                                                      "ann@example.com",
                                                      "Ann",
                                                      "*ann*",
                                                      "1",
                                                      "-1",
                                                      "1e308",
                                                      "nan",
                                                      "1772442000000",
                                                      "2026-03-02",
                                                      "9223372036854775808",
                                                      "true",
                                                      "customer",
                                                      "2026-03-02T09:00:00Z"};

/// Text that is no UTF-8 would make the body no JSON.
std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json value(Choices& choices) {
  switch (choices.below(6)) {
    case 0: return choices.text();
    case 1: return choices.number();
    case 2: return -static_cast<double>(choices.number());
    case 3: return choices.flag();
    case 4: return nullptr;
    default: return choices.pick(kValues);
  }
}

Json values(Choices& choices) {
  Json list = Json::array();
  for (std::size_t left = choices.below(5); left > 0; --left) {
    list.push_back(value(choices));
  }
  return list;
}

std::string property(Choices& choices) {
  return choices.below(16) == 15 ? choices.text() : std::string(choices.pick(kProperties));
}

Json search_filter(Choices& choices) {
  Json filter = {{"propertyName", property(choices)}, {"operator", choices.pick(kSearchOperators)}};
  if (choices.flag()) {
    filter["value"] = value(choices);
  }
  if (choices.flag()) {
    filter["highValue"] = value(choices);
  }
  if (choices.flag()) {
    filter["values"] = values(choices);
  }
  return filter;
}

Json search(Choices& choices) {
  Json body = Json::object();
  for (std::size_t groups = choices.below(7); groups > 0; --groups) {
    Json filters = Json::array();
    for (std::size_t left = choices.below(8); left > 0; --left) {
      filters.push_back(search_filter(choices));
    }
    body["filterGroups"].push_back({{"filters", std::move(filters)}});
  }
  if (choices.flag()) {
    body["sorts"] =
        choices.flag() ? Json::array({{{"propertyName", property(choices)},
                                       {"direction", choices.flag() ? "DESCENDING" : "ASCENDING"}}})
                       : Json::array({"-" + property(choices)});
  }
  for (const char* name : {"query", "after", "limit"}) {
    if (choices.flag()) {
      body[name] = value(choices);
    }
  }
  if (choices.flag()) {
    body["properties"] = {property(choices), property(choices)};
  }
  return body;
}

Json list_filter(Choices& choices) {
  Json operation = {{"operationType", choices.pick(kOperationTypes)},
                    {"operator", choices.pick(kListOperators)}};
  if (choices.flag()) {
    operation["includeObjectsWithNoValueSet"] = value(choices);
  }
  operation[choices.flag() ? "values" : "value"] =
      choices.flag() ? values(choices) : value(choices);
  return {{"filterType", choices.below(8) == 7 ? "ASSOCIATION" : "PROPERTY"},
          {"property", property(choices)},
          {"operation", std::move(operation)}};
}

Json list_branch(Choices& choices) {
  Json branch = {{"filterBranchType", "OR"}, {"filters", Json::array()}};
  for (std::size_t groups = choices.below(6); groups > 0; --groups) {
    Json group = {{"filterBranchType", choices.below(8) == 7 ? "OR" : "AND"},
                  {"filterBranches", Json::array()},
                  {"filters", Json::array()}};
    for (std::size_t left = choices.below(6); left > 0; --left) {
      group["filters"].push_back(list_filter(choices));
    }
    branch["filterBranches"].push_back(std::move(group));
  }
  return branch;
}

Request request(Method method, std::string path, std::string body) {
  return {method, std::move(path), {}, {}, std::move(body)};
}

}  // namespace

Finding hubspot_search(std::string_view bytes) {
  Sandbox& sandbox = Sandbox::instance();
  Choices choices(bytes);
  std::vector<Request> requests;
  if (choices.below(3) < 2) {
    requests.push_back(
        request(Method::post, "/crm/v3/objects/contacts/search", dumped(search(choices))));
  } else {
    const Json list = {{"name", "found"},
                       {"objectTypeId", "0-1"},
                       {"processingType", choices.flag() ? "DYNAMIC" : "SNAPSHOT"},
                       {"filterBranch", list_branch(choices)}};
    requests.push_back(request(Method::post, "/crm/v3/lists", dumped(list)));
    requests.push_back(request(Method::put, "/crm/v3/lists/2/update-list-filters",
                               dumped({{"filterBranch", list_branch(choices)}})));
    requests.push_back(request(Method::get, "/crm/v3/lists/2/memberships", ""));
    requests.push_back(request(Method::get, "/crm/v3/lists/2", ""));
  }
  return sandbox.send(sim::Service::hubspot, requests);
}

}  // namespace lockstep::fuzz
