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
constexpr std::string_view kBatchOperation = "batch";
constexpr std::string_view kAuthorization = "authorization:";
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

/// Operations whose forms, answers and redirects carry codes and tokens.
bool carries_credentials(std::string_view operation) { return operation.starts_with("oauth."); }

/// A request that was meant for one of them, whatever is wrong with its method or path.
bool carries_credentials(const Request& request, std::string_view operation) {
  return carries_credentials(operation) || request.path.find("/oauth") != std::string::npos ||
         find_value(request.headers, "Content-Type").value_or("").starts_with(kFormType);
}

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
    for (const auto& [name, value] : json->items()) {
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

/// "GET /v1/people/c1?access_token=… HTTP/1.1", the query masked.
std::string masked_request_line(std::string_view line) {
  const std::size_t mark = line.find('?');
  if (mark == std::string_view::npos) {
    return std::string(line);
  }
  const std::size_t end = std::min(line.find_first_of(" \r\n", mark), line.size());
  return std::string(line.substr(0, mark + 1)) +
         masked_query(line.substr(mark + 1, end - mark - 1)) + std::string(line.substr(end));
}

/// Also what only looks like one: it may hold a credential all the same.
bool is_request_line(std::string_view line) {
  const std::string_view method = line.substr(0, line.find(' '));
  return !method.empty() && method.size() < line.size() &&
         std::ranges::all_of(ascii_lower(method),
                             [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

/// A batch of Google's has requests in its body, with fields and queries of their own (G11).
std::string masked_batch_body(std::string_view body) {
  std::string kept;
  bool in_credential = false;  // Also in the lines that continue one.
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size() - 1);
    const std::string_view line = body.substr(0, end + 1);
    body.remove_prefix(end + 1);
    const bool continues = in_credential && (line.starts_with(' ') || line.starts_with('\t'));
    if (continues) {
      continue;
    }
    in_credential = ascii_lower(line.substr(0, kAuthorization.size())) == kAuthorization;
    if (in_credential) {
      kept += "Authorization: ***\r\n";
    } else {
      kept += is_request_line(line) ? masked_request_line(line) : std::string(line);
    }
  }
  return kept;
}

/// HubSpot's token information has the token in its path: "/oauth/v1/access-tokens/{token}" (F98).
std::string masked_path(const std::string& path) {
  constexpr std::string_view kMarker = "-tokens/";
  const std::size_t at = path.find(kMarker);
  // Any number of slashes in front is tolerated.
  if (path.find("oauth/") == std::string::npos || at == std::string::npos) {
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
  for (const std::string_view name : kKeptRequestHeaders) {
    if (const auto header = request.headers.find(name); header != request.headers.end()) {
      kept.headers.insert(*header);
    }
  }
  const auto authorization = kept.headers.find("authorization");
  if (authorization != kept.headers.end()) {
    const bool is_bearer = ascii_lower(authorization->second).starts_with("bearer ");
    authorization->second = std::string(is_bearer ? "Bearer " : "") + std::string(kMask);
  }
  if (operation == kBatchOperation) {
    kept.body = masked_batch_body(request.body);
  } else {
    kept.body =
        carries_credentials(request, operation) ? masked_token_body(request.body) : request.body;
  }
  return kept;
}

SharedResponse masked(const SharedResponse& response, std::string_view operation) {
  if (!carries_credentials(operation)) {
    return response;
  }
  Response kept = *response;
  kept.body = is_page(kept) ? std::string() : masked_token_body(kept.body);
  if (const auto location = kept.headers.find("Location"); location != kept.headers.end()) {
    location->second = masked_url(location->second);
  }
  return kept;
}

}  // namespace lockstep::sim
