#include "limit_cause.h"

#include <algorithm>
#include <array>

namespace lockstep {
namespace {

struct ReasonMessage {
  Reason reason;
  std::string_view message;
};

constexpr std::array kReasons{
    ReasonMessage{Reason::none, ""},
    ReasonMessage{Reason::no_email, "The record has no email"},
    ReasonMessage{Reason::not_in_filter, "No filter selects the record"},
    ReasonMessage{Reason::counterpart_deleted, "The record was deleted in the other app"},
    ReasonMessage{Reason::no_name_and_email, "The record has neither a name nor an email"},
    ReasonMessage{Reason::storage_limit_exceeded, "Storage limit exceeded"},
    ReasonMessage{Reason::contact_limit, "The HubSpot account cannot hold more contacts"},
    ReasonMessage{Reason::duplicate_record, "Another record with the same email is paired already"},
    ReasonMessage{Reason::invalid_email, "The email address is not valid"},
    ReasonMessage{Reason::invalid_value, "A value is not valid in the other app"},
    ReasonMessage{Reason::too_long, "A value is too long for the other app"},
    ReasonMessage{Reason::missing_required_field, "A field that the other app requires is empty"},
    ReasonMessage{Reason::validation_rule, "A validation rule of the other app refuses the record"},
    ReasonMessage{Reason::permission, "The other app does not permit the change"},
    ReasonMessage{Reason::not_found, "The record is gone from the other app"},
    ReasonMessage{Reason::rate_limited, "The other app asks to be called less often"},
    ReasonMessage{Reason::unavailable, "The other app does not answer"},
    ReasonMessage{Reason::unreadable, "An app tells of the record what cannot be believed"},
};

/// The three ways out of the article (S21).
constexpr std::array<std::string_view, 3> kRemedies{
    "Empty Trash and Other contacts in Google Contacts",
    "Remove contacts that you do not need, or merge duplicates",
    "Shorten the notes and other fields of contacts that are too large",
};

constexpr std::array<std::string_view, 3> kCauses{"", "account", "contact"};

constexpr std::array kStates{RecordState::in_sync, RecordState::excluded, RecordState::failing,
                             RecordState::pending};

}  // namespace

std::string_view to_string(LimitCause cause) noexcept {
  return kCauses.at(static_cast<std::size_t>(cause));
}

std::string_view message_of(Reason reason) noexcept {
  const auto* const found = std::ranges::find(kReasons, reason, &ReasonMessage::reason);
  return found == kReasons.end() ? std::string_view() : found->message;
}

std::span<const std::string_view> remedies_of(Reason reason) noexcept {
  return reason == Reason::storage_limit_exceeded ? std::span<const std::string_view>(kRemedies)
                                                  : std::span<const std::string_view>();
}

std::optional<RecordState> parse_record_state(std::string_view text) noexcept {
  const auto* const found =
      std::ranges::find_if(kStates, [&](RecordState state) { return to_string(state) == text; });
  return found == kStates.end() ? std::nullopt : std::optional(*found);
}

std::optional<Reason> parse_reason(std::string_view text) noexcept {
  const auto* const found = std::ranges::find_if(
      kReasons, [&](const ReasonMessage& entry) { return to_string(entry.reason) == text; });
  return found == kReasons.end() ? std::nullopt : std::optional(found->reason);
}

std::optional<LimitCause> parse_limit_cause(std::string_view text) noexcept {
  const auto* const found = std::ranges::find(kCauses, text);
  return found == kCauses.end() ? std::nullopt
                                : std::optional(static_cast<LimitCause>(found - kCauses.begin()));
}

}  // namespace lockstep
