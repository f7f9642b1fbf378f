/// The state of a record as HubSpot's Sync Health shows it (HLT-1), and why.

#pragma once

#include <string_view>

namespace lockstep {

enum class RecordState { in_sync, excluded, failing, pending };

/// The codes of A17 and of exclusion. `to_string` gives them in capitals, as health.json does.
enum class Reason {
  none,  ///< "": in sync, or pending.
  // excluded
  no_email,
  not_in_filter,
  counterpart_deleted,
  no_name_and_email,
  // failing
  storage_limit_exceeded,
  contact_limit,
  duplicate_record,
  invalid_email,
  invalid_value,
  too_long,
  missing_required_field,
  validation_rule,
  permission,
  not_found,
  rate_limited,
  unavailable,
  unreadable,  ///< A service told of the record what cannot be believed (well_formed.h).
};

[[nodiscard]] std::string_view to_string(RecordState state) noexcept;
[[nodiscard]] std::string_view to_string(Reason reason) noexcept;

/// The state that goes with a reason.
[[nodiscard]] RecordState state_of(Reason reason) noexcept;

}  // namespace lockstep
