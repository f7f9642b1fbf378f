/// Which contacts of an index a search finds, in its order. Pure.

#pragma once

#include <vector>

#include "search_index.h"
#include "search_request.h"

namespace lockstep::sim::hubspot {

/// Every hit, before paging: filters and `query` applied, sorted. Without a sort the oldest record
/// comes first, which is the order of ids (F56). Assumed (hubspot.search.ties): equal sort values
/// are in the order of ids (U9), and contacts without a value come last. They are the index's own.
[[nodiscard]] std::vector<const Contact*> find_contacts(const SearchIndex& index,
                                                        const SearchRequest& request);

}  // namespace lockstep::sim::hubspot
