#include "law.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lockstep/base/text.h"

namespace lockstep::fuzz {
namespace {

using Json = nlohmann::json;

constexpr std::array kGoogleStatuses = {200, 302, 400, 401, 403, 404, 409, 413, 429};
constexpr std::array kHubSpotStatuses = {200, 201, 204, 207, 302, 400, 401, 403,
                                         404, 405, 409, 413, 414, 415, 429};
constexpr std::array kControlStatuses = {200, 201, 400, 404, 405, 409, 503};

/// The names of google.rpc.Code that the API answers with.
constexpr std::array<std::string_view, 7> kGoogleCodes = {
    "INVALID_ARGUMENT",    "NOT_FOUND", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION", "ABORTED",   "UNAUTHENTICATED"};

std::string content_type(const Response& response) {
  return std::string(find_value(response.headers, "Content-Type").value_or(""));
}

bool is_text(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() &&
         !found->get_ref<const std::string&>().empty();
}

std::string quoted(const Response& response) {
  constexpr std::size_t kMost = 600;
  return std::to_string(response.status) + ' ' + content_type(response) + '\n' +
         response.body.substr(0, kMost);
}

Finding wrong(std::string_view what, const Response& response) {
  return std::string(what) + ": " + quoted(response);
}

template <class Statuses>
Finding broken_message_law(const Response& response, const Statuses& statuses) {
  if (std::ranges::count(statuses, response.status) == 0) {
    return wrong("not a status of the service", response);
  }
  for (const auto& [name, value] : response.headers) {
    if (std::ranges::any_of(name + value, [](char letter) {
          return static_cast<unsigned char>(letter) < 0x20 || letter == '\x7f';
        })) {
      return wrong("a control character in the header field " + name, response);
    }
  }
  if (response.status == 204) {
    return response.body.empty() ? Finding() : wrong("204 has no body", response);
  }
  return content_type(response).starts_with("text/html") && !is_valid_utf8(response.body)
             ? wrong("announced as UTF-8", response)
             : Finding();
}

/// A success that says that it is JSON; errors have a shape besides.
bool is_broken_json(const Response& response) {
  return response.status < 300 && content_type(response).starts_with("application/json") &&
         !response.body.empty() && !Json::accept(response.body);
}

bool is_page(const Response& response) {
  return content_type(response).starts_with("text/html") && !response.body.empty();
}

bool is_redirect(const Response& response) {
  return response.status == 302 && !find_value(response.headers, "Location").value_or("").empty();
}

/// The JSON inside "// API callback\nname(…);", or the body.
std::string_view without_callback(const Response& response) {
  std::string_view body = response.body;
  if (content_type(response).starts_with("text/javascript") && body.ends_with(");")) {
    body.remove_suffix(2);
    body.remove_prefix(std::min(body.find('(') + 1, body.size()));
  }
  return body;
}

bool is_google_error(const Json& body, int status) {
  const auto error = body.is_object() ? body.find("error") : body.end();
  return error != body.end() && error->is_object() && error->value("code", Json()) == status &&
         is_text(*error, "message") && is_text(*error, "status") &&
         std::ranges::count(kGoogleCodes,
                            std::string_view(error->at("status").get_ref<const std::string&>())) ==
             1;
}

bool is_oauth_error(const Json& body) {
  return body.is_object() && is_text(body, "error") && is_text(body, "error_description");
}

bool is_oauth_path(std::string_view path) {
  return path == "/token" || path == "/revoke" || path == "/tokeninfo";
}

bool has_google_shape(const Request& request, const Response& response) {
  if (response.status == 302) {
    return is_redirect(response);
  }
  if (is_page(response)) {  // G7, and the pages of the consent.
    return response.status == 404 || request.path.starts_with("/o/oauth2/") ||
           request.path == "/signin/oauth/consent";
  }
  if (response.status == 200) {
    return !response.body.empty();
  }
  const Json body = Json::parse(without_callback(response), nullptr, /*allow_exceptions=*/false);
  return is_oauth_path(request.path) ? is_oauth_error(body)
                                     : is_google_error(body, response.status);
}

/// F67; the category may be missing. The id is in the header, too.
bool is_hubspot_error(const Json& body, const Response& response) {
  return body.is_object() && body.value("status", Json()) == "error" && is_text(body, "message") &&
         is_text(body, "correlationId") &&
         body["correlationId"] ==
             find_value(response.headers, "X-HubSpot-Correlation-Id").value_or("") &&
         (!body.contains("category") || is_text(body, "category")) &&
         (response.status != 429 || is_text(body, "policyName"));
}

/// F97
bool is_hubspot_token_error(const Json& body) {
  return body.is_object() && is_text(body, "status") && is_text(body, "message");
}

bool has_hubspot_shape(const Request& request, const Response& response) {
  if (response.status < 300) {
    return response.status == 204 || !response.body.empty();
  }
  if (response.status == 302) {
    return is_redirect(response);
  }
  const bool is_oauth = request.path.find("oauth/") != std::string::npos;
  if (is_page(response)) {
    return is_oauth;
  }
  const Json body = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  return is_hubspot_error(body, response) ||
         (is_oauth && response.status == 400 && is_hubspot_token_error(body));
}

}  // namespace

Finding broken_law(sim::Service service, const Request& request, const Response& response,
                   bool reads_success) {
  const bool of_google = service == sim::Service::google;
  if (Finding finding = of_google ? broken_message_law(response, kGoogleStatuses)
                                  : broken_message_law(response, kHubSpotStatuses)) {
    return finding;
  }
  if (reads_success && is_broken_json(response)) {
    return wrong("announced as JSON", response);
  }
  const bool has_shape =
      of_google ? has_google_shape(request, response) : has_hubspot_shape(request, response);
  return has_shape ? Finding() : wrong("not an answer of the service's own shape", response);
}

Finding broken_control_law(const Response& response, bool reads_success) {
  if (Finding finding = broken_message_law(response, kControlStatuses)) {
    return finding;
  }
  if (reads_success && is_broken_json(response)) {
    return wrong("announced as JSON", response);
  }
  if (response.status >= 400) {
    const Json body = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
    const auto error = body.is_object() ? body.find("error") : body.end();
    if (error == body.end() || !error->is_object() || !is_text(*error, "code") ||
        !is_text(*error, "message")) {
      return wrong("not an error of the control API's own shape", response);
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::fuzz
