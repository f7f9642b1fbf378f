#include "search_index.h"

namespace lockstep::sim::hubspot {
namespace {

std::vector<std::string> addresses_of(const Contact& contact) {
  std::vector<std::string> addresses = contact.additional_emails;
  if (const auto email = contact.values.find("email"); email != contact.values.end()) {
    addresses.push_back(email->second);
  }
  return addresses;
}

}  // namespace

void SearchIndex::catch_up(const std::vector<StoreChange>& changes, Instant horizon) {
  for (; taken_in_ < changes.size() && changes[taken_in_].at <= horizon; ++taken_in_) {
    take_in(changes[taken_in_]);
  }
}

void SearchIndex::take_in(const StoreChange& change) {
  remove(change.id);
  if (change.state != nullptr) {
    add(change.state);
  }
}

std::vector<ContactState> SearchIndex::with_address(const std::string& address) const {
  std::vector<ContactState> states;
  if (const auto found = by_address_.find(address); found != by_address_.end()) {
    for (const ContactId id : found->second) {
      states.push_back(by_id_.at(id));
    }
  }
  return states;
}

void SearchIndex::add(const ContactState& state) {
  by_id_[state->id] = state;
  by_modified_.emplace(ModifiedKey(state->modified, state->id), state);
  for (const std::string& address : addresses_of(*state)) {
    by_address_[address].insert(state->id);
  }
}

void SearchIndex::remove(ContactId id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) {
    return;
  }
  by_modified_.erase({found->second->modified, id});
  for (const std::string& address : addresses_of(*found->second)) {
    const auto owners = by_address_.find(address);
    owners->second.erase(id);
    if (owners->second.empty()) {
      by_address_.erase(owners);
    }
  }
  by_id_.erase(found);
}

}  // namespace lockstep::sim::hubspot
