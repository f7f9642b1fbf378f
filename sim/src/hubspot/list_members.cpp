#include "list_members.h"

#include <nlohmann/json.hpp>

#include <optional>

#include "bounded_json.h"
#include "list_filter.h"
#include "search.h"

namespace lockstep::sim::hubspot {
namespace {

std::vector<ListMember> found_members(const PortalState& state, const ContactList& list,
                                      const SearchIndex& index) {
  std::vector<ListMember> members;
  const std::optional<nlohmann::json> branch = parse_bounded(list.filter_branch);
  const auto request = branch ? read_filter_branch(*branch, state.schema) : not_found();
  if (!request) {
    return members;  // A property of the filters is gone.
  }
  for (const Contact* const contact : find_contacts(index, *request)) {
    if (state.store.find_live(contact->id) != nullptr) {
      members.emplace_back(contact->id, contact->modified);
    }
  }
  return members;
}

}  // namespace

std::vector<ListMember> members_of(PortalState& state, const ContactList& list) {
  if (list.is_dynamic()) {
    state.index.catch_up(state.store.changes(), state.now() - state.options.search_lag);
    return found_members(state, list, state.index);
  }
  std::vector<ListMember> members;
  for (const auto& [id, joined] : list.members) {
    if (state.store.find_live(id) != nullptr) {
      members.emplace_back(id, joined);
    }
  }
  return members;
}

std::vector<ListMember> members_at(const PortalState& state, const ContactList& list,
                                   Instant instant) {
  SearchIndex index;
  index.catch_up(state.store.changes(), instant - state.options.search_lag);
  return found_members(state, list, index);
}

}  // namespace lockstep::sim::hubspot
