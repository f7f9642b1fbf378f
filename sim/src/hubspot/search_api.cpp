#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "contact_text.h"
#include "handlers.h"
#include "json_text.h"
#include "request_read.h"
#include "search.h"
#include "search_request.h"

namespace lockstep::sim::hubspot {
namespace {

std::string hits_text(const std::vector<const Contact*>& hits, const SearchRequest& search,
                      const std::vector<std::string>& names, const HubSpotOptions& options) {
  std::string text = "{\"total\":" + std::to_string(hits.size()) + ",\"results\":[";
  const std::size_t first = std::min(search.after, hits.size());
  const std::size_t last =
      std::min({first + search.limit, hits.size(), std::max(first, kSearchResultsMax)});
  for (std::size_t at = first; at < last; ++at) {
    text += at == first ? "" : ",";
    append_read_record(text, *hits[at], names, options);
  }
  text += ']';
  if (last < hits.size() && last > first) {
    text += ",\"paging\":{\"next\":{\"after\":";
    append_json_string(text, std::to_string(last));  // F55: an offset, and no link.
    text += "}}";
  }
  return text + '}';
}

/// Lets each change of the last while be seen or not: one server of the real index knows it,
/// another does not yet. The same moment gives the same hits.
void take_in_by_chance(SearchIndex& index, const PortalState& state, Instant horizon) {
  const std::vector<StoreChange>& changes = state.store.changes();
  const std::string moment = "@" + std::to_string(to_epoch_ms(state.now()));
  for (std::size_t at = index.taken_in(); at < changes.size() && changes[at].at <= horizon; ++at) {
    if (state.flapping.fork(std::to_string(at) + moment).chance(1, 2)) {
      index.take_in(changes[at]);
    }
  }
}

/// The portal's index, or `own` where this search sees another one (F63).
const SearchIndex& index_to_ask(PortalState& state, Duration staleness, SearchIndex& own) {
  const bool is_stale = staleness > state.options.search_lag;
  const Instant horizon = state.now() - std::max(state.options.search_lag, staleness);
  SearchIndex& steady = is_stale ? own : state.index;
  steady.catch_up(state.store.changes(), horizon - state.options.search_flapping);
  if (state.options.search_flapping == Duration(0)) {
    return steady;
  }
  if (!is_stale) {
    own = state.index;
  }
  take_in_by_chance(own, state, horizon);
  return own;
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
  auto search = read_search_request(
      *body, call.request.body, {call.state.schema, call.state.associations, call.state.options});
  if (!search) {
    return search.problem();
  }
  PortalState& state = call.state;
  search->drawn_order = state.options.drawn_order;
  SearchIndex own;
  const SearchIndex& index = index_to_ask(state, call.staleness, own);
  return json_answer(200,
                     hits_text(find_contacts(index, *search), *search,
                               names_to_read(state.schema, search->properties), state.options));
}

}  // namespace lockstep::sim::hubspot
