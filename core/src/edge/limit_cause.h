/// What stands beside a record's reason in health.json: which limit, and words for a person.

#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "lockstep/core/record_state.h"

namespace lockstep {

/// Which of a service's limits was reached: of the whole account, or of one contact (LIM-6).
enum class LimitCause { none, account, contact };

[[nodiscard]] std::string_view to_string(LimitCause cause) noexcept;  ///< "" for none.

[[nodiscard]] std::optional<RecordState> parse_record_state(std::string_view text) noexcept;
[[nodiscard]] std::optional<Reason> parse_reason(std::string_view text) noexcept;
[[nodiscard]] std::optional<LimitCause> parse_limit_cause(std::string_view text) noexcept;

/// One sentence for a person, the vendor's own where it is known (S19, S20).
[[nodiscard]] std::string_view message_of(Reason reason) noexcept;

/// Ways out that the article names (S21); none for most reasons.
[[nodiscard]] std::span<const std::string_view> remedies_of(Reason reason) noexcept;

/// True if every other create will fail for the same reason until the limit moves, so that one
/// attempt speaks for all of them (QUI-1).
[[nodiscard]] constexpr bool is_account_wide(Reason reason, LimitCause cause) noexcept {
  return reason == Reason::contact_limit ||
         (reason == Reason::storage_limit_exceeded && cause == LimitCause::account);
}

}  // namespace lockstep
