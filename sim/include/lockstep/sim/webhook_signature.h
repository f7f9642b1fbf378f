/// How HubSpot signs what it sends to an app (F107). An app that receives webhooks computes the
/// same text from its client secret and compares.

#pragma once

#include <string>
#include <string_view>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"

namespace lockstep::sim {

/// How old a request of version 3 may be before a receiver refuses it (F107).
inline constexpr Duration kSignatureLives{300'000};

/// Hexadecimal SHA-256 of secret and body: the header X-HubSpot-Signature of CRM webhooks, with
/// X-HubSpot-Signature-Version "v1" (F107).
[[nodiscard]] std::string sign_v1(std::string_view client_secret, std::string_view body);

/// Hexadecimal SHA-256 of secret, method, URI and body (F107).
/// @param uri  Absolute, as it was sent: "https://www.example.com/webhook_uri".
[[nodiscard]] std::string sign_v2(std::string_view client_secret, Method method,
                                  std::string_view uri, std::string_view body);

/// Base64 HMAC-SHA256, with the secret as key, of method, URI, body and timestamp: the header
/// X-HubSpot-Signature-v3, with `timestamp` as X-HubSpot-Request-Timestamp in milliseconds (F107).
/// @param uri  As in sign_v2(); the escapes that decoded_for_v3() names are decoded first.
[[nodiscard]] std::string sign_v3(std::string_view client_secret, Method method,
                                  std::string_view uri, std::string_view body, Instant timestamp);

/// `uri` with the escapes of : / ? @ ! $ ' ( ) * , ; decoded, in upper or lower case, and every
/// other one as it is (F107).
[[nodiscard]] std::string decoded_for_v3(std::string_view uri);

}  // namespace lockstep::sim
