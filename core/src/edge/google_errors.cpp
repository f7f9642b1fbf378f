#include "google_errors.h"

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"

#include "json_text.h"

namespace lockstep {
namespace {

bool has_reason(const Json& status, std::string_view reason) {
  for (const Json& detail : member(status, "details")) {
    if (text_member(detail, "reason") == reason) {
      return true;
    }
  }
  return text_member(status, "message").find(reason) != std::string::npos;
}

bool says(const std::string& message, std::string_view words) {
  return ascii_lower(message).find(words) != std::string::npos;
}

bool writes_contacts(std::string_view operation) {
  return operation == "people.createContact" || operation == "people.updateContact" ||
         operation == "people.batchCreateContacts" || operation == "people.batchUpdateContacts";
}

struct Meaning {
  ErrorKind kind;
  Reason reason = Reason::none;
  LimitCause cause = LimitCause::none;
};

/// A 429 is a rate limit, unless it speaks of storage: then waiting does not help (LIM-1, LIM-4).
Meaning meaning_of_429(std::string_view operation, const Json& status) {
  if (has_reason(status, "MY_CONTACTS_OVERFLOW_COUNT")) {  // G101
    return {ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::account};
  }
  if (writes_contacts(operation) &&  // G55, G102
      says(text_member(status, "message"), "resource has been exhausted")) {
    return {ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::contact};
  }
  return {ErrorKind::throttled, Reason::rate_limited};
}

Meaning meaning_of_400(const Json& status) {
  const std::string message = text_member(status, "message");
  if (has_reason(status, "EXPIRED_SYNC_TOKEN") || says(message, "sync token is expired")) {
    return {ErrorKind::expired_cursor};  // G83, whatever `status` says (G84)
  }
  if (says(message, "etag is different")) {  // G70
    return {ErrorKind::conflict};
  }
  if (has_reason(status, "MY_CONTACTS_OVERFLOW_COUNT")) {
    return {ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::account};
  }
  if (says(message, "too large") || says(message, "size limit") || says(message, "exceeds")) {
    return {ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::contact};
  }
  if (says(message, "email")) {
    return {ErrorKind::invalid_input, Reason::invalid_email};
  }
  return {ErrorKind::invalid_input, Reason::invalid_value};
}

Meaning meaning_of_403(const Json& status) {
  if (has_reason(status, "RATE_LIMIT_EXCEEDED")) {  // G108
    return {ErrorKind::throttled, Reason::rate_limited};
  }
  if (has_reason(status, "ACCESS_TOKEN_SCOPE_INSUFFICIENT") ||
      has_reason(status, "SERVICE_DISABLED") ||
      says(text_member(status, "message"), "insufficient authentication scopes")) {
    return {ErrorKind::unauthenticated, Reason::permission};  // G112, G113
  }
  return {ErrorKind::invalid_input, Reason::permission};
}

Meaning meaning_of(std::string_view operation, int http_status, const Json& status) {
  switch (http_status) {
    case 400: return meaning_of_400(status);
    case 401: return {ErrorKind::unauthenticated};
    case 403: return meaning_of_403(status);
    case 404: return {ErrorKind::not_found, Reason::not_found};
    case 408: return {ErrorKind::outcome_unknown};
    case 409: return {ErrorKind::throttled};       // ABORTED: two writes met (G19).
    case 410: return {ErrorKind::expired_cursor};  // Old documentation (G83).
    case 412: return {ErrorKind::conflict};        // Old documentation (G70).
    case 413:
      return {ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::contact};
    case 429: return meaning_of_429(operation, status);
    default: break;
  }
  // A 5xx may come after the write took effect.
  return http_status >= 500 ? Meaning{ErrorKind::outcome_unknown, Reason::unavailable}
                            : Meaning{ErrorKind::invalid_input, Reason::invalid_value};
}

/// google.rpc.Code, as a status inside a batch carries it, in HTTP's numbers.
int http_status_of_code(const Json& code) {
  switch (code.is_number_integer() ? code.get<int>() : 0) {
    case 5: return 404;
    case 7: return 403;
    case 8: return 429;
    case 10: return 409;
    case 13: return 500;
    case 14: return 503;
    case 16: return 401;
    default: return 400;
  }
}

}  // namespace

ApiError read_google_status(std::string_view operation, int http_status, const Json& status) {
  const int number = http_status != 0 ? http_status : http_status_of_code(member(status, "code"));
  const Meaning meaning = meaning_of(operation, number, status);
  const std::string name = text_member(status, "status");
  return {.error = {meaning.kind,
                    "Google answered " + std::to_string(number) + (name.empty() ? "" : " " + name),
                    std::string(operation)},
          .reason = meaning.reason,
          .cause = meaning.cause,
          .status = number,
          .existing_id = {},
          .body = {}};
}

ApiError read_google_error(std::string_view operation, int status, const Json& body) {
  return read_google_status(operation, status, member(body, "error"));
}

}  // namespace lockstep
