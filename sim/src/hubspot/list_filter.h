/// The filters of a dynamic list, as a search that finds its members (F111, F112).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include "outcome.h"
#include "property_schema.h"
#include "search_request.h"

namespace lockstep::sim::hubspot {

/// Reads a tree of OR over AND over filters on properties. Every other kind of branch, filter or
/// operator of the real service is refused.
[[nodiscard]] Outcome<SearchRequest> read_filter_branch(const nlohmann::json& branch,
                                                        const PropertySchema& schema);

/// The tree as lists show it: every member that the service's description requires, values of the
/// operation's type, and nothing else that was sent (hubspot.lists.filters-shown).
/// @pre read_filter_branch() reads it.
[[nodiscard]] nlohmann::json shown_filter_branch(const nlohmann::json& branch);

}  // namespace lockstep::sim::hubspot
