#include "lockstep/core/record_state.h"

namespace lockstep {

std::string_view to_string(RecordState state) noexcept {
  switch (state) {
    case RecordState::in_sync: return "in_sync";
    case RecordState::excluded: return "excluded";
    case RecordState::failing: return "failing";
    case RecordState::pending: return "pending";
  }
  return "?";
}

std::string_view to_string(Reason reason) noexcept {
  switch (reason) {
    case Reason::none: return "";
    case Reason::no_email: return "NO_EMAIL";
    case Reason::not_in_filter: return "NOT_IN_FILTER";
    case Reason::counterpart_deleted: return "COUNTERPART_DELETED";
    case Reason::no_name_and_email: return "NO_NAME_AND_EMAIL";
    case Reason::storage_limit_exceeded: return "STORAGE_LIMIT_EXCEEDED";
    case Reason::contact_limit: return "CONTACT_LIMIT";
    case Reason::duplicate_record: return "DUPLICATE_RECORD";
    case Reason::invalid_email: return "INVALID_EMAIL";
    case Reason::invalid_value: return "INVALID_VALUE";
    case Reason::too_long: return "TOO_LONG";
    case Reason::missing_required_field: return "MISSING_REQUIRED_FIELD";
    case Reason::validation_rule: return "VALIDATION_RULE";
    case Reason::permission: return "PERMISSION";
    case Reason::not_found: return "NOT_FOUND";
    case Reason::rate_limited: return "RATE_LIMITED";
    case Reason::unavailable: return "UNAVAILABLE";
    case Reason::unreadable: return "UNREADABLE";
  }
  return "?";
}

RecordState state_of(Reason reason) noexcept {
  switch (reason) {
    case Reason::none: return RecordState::in_sync;
    case Reason::no_email:
    case Reason::not_in_filter:
    case Reason::counterpart_deleted:
    case Reason::no_name_and_email: return RecordState::excluded;
    default: return RecordState::failing;
  }
}

}  // namespace lockstep
