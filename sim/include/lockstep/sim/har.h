/// The journal for everybody's tools: HTTP Archive 1.2, as browsers and proxies read and write it.

#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "lockstep/sim/journal.h"

namespace lockstep::sim {

/// The exchanges of `journal` after entry `since` as one HAR 1.2 document. Webhooks go the
/// other way, and user actions and waits are no exchanges: they are left out.
///
/// Times are virtual; how long an answer took is not kept, so that every `time` is 0. Hosts are the
/// services' own ("https://people.googleapis.com"), whatever port the fake had. A lost answer has
/// status 0, as in browsers. What HAR has no word for stands in members that begin with "_":
/// `_sequence`, `_operation`, `_outcome`, `_fault`, `_timesDelivered`.
[[nodiscard]] std::string to_har(const Journal& journal, std::size_t since = 0);

/// The same of some entries only.
[[nodiscard]] std::string to_har(std::span<const JournalEntry* const> entries);

}  // namespace lockstep::sim
