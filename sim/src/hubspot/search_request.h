/// The body of a search, read and checked (F54 to F60).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/sim/hubspot_options.h"

#include "associations.h"
#include "outcome.h"
#include "property_schema.h"
#include "search_filter.h"

namespace lockstep::sim::hubspot {

inline constexpr std::size_t kSearchLimitMax = 200;             // F55
inline constexpr std::size_t kSearchBodyCharactersMax = 3'000;  // F58
inline constexpr std::size_t kSearchResultsMax = 10'000;        // F57

struct SearchSort {
  const PropertyDefinition* property;
  bool descending = false;
};

using FilterGroup = std::vector<Filter>;

struct SearchRequest {
  std::vector<FilterGroup> groups;  ///< A contact passes one whole group; no group: everyone does.
  std::optional<SearchSort> sort;
  std::string query;
  std::vector<std::string> properties;
  std::size_t limit = 10;
  std::size_t after = 0;
  std::optional<std::size_t> drawn_order;  ///< HubSpotOptions::drawn_order
};

/// What a search can speak of.
struct SearchedPortal {
  const PropertySchema& schema;
  const Associations& associations;
  const HubSpotOptions& options;
};

/// @param text  The body as it came, for error messages.
[[nodiscard]] Outcome<SearchRequest> read_search_request(const nlohmann::json& body,
                                                         std::string_view text,
                                                         const SearchedPortal& portal);

}  // namespace lockstep::sim::hubspot
