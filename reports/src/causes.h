/// What of a scenario's exchanges comes from what, as far as the stream shows it.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// Indices into the entries, cause < effect.
struct Cause {
  std::size_t cause = 0;
  std::size_t effect = 0;
};

/// "hubspot" or "google", whichever a user acted on; "" for neither, and for exchanges.
[[nodiscard]] std::string_view side_of(const ExchangeReport& entry);

/// For each user's action on a record: from it to the first read that shows it, and from that read
/// to the first write to the other service that carries one of its values. A read shows it if its
/// answer has the record's id and, of an edit, one of the new values. What cannot be told from the
/// texts has no entry here: values of fewer than three characters say nothing.
[[nodiscard]] std::vector<Cause> causes_in(const std::vector<ExchangeReport>& entries);

}  // namespace lockstep::report
