/// How much of the API an app may use for one user, and what it has used (G105–G107).

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lockstep/base/clock.h"
#include "lockstep/sim/google_options.h"

#include "google/errors.h"

namespace lockstep::sim::google {

/// The quotas of an account, in the order of the console.
enum class QuotaMetric {
  critical_reads,   ///< Contact and profile reads; writes of contacts spend it too.
  critical_writes,  ///< Contact creates and updates.
  photo_writes,
  group_reads,
  writes,  ///< Contact deletes and contact group writes.
  daily_contact_writes,
  full_syncs,  ///< First pages of full syncs (G88).
};

inline constexpr std::size_t kQuotaMetricCount = 7;

/// What one account has used. Windows begin with each whole minute, the daily one with each day of
/// UTC. Assumed (google.quota.windows).
class QuotaUse {
 public:
  /// False, and nothing is taken, if that would be more than `max` in the window of `length`.
  [[nodiscard]] bool has_room(QuotaMetric metric, std::size_t units, std::size_t max,
                              Duration length, Instant now) const;
  /// Refused calls take nothing. Assumed (google.quota.windows).
  void take(QuotaMetric metric, std::size_t units, Duration length, Instant now);

 private:
  struct Window {
    std::int64_t number = -1;
    std::size_t used = 0;
  };

  [[nodiscard]] static std::int64_t window_number(Duration length, Instant now);

  std::array<Window, kQuotaMetricCount> windows_{};
};

/// Takes what a call of `operation` costs, or gives the error of the first quota that it exceeds.
/// Does nothing unless the quotas are enforced.
/// @param starts_full_sync The call asks for the first page of a full list of connections.
/// @param project_number Of the app's project: it stands in the error.
[[nodiscard]] std::optional<ApiError> charge_quota(const GoogleQuotas& quotas, QuotaUse& use,
                                                   std::string_view operation,
                                                   bool starts_full_sync,
                                                   std::string_view project_number, Instant now);

}  // namespace lockstep::sim::google
