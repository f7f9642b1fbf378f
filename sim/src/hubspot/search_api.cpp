#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/text.h"

#include "json_text.h"
#include "portal.h"
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

Response Portal::search(const Request& request, const PathCaptures& /*captures*/) {
  const auto body = read_body(request);
  if (!body) {
    return refuse(body.problem());
  }
  if (code_point_count(request.body) > kSearchBodyCharactersMax) {
    return refuse(bad_request("The request body exceeds 3,000 characters"));
  }
  const auto search = read_search_request(*body, request.body, schema_);
  if (!search) {
    return refuse(search.problem());
  }
  const Instant horizon = now() - std::max(options_.search_lag, staleness_);
  SearchIndex stale;
  if (staleness_ > options_.search_lag) {
    stale.catch_up(store_.changes(), horizon);
  } else {
    index_.catch_up(store_.changes(), horizon);
  }
  const SearchIndex& index = staleness_ > options_.search_lag ? stale : index_;
  return answer(200, hits_text(find_contacts(index, *search), *search,
                               names_to_read(schema_, search->properties), options_.portal_id));
}

}  // namespace lockstep::sim::hubspot
