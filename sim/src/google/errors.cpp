#include "google/errors.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/base/assert.h"

#include "consent_page.h"
#include "google/json_text.h"

namespace lockstep::sim::google {
namespace {

struct CatalogueEntry {
  std::string_view id;
  int http_status;
  std::string_view status;
  std::string_view message;
  std::string_view details;
};

#define LOCKSTEP_EXPECTED_CREDENTIAL                                                           \
  "Expected OAuth 2 access token, login cookie or other valid authentication credential. See " \
  "https://developers.google.com/identity/sign-in/web/devconsole-project."

// Texts as captured; of kStorageLimit only the code and the token are, the body around them is
// inferred (G101).
constexpr std::array kCatalogue = {
    CatalogueEntry{
        kExpiredSyncToken, 400, "FAILED_PRECONDITION",  // G83, G84
        "Sync token is expired. Clear local cache and retry call without the sync token.",
        R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo",)"
        R"("reason":"EXPIRED_SYNC_TOKEN","domain":"people.googleapis.com"})"},
    CatalogueEntry{kInsufficientScopes, 403, "PERMISSION_DENIED",  // G112
                   "Request had insufficient authentication scopes.",
                   R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo",)"
                   R"("reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com"})"},
    CatalogueEntry{kInvalidArgument, 400, "INVALID_ARGUMENT",  // G115
                   "Request contains an invalid argument.", ""},
    CatalogueEntry{kMissingCredential, 401, "UNAUTHENTICATED",  // G111
                   "Request is missing required authentication "
                   "credential. " LOCKSTEP_EXPECTED_CREDENTIAL,
                   ""},
    CatalogueEntry{
        kMissingEtag, 400, "INVALID_ARGUMENT",  // G68
        "Request must set person.etag or person.metadata.sources.etag for the source that "
        "is being updated.",
        ""},
    CatalogueEntry{kNotFound, 404, "NOT_FOUND", "Requested entity was not found.", ""},  // G77
    CatalogueEntry{kQuota, 429, "RESOURCE_EXHAUSTED",                                    // G102
                   "Resource has been exhausted (e.g. check quota).",
                   R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[)"
                   R"({"subject":"QUOTA_EXCEEDED","description":"FBS quota limit exceeded"}]})"},
    CatalogueEntry{
        kStaleEtag, 400, "FAILED_PRECONDITION",  // G70
        "Request person.etag is different than the current person.etag. Clear local cache "
        "and get the latest person.",
        ""},
    CatalogueEntry{kStaleSourceEtag, 400, "FAILED_PRECONDITION",  // G70
                   "Request person.metadata.sources.etag is different than the current "
                   "person.metadata.sources.etag. Clear local cache and get the latest person.",
                   ""},
    CatalogueEntry{kStorageLimit, 429, "RESOURCE_EXHAUSTED", "MY_CONTACTS_OVERFLOW_COUNT",  // G101
                   R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo",)"
                   R"("reason":"MY_CONTACTS_OVERFLOW_COUNT","domain":"people.googleapis.com"})"},
    CatalogueEntry{kUnauthenticated, 401, "UNAUTHENTICATED",  // G111
                   "Request had invalid authentication credentials. " LOCKSTEP_EXPECTED_CREDENTIAL,
                   ""},
};

#undef LOCKSTEP_EXPECTED_CREDENTIAL

/// The numbers of google.rpc.Code.
int code_of(std::string_view status) {
  constexpr std::array<std::pair<std::string_view, int>, 9> kCodes = {{
      {"INVALID_ARGUMENT", 3},
      {"NOT_FOUND", 5},
      {"PERMISSION_DENIED", 7},
      {"RESOURCE_EXHAUSTED", 8},
      {"FAILED_PRECONDITION", 9},
      {"ABORTED", 10},
      {"INTERNAL", 13},
      {"UNAVAILABLE", 14},
      {"UNAUTHENTICATED", 16},
  }};
  const auto* const found =
      std::ranges::find(kCodes, status, &std::pair<std::string_view, int>::first);
  LOCKSTEP_ASSERT(found != kCodes.end());
  return found->second;
}

/// G110; the reasons of NOT_FOUND, ABORTED, INTERNAL and UNAVAILABLE are those of older APIs.
std::string_view legacy_reason(std::string_view status) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kReasons = {{
      {"INVALID_ARGUMENT", "badRequest"},
      {"NOT_FOUND", "notFound"},
      {"PERMISSION_DENIED", "forbidden"},
      {"RESOURCE_EXHAUSTED", "rateLimitExceeded"},
      {"FAILED_PRECONDITION", "failedPrecondition"},
      {"ABORTED", "aborted"},
      {"INTERNAL", "backendError"},
      {"UNAVAILABLE", "backendError"},
      {"UNAUTHENTICATED", "authError"},
  }};
  const auto* const found =
      std::ranges::find(kReasons, status, &std::pair<std::string_view, std::string_view>::first);
  return found == kReasons.end() ? "backendError" : found->second;
}

std::string legacy_error(const ApiError& error) {
  std::string out = R"({"message":)";
  append_json_string(out, error.message);
  out += R"(,"domain":"global","reason":)";
  append_json_string(out, legacy_reason(error.status));
  return out + "}";
}

void append_details(std::string& out, const ApiError& error) {
  if (!error.details.empty()) {
    out += R"(,"details":[)" + error.details + "]";
  }
}

}  // namespace

