#include "wire_differences.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lockstep::descriptions {
namespace {

enum class Difference {
  extra,            ///< The wire carries this member, too.
  optional,         ///< The wire may lack this member.
  nullable_values,  ///< The values of this map may be null.
};

struct WireDifference {
  std::string_view file;  ///< The beginning of its name; "" for every one of HubSpot's.
  std::string_view schema;
  std::string_view member;
  Difference difference;
  std::string_view facts;
};

using enum Difference;

// clang-format off
constexpr auto kDifferences = std::to_array<WireDifference>({
    {"hubspot-contacts", "SimplePublicObject",                 "properties",    nullable_values, "F22, F25"},
    {"hubspot-contacts", "SimplePublicObjectWithAssociations", "properties",    nullable_values, "F22, F25"},
    {"hubspot-contacts", "SimplePublicUpsertObject",           "properties",    nullable_values, "F22, F25"},
    {"hubspot",          "Error",                              "status",        extra,           "F67"},
    {"hubspot",          "Error",                              "category",      optional,        "F72, F76, F77"},
    {"hubspot",          "Error",                              "errorType",     extra,           "F77"},
    {"hubspot",          "Error",                              "policyName",    extra,           "F77"},
    {"hubspot",          "Error",                              "groupName",     extra,           "F77"},
    {"hubspot",          "Error",                              "requestId",     extra,           "F77"},
    {"hubspot",          "StandardError",                      "errors",        optional,        "F81, F83"},
    {"hubspot",          "StandardError",                      "links",         optional,        "F81, F83"},
    {"hubspot-oauth",    "Error",                              "error",         extra,           "F97"},
    {"hubspot-oauth",    "Error",                              "error_description", extra,       "F97"},
    {"hubspot-oauth",    "Error",                              "correlationId", optional,        "F97"},
});
// clang-format on

void apply(Json& schema, const WireDifference& difference) {
  const std::string member(difference.member);
  switch (difference.difference) {
    case extra: schema["properties"][member] = {{"type", "string"}}; break;
    case optional: {
      Json& required = schema["required"];
      required.erase(std::remove(required.begin(), required.end(), Json(member)), required.end());
      if (required.empty()) {
        schema.erase("required");
      }
      break;
    }
    case nullable_values: {
      Json& values = schema["properties"][member]["additionalProperties"];
      values["type"] = Json::array({values["type"], "null"});
      break;
    }
  }
}

}  // namespace

void allow_wire_differences(Description& description) {
  for (const WireDifference& difference : kDifferences) {
    const auto schema = description.definitions.find(difference.schema);
    if (description.name.starts_with(difference.file) && schema != description.definitions.end()) {
      apply(*schema, difference);
    }
  }
}

}  // namespace lockstep::descriptions
