/// The error answers of the People API and of its token endpoint.

#pragma once

#include <string>
#include <string_view>

#include "lockstep/base/http.h"

namespace lockstep::sim::google {

/// A google.rpc.Status and the HTTP status that it travels under.
struct ApiError {
  int http_status = 400;
  std::string status;   ///< "INVALID_ARGUMENT"
  std::string message;  ///< As a client reads it.
  std::string details;  ///< Compact JSON values, separated by commas; "" for no details.
  /// What the older `errors` holds instead of what follows from the status; a compact JSON object.
  std::string legacy = {};
};

// Errors whose texts never vary.
inline constexpr std::string_view kExpiredSyncToken = "google.expired-sync-token";
inline constexpr std::string_view kInsufficientScopes = "google.insufficient-scopes";
inline constexpr std::string_view kInvalidArgument = "google.invalid-argument";
inline constexpr std::string_view kMissingCredential = "google.missing-credential";
inline constexpr std::string_view kMissingEtag = "google.missing-etag";
inline constexpr std::string_view kNotFound = "google.not-found";
inline constexpr std::string_view kQuota = "google.quota";
inline constexpr std::string_view kStaleEtag = "google.stale-etag";
inline constexpr std::string_view kStaleSourceEtag = "google.stale-source-etag";
inline constexpr std::string_view kStorageLimit = "google.storage-limit";
inline constexpr std::string_view kUnauthenticated = "google.unauthenticated";

/// @pre `id` is one of the constants above.
[[nodiscard]] ApiError catalogue_error(std::string_view id);

/// 400 INVALID_ARGUMENT with this message.
[[nodiscard]] ApiError invalid_argument(std::string message);

/// 400 with google.rpc.BadRequest details, as the JSON transcoder answers (G36, G37). An empty
/// field is left out.
[[nodiscard]] ApiError bad_request(std::string message, std::string_view field);

/// The same error under another google.rpc.Code name.
[[nodiscard]] ApiError with_status(ApiError error, std::string_view status);

/// {"@type":"type.googleapis.com/google.rpc.ErrorInfo",…}. `metadata` is a JSON object or "".
[[nodiscard]] std::string error_info(std::string_view reason, std::string_view domain,
                                     std::string_view metadata = {});

/// google.rpc.Status as batch answers embed it: {"code":3,"message":…,"details":[…]}.
[[nodiscard]] std::string to_status_json(const ApiError& error);

/// {"error":{…}} (G109), compact.
/// @param with_legacy  With `errors` behind the message (G110).
[[nodiscard]] std::string to_body(const ApiError& error, bool with_legacy = false);

/// The HTML that answers a path without a method (G7).
[[nodiscard]] Response html_not_found(std::string_view path);

}  // namespace lockstep::sim::google
