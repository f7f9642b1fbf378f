#include "google/discovery.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/route.h"

#include "google/api_messages.h"
#include "google/methods.h"
#include "google/oauth_scopes.h"

namespace lockstep::sim::google {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view kListPattern = "/discovery/v1/apis/{api}/{version}/rest";

struct ParameterType {
  std::string_view name;
  std::string_view type;
  std::string_view format = {};
  bool repeated = false;
};

// clang-format off
/// Parameters that are not just one string.
constexpr std::array kTypes = {
    ParameterType{"deleteContacts",           "boolean"},
    ParameterType{"groupFields",              "string",  "google-fieldmask"},
    ParameterType{"maxMembers",               "integer", "int32"},
    ParameterType{"mergeSources",             "string",  "", true},
    ParameterType{"pageSize",                 "integer", "int32"},
    ParameterType{"personFields",             "string",  "google-fieldmask"},
    ParameterType{"readMask",                 "string",  "google-fieldmask"},
    ParameterType{"requestMask.includeField", "string",  "google-fieldmask"},
    ParameterType{"requestSyncToken",         "boolean"},
    ParameterType{"resourceNames",            "string",  "", true},
    ParameterType{"sources",                  "string",  "", true},
    ParameterType{"updatePersonFields",       "string",  "google-fieldmask"},
};

struct StandardParameter {
  std::string_view name;
  std::string_view type;
  std::string_view fallback;
  std::string_view text;
};

constexpr std::array kStandard = {
    StandardParameter{"$.xgafv",         "string",  "",     "The format of errors: 1 or 2."},
    StandardParameter{"access_token",    "string",  "",     "An OAuth access token."},
    StandardParameter{"alt",             "string",  "json", "The format of answers."},
    StandardParameter{"callback",        "string",  "",     "The function that a script answer calls."},
    StandardParameter{"fields",          "string",  "",     "A selector of the parts to answer with."},
    StandardParameter{"key",             "string",  "",     "An API key."},
    StandardParameter{"oauth_token",     "string",  "",     "An OAuth access token."},
    StandardParameter{"prettyPrint",     "boolean", "true", "Whether answers have line breaks."},
    StandardParameter{"quotaUser",       "string",  "",     "Whose quota a request counts against; 40 characters."},
    StandardParameter{"uploadType",      "string",  "",     "The older upload protocol."},
    StandardParameter{"upload_protocol", "string",  "",     "The upload protocol."},
};
// clang-format on

OrderedJson standard_parameters() {
  OrderedJson out = OrderedJson::object();
  for (const StandardParameter& parameter : kStandard) {
    OrderedJson& described = out[std::string(parameter.name)];
    described = {{"description", parameter.text}, {"location", "query"}, {"type", parameter.type}};
    if (!parameter.fallback.empty()) {
      described["default"] = parameter.fallback;
    }
  }
  out["$.xgafv"]["enum"] = {"1", "2"};
  out["alt"]["enum"] = {"json", "media", "proto"};
  return out;
}

OrderedJson query_parameter(std::string_view name) {
  const auto* const found = std::ranges::find(kTypes, name, &ParameterType::name);
  const ParameterType type = found == kTypes.end() ? ParameterType{name, "string"} : *found;
  OrderedJson out{{"location", "query"}, {"type", type.type}};
  if (!type.format.empty()) {
    out["format"] = type.format;
  }
  if (type.repeated) {
    out["repeated"] = true;
  }
  return out;
}

/// Both ways to write a path, and the resource name that the first one takes.
struct MethodPath {
  std::string path;            ///< "v1/{+resourceName}:updateContact"
  std::string flat_path;       ///< "v1/people/{peopleId}:updateContact"
  std::string name_pattern{};  ///< "^people/[^/]+$"; empty without a resource name.
};

/// @param route  "/v1/people/{person}:updateContact"
MethodPath path_of(std::string_view route) {
  route.remove_prefix(1);
  const std::size_t open = route.find('{');
  if (open == std::string_view::npos) {
    return {std::string(route), std::string(route)};
  }
  const std::string_view rest = route.substr(route.find('}') + 1);
  const std::size_t slash = route.find('/');
  const std::string version(route.substr(0, slash + 1));
  const std::string collection(route.substr(slash + 1, open - slash - 2));
  return {version + "{+resourceName}" + std::string(rest),
          version + collection + "/{" + collection + "Id}" + std::string(rest),
          "^" + collection + "/[^/]+$"};
}

OrderedJson method_json(const ApiMethod& method) {
  const MethodMessages& messages = messages_of(method.operation);
  const MethodPath path = path_of(method.pattern);
  OrderedJson out{{"id", "people." + std::string(method.operation)},
                  {"path", path.path},
                  {"flatPath", path.flat_path},
                  {"httpMethod", to_string(method.verb)},
                  {"parameters", OrderedJson::object()},
                  {"parameterOrder", OrderedJson::array()}};
  if (!path.name_pattern.empty()) {
    out["parameters"]["resourceName"] = {{"location", "path"},
                                         {"pattern", path.name_pattern},
                                         {"required", true},
                                         {"type", "string"}};
    out["parameterOrder"].push_back("resourceName");
  }
  for (const std::string_view name : method.parameters) {
    out["parameters"][std::string(name)] = query_parameter(name);
  }
  if (!messages.request.empty()) {
    out["request"] = {{"$ref", messages.request}};
  }
  out["response"] = {{"$ref", messages.response}};
  out["scopes"] = method.scopes();
  return out;
}

/// "people.connections.list" goes to resources/people/resources/connections/methods/list.
OrderedJson resources() {
  OrderedJson root = OrderedJson::object();
  for (const ApiMethod& method : api_methods()) {
    const std::vector<std::string_view> names = split(method.operation, '.');
    OrderedJson* resource = &root;
    for (std::size_t at = 0; at + 1 < names.size(); ++at) {
      resource = &(*resource)["resources"][std::string(names[at])];
    }
    (*resource)["methods"][std::string(names.back())] = method_json(method);
  }
  return root.at("resources");
}

OrderedJson type_json(const ApiMember& member) {
  const bool is_message = api_messages().contains(member.type);
  OrderedJson one =
      is_message ? OrderedJson{{"$ref", member.type}}
      : member.type == "any"
          ? OrderedJson{{"type", "object"}, {"additionalProperties", {{"type", "any"}}}}
          : OrderedJson{{"type", member.type}};
  if (member.type == "integer") {
    one["format"] = "int32";
  }
  switch (member.cardinality) {
    case Cardinality::many: return {{"type", "array"}, {"items", std::move(one)}};
    case Cardinality::map: return {{"type", "object"}, {"additionalProperties", std::move(one)}};
    case Cardinality::one: break;
  }
  return one;
}

OrderedJson schemas() {
  OrderedJson out = OrderedJson::object();
  for (const auto& [name, members] : api_messages()) {
    OrderedJson properties = OrderedJson::object();
    for (const ApiMember& member : members) {
      properties[std::string(member.name)] = type_json(member);
    }
    out[std::string(name)] = {{"id", name}, {"type", "object"}, {"properties", properties}};
  }
  return out;
}

OrderedJson scopes() {
  OrderedJson out = OrderedJson::object();
  for (const OAuthScope& scope : oauth_scopes()) {
    out[std::string(scope.name)] = {{"description", scope.text}};
  }
  return out;
}

/// All but where it is served.
const OrderedJson& common_document() {
  static const OrderedJson kDocument{
      {"kind", "discovery#restDescription"},
      {"discoveryVersion", "v1"},
      {"id", "people:v1"},
      {"name", "people"},
      {"version", "v1"},
      {"title", "People API"},
      {"description", "The contacts of a simulated Google account."},
      {"protocol", "rest"},
      {"servicePath", ""},
      {"basePath", ""},
      {"batchPath", "batch"},
      {"auth", {{"oauth2", {{"scopes", scopes()}}}}},
      {"parameters", standard_parameters()},
      {"resources", resources()},
      {"schemas", schemas()},
  };
  return kDocument;
}

/// A host with or without a port, and nothing else that a header could hold.
bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '.' || letter == '-' || letter == ':' ||
           letter == '[' || letter == ']';
  });
}

