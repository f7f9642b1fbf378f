#include "hubspot_errors.h"

#include <nlohmann/json.hpp>

#include <array>

#include "lockstep/base/text.h"

#include "json_text.h"

namespace lockstep {
namespace {

struct WordMeaning {
  std::string_view word;  ///< In a code or in the message, in lower case.
  Reason reason;
};

/// In order: the first word that the answer contains decides (F70, F71).
constexpr std::array kValidation{
    WordMeaning{"contact_limit", Reason::contact_limit},
    WordMeaning{"contact limit", Reason::contact_limit},
    WordMeaning{"limit of contacts", Reason::contact_limit},
    WordMeaning{"invalid_email", Reason::invalid_email},
    WordMeaning{"too_long", Reason::too_long},
    WordMeaning{"too long", Reason::too_long},
    WordMeaning{"65,536", Reason::too_long},
    WordMeaning{"65536", Reason::too_long},
    WordMeaning{"property_value_required", Reason::missing_required_field},
    WordMeaning{"required_property", Reason::missing_required_field},
    WordMeaning{"required properties", Reason::missing_required_field},
    WordMeaning{"validation_rule", Reason::validation_rule},
};

Reason reason_of_validation(const Json& body) {
  std::string text = text_member(body, "message") + ' ' + text_member(body, "subCategory") + ' ' +
                     text_member(body, "category");
  for (const Json& error : member(body, "errors")) {
    text += ' ' + text_member(error, "code") + ' ' + text_member(error, "message");
  }
  text = ascii_lower(text);
  for (const WordMeaning& meaning : kValidation) {
    if (text.find(meaning.word) != std::string::npos) {
      return meaning.reason;
    }
  }
  return Reason::invalid_value;
}

/// The id in "Contact already exists. Existing ID: 37765128953", or in the context (F69).
std::string existing_id_of(const Json& body) {
  const Json& ids = member(member(body, "context"), "existingId");
  if (ids.is_array() && !ids.empty() && ids.front().is_string()) {
    return ids.front().get<std::string>();
  }
  constexpr std::string_view kMark = "Existing ID: ";
  const std::string message = text_member(body, "message");
  const std::size_t mark = message.find(kMark);
  if (mark == std::string::npos) {
    return "";
  }
  const std::size_t from = mark + kMark.size();
  return message.substr(from, message.find_first_not_of("0123456789", from) - from);
}

struct Meaning {
  ErrorKind kind;
  Reason reason = Reason::none;
};

Meaning meaning_of(int status, const Json& body) {
  switch (status) {
    case 400: return {ErrorKind::invalid_input, reason_of_validation(body)};
    case 401: return {ErrorKind::unauthenticated};
    case 402:
    case 403:
      if (text_member(body, "category") == "MISSING_SCOPES") {  // F75
        return {ErrorKind::unauthenticated, Reason::permission};
      }
      return {ErrorKind::invalid_input, reason_of_validation(body) == Reason::contact_limit
                                            ? Reason::contact_limit
                                            : Reason::permission};
    case 404: return {ErrorKind::not_found, Reason::not_found};
    case 408: return {ErrorKind::outcome_unknown};
    case 409: return {ErrorKind::invalid_input, Reason::duplicate_record};
    case 423:  // Locked for about two seconds (F78).
    case 429:
    case 477: return {ErrorKind::throttled, Reason::rate_limited};
    default: break;
  }
  // A 5xx may come after the write took effect (F15).
  return status >= 500 ? Meaning{ErrorKind::outcome_unknown, Reason::unavailable}
                       : Meaning{ErrorKind::invalid_input, Reason::invalid_value};
}

int status_of_category(const std::string& category) {
  if (category == "CONFLICT") {
    return 409;
  }
  if (category == "OBJECT_NOT_FOUND") {
    return 404;
  }
  if (category == "RATE_LIMITS") {
    return 429;
  }
  return 400;
}

}  // namespace

ApiError read_hubspot_error(std::string_view operation, int status, const Json& body) {
  Meaning meaning = meaning_of(status, body);
  if (status == 429 && reason_of_validation(body) == Reason::contact_limit) {
    meaning = {ErrorKind::invalid_input, Reason::contact_limit};
  }
  const std::string category = text_member(body, "category");
  return {.error = {meaning.kind,
                    "HubSpot answered " + std::to_string(status) +
                        (category.empty() ? "" : " " + category),
                    std::string(operation)},
          .reason = meaning.reason,
          .cause = meaning.reason == Reason::contact_limit ? LimitCause::account : LimitCause::none,
          .status = status,
          .existing_id = status == 409 ? existing_id_of(body) : "",
          .body = {},
          .daily_limit = text_member(body, "policyName") == "DAILY"};
}

ApiError read_hubspot_item_error(std::string_view operation, const Json& item) {
  return read_hubspot_error(operation, status_of_category(text_member(item, "category")), item);
}

}  // namespace lockstep
