/// What properties held before: read from the log of changes, which keeps every version (F33).

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contact_store.h"

namespace lockstep::sim::hubspot {

/// Values of one property that an answer shows at most (F33: recollected).
inline constexpr std::size_t kHistoryMax = 45;

/// The changes that made each of `contacts` what it is, oldest first. Assumed
/// (hubspot.read.history-kept): the history of a record that a merge made begins with the merge.
using ContactHistories = std::map<ContactId, std::vector<const StoreChange*>>;

[[nodiscard]] ContactHistories histories_of(const std::vector<StoreChange>& changes,
                                            const std::set<ContactId>& contacts);

/// `,"propertiesWithHistory":{…}` with the values of `names`, newest first; "" without names.
[[nodiscard]] std::string history_text(const std::vector<const StoreChange*>& history,
                                       const std::vector<std::string>& names);

}  // namespace lockstep::sim::hubspot