ApiError catalogue_error(std::string_view id) {
  const auto* const found = std::ranges::find(kCatalogue, id, &CatalogueEntry::id);
  LOCKSTEP_ASSERT(found != kCatalogue.end());
  return {found->http_status, std::string(found->status), std::string(found->message),
          std::string(found->details)};
}

ApiError invalid_argument(std::string message) {
  return {400, "INVALID_ARGUMENT", std::move(message), ""};
}

ApiError bad_request(std::string message, std::string_view field) {
  std::string details =
      R"({"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{)";
  if (!field.empty()) {
    details += R"("field":)";
    append_json_string(details, field);
    details += ',';
  }
  details += R"("description":)";
  append_json_string(details, message);
  details += "}]}";
  return {400, "INVALID_ARGUMENT", std::move(message), std::move(details)};
}

ApiError with_status(ApiError error, std::string_view status) {
  error.status = status;
  return error;
}

std::string error_info(std::string_view reason, std::string_view domain,
                       std::string_view metadata) {
  std::string info = R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":)";
  append_json_string(info, reason);
  info += R"(,"domain":)";
  append_json_string(info, domain);
  if (!metadata.empty()) {
    info += R"(,"metadata":)";
    info += metadata;
  }
  return info + "}";
}

std::string to_status_json(const ApiError& error) {
  std::string out = R"({"code":)" + std::to_string(code_of(error.status)) + R"(,"message":)";
  append_json_string(out, error.message);
  append_details(out, error);
  return out + "}";
}

std::string to_body(const ApiError& error, bool with_legacy) {
  std::string out = R"({"error":{"code":)" + std::to_string(error.http_status) + R"(,"message":)";
  append_json_string(out, error.message);
  if (with_legacy) {
    out += R"(,"errors":[)" + (error.legacy.empty() ? legacy_error(error) : error.legacy) + ']';
  }
  out += R"(,"status":)";
  append_json_string(out, error.status);
  append_details(out, error);
  return out + "}}";
}

Response html_not_found(std::string_view path) {
  std::string body =
      "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n"
      "  <title>Error 404 (Not Found)!!1</title>\n  <p><b>404.</b> <ins>That’s an error.</ins>\n"
      "  <p>The requested URL <code>";
  body += html_escape(path);
  body += "</code> was not found on this server.  <ins>That’s all we know.</ins>\n";
  return {404, {{"Content-Type", "text/html; charset=UTF-8"}}, std::move(body)};
}

}  // namespace lockstep::sim::google
