#include "contact_lists.h"

namespace lockstep::sim::hubspot {

std::uint64_t ContactLists::add(std::string_view name) {
  const std::uint64_t id = lists_.empty() ? 1 : lists_.rbegin()->first + 1;
  lists_.emplace(id, ContactList{std::string(name), {}});
  return id;
}

ContactList* ContactLists::find(std::uint64_t list_id) {
  const auto found = lists_.find(list_id);
  return found == lists_.end() ? nullptr : &found->second;
}

std::vector<std::string> ContactLists::ids_of(ContactId contact) const {
  std::vector<std::string> ids;
  for (const auto& [id, list] : lists_) {
    if (list.members.contains(contact)) {
      ids.push_back(std::to_string(id));
    }
  }
  return ids;
}

void ContactLists::replace(ContactId merged, ContactId survivor) {
  for (auto& [id, list] : lists_) {
    if (const auto member = list.members.find(merged); member != list.members.end()) {
      const Instant joined = member->second;
      list.members.erase(member);
      list.members.emplace(survivor, joined);
    }
  }
}

}  // namespace lockstep::sim::hubspot
