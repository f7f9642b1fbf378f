/// Reads one journal entry of the event stream.

#pragma once

#include <cstdint>
#include <string_view>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// @param entry  The journal entry as JSON text. What it does not have stays empty: evidence that
///     is hard to read must not stop a report.
[[nodiscard]] ExchangeReport read_exchange(std::uint64_t sequence, std::string_view entry);

}  // namespace lockstep::report