/// The real names are served over TLS by whoever stands in front; everything else is the loopback.
std::string root_url(const Request& request) {
  const std::string_view host = find_value(request.headers, "Host").value_or("");
  if (!is_host(host)) {
    return "https://people.googleapis.com/";
  }
  return (host.ends_with(".googleapis.com") ? "https://" : "http://") + std::string(host) + "/";
}

/// API and version that are asked for; nullopt for what is no discovery request.
std::optional<std::pair<std::string, std::string>> asked_for(const Request& request) {
  if (request.method != Method::get || request.path.starts_with("/v1/")) {
    return std::nullopt;
  }
  if (percent_decode(request.path) == "/$discovery/rest") {
    const std::string_view version = find_value(request.query, "version").value_or("");
    return std::pair("people", version.empty() ? "v1" : std::string(version));
  }
  const std::optional<PathCaptures> captures = match_path(kListPattern, request.path);
  return captures ? std::optional(std::pair(captures->at("api"), captures->at("version")))
                  : std::nullopt;
}

}  // namespace

bool is_discovery_request(const Request& request) { return asked_for(request).has_value(); }

Response answer_discovery_request(const Request& request, const AnswerForm& form) {
  if (asked_for(request) != std::pair<std::string, std::string>("people", "v1")) {
    return respond(catalogue_error(kNotFound), form);
  }
  OrderedJson document = common_document();
  const std::string root = root_url(request);
  document["rootUrl"] = root;
  document["baseUrl"] = root;
  return respond(200, document.dump(), form);
}

}  // namespace lockstep::sim::google
