#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/text.h"

#include "contact_text.h"
#include "handlers.h"
#include "json_text.h"
#include "request_read.h"
#include "search.h"
#include "search_request.h"

namespace lockstep::sim::hubspot {
namespace {

std::string hits_text(const std::vector<const Contact*>& hits, const SearchRequest& search,
                      const std::vector<std::string>& names, std::string_view portal_id) {
  std::string text = "{\"total\":" + std::to_string(hits.size()) + ",\"results\":[";
  const std::size_t first = std::min(search.after, hits.size());
  const std::size_t last =
      std::min({first + search.limit, hits.size(), std::max(first, kSearchResultsMax)});
  for (std::size_t at = first; at < last; ++at) {
    text += at == first ? "" : ",";
    append_read_record(text, *hits[at], names, portal_id);
  }
  text += ']';
  if (last < hits.size() && last > first) {
    text += ",\"paging\":{\"next\":{\"after\":";
    append_json_string(text, std::to_string(last));  // F55: an offset, and no link.
    text += "}}";
  }
  return text + '}';
}

}  // namespace

Answer search_contacts(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  if (code_point_count(call.request.body) > kSearchBodyCharactersMax) {
    return bad_request("The request body exceeds 3,000 characters");
  }
  const auto search = read_search_request(*body, call.request.body, call.state.schema);
  if (!search) {
    return search.problem();
  }
  PortalState& state = call.state;
  const bool is_stale = call.staleness > state.options.search_lag;
  SearchIndex stale;
  SearchIndex& index = is_stale ? stale : state.index;
  index.catch_up(state.store.changes(),
                 call.now() - std::max(state.options.search_lag, call.staleness));
  return json_answer(
      200, hits_text(find_contacts(index, *search), *search,
                     names_to_read(state.schema, search->properties), state.options.portal_id));
}

}  // namespace lockstep::sim::hubspot
