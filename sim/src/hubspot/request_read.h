/// What requests of several operations have in common (F7, F10, F29).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"
#include "lockstep/sim/hubspot_options.h"

#include "contact_changes.h"
#include "outcome.h"

namespace lockstep::sim::hubspot {

struct Page {
  std::size_t limit;
  std::uint64_t after = 0;  ///< The id at which the page starts.
};

[[nodiscard]] Outcome<Page> read_page(const Query& query, std::size_t limit_default,
                                      std::size_t limit_max);

/// false where the parameter is absent.
[[nodiscard]] Outcome<bool> read_flag(const Query& query, std::string_view name);

/// The values of a parameter such as "properties": repeated, with commas, or mixed (F7).
[[nodiscard]] std::vector<std::string> requested_names(const Query& query,
                                                       std::string_view parameter);

/// `,"paging":{"next":{…}}` for the page that starts at `after`.
[[nodiscard]] std::string paging_text(const Request& request, std::string_view after);

/// The body, which has to be JSON (F72).
[[nodiscard]] Outcome<nlohmann::json> read_json(const Request& request);

/// The body, which has to be a JSON object.
[[nodiscard]] Outcome<nlohmann::json> read_body(const Request& request);

/// The body of a batch: an object with a list "inputs", of at most so many.
[[nodiscard]] Outcome<nlohmann::json> read_batch_body(const Request& request,
                                                      std::size_t inputs_max);

/// The member "properties" of a write. Numbers and booleans are taken as their text (F10).
/// Assumed (hubspot.write.null-clears): null clears, as "" does (F40), unless the options say
/// otherwise.
///
/// @param text  The whole body, for error messages.
[[nodiscard]] Outcome<RawProperties> read_properties(const nlohmann::json& input,
                                                     std::string_view text,
                                                     const HubSpotOptions& options);

}  // namespace lockstep::sim::hubspot
