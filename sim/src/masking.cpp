// What the journal may not keep: credentials, and what differs between two runs of one seed.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/journal.h"

#include "bounded_json.h"

namespace lockstep::sim {
namespace {

constexpr std::string_view kMask = "***";

/// Operations whose forms, answers and redirects carry codes and tokens.
bool carries_credentials(std::string_view operation) { return operation.starts_with("oauth."); }

constexpr std::array<std::string_view, 4> kKeptRequestHeaders = {"authorization", "content-type",
                                                                 "if-match", "x-goog-fieldmask"};

/// Names of query parameters, form fields and JSON members that carry a credential. A plain code
/// challenge is the verifier; the authorisation request of a consent form holds it.
constexpr std::array<std::string_view, 12> kSecretNames = {
    "access_token",  "assertion", "authorization_request",
    "client_secret", "code",      "code_challenge",
    "code_verifier", "hapikey",   "id_token",
    "key",           "token",     "refresh_token"};

bool is_secret(std::string_view name) { return std::ranges::count(kSecretNames, name) != 0; }

void mask_values(Query& fields) {
  for (auto& [name, value] : fields) {
    if (is_secret(name)) {
      value = kMask;
    }
  }
}

std::string masked_query(std::string_view text) {
  Query fields = parse_query(text);
  mask_values(fields);
  return format_query(fields);
}

/// True for what a form of an OAuth endpoint consists of.
bool is_form_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
  });
}

/// A token request or answer: JSON where it is JSON, else a form. What is neither is dropped, so
/// that a malformed body cannot carry a secret through.
std::string masked_token_body(const std::string& body) {
  if (std::optional<nlohmann::json> json = parse_bounded(body)) {
    if (!json->is_object()) {
      return std::string(kMask);
    }
    for (auto& [name, value] : json->items()) {
      if (is_secret(name)) {
        value = kMask;
      }
    }
    return json->dump();
  }
  const bool is_form = std::ranges::all_of(
      parse_query(body), [](const auto& field) { return is_form_name(field.first); });
  return is_form ? masked_query(body) : std::string(kMask);
}

/// HubSpot's token information has the token in its path: "/oauth/v1/access-tokens/{token}" (F98).
std::string masked_path(const std::string& path) {
  constexpr std::string_view kMarker = "-tokens/";
  const std::size_t at = path.find(kMarker);
  if (!path.starts_with("/oauth/") || at == std::string::npos) {
    return path;
  }
  return path.substr(0, at + kMarker.size()) + std::string(kMask);
}

/// A redirect to a client, with the code in its query.
std::string masked_url(const std::string& url) {
  const std::size_t question = url.find('?');
  if (question == std::string::npos) {
    return url;
  }
  return url.substr(0, question + 1) + masked_query(std::string_view(url).substr(question + 1));
}

/// A page for people, whose hidden fields hold the request that it is about.
bool is_page(const Response& response) {
  return find_value(response.headers, "Content-Type").value_or("").starts_with("text/html");
}

}  // namespace

Request masked(const Request& request, std::string_view operation) {
  Request kept{request.method, masked_path(request.path), request.query, {}, {}};
  mask_values(kept.query);
  for (const auto& [name, value] : request.headers) {
    if (std::ranges::count(kKeptRequestHeaders, ascii_lower(name)) != 0) {
      kept.headers.emplace(name, value);
    }
  }
  const auto authorization = kept.headers.find("authorization");
  if (authorization != kept.headers.end()) {
    const bool is_bearer = ascii_lower(authorization->second).starts_with("bearer ");
    authorization->second = std::string(is_bearer ? "Bearer " : "") + std::string(kMask);
  }
  kept.body = carries_credentials(operation) ? masked_token_body(request.body) : request.body;
  return kept;
}

Response masked(const Response& response, std::string_view operation) {
  Response kept = response;
  if (!carries_credentials(operation)) {
    return kept;
  }
  kept.body = is_page(response) ? std::string() : masked_token_body(response.body);
  if (const auto location = kept.headers.find("Location"); location != kept.headers.end()) {
    location->second = masked_url(location->second);
  }
  return kept;
}

}  // namespace lockstep::sim
