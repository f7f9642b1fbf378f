#include "contact_lists.h"

#include <algorithm>

#include "lockstep/base/text.h"

namespace lockstep::sim::hubspot {

std::uint64_t ContactLists::add(std::string_view name, std::string_view processing_type,
                                Instant now) {
  ContactList list;
  list.id = lists_.empty() ? 1 : lists_.rbegin()->first + 1;
  list.name = name;
  list.processing_type = processing_type;
  list.created = now;
  list.updated = now;
  list.filters_updated = now;
  const std::uint64_t id = list.id;
  lists_.emplace(id, std::move(list));
  return id;
}

ContactList* ContactLists::find(std::uint64_t list_id) {
  const auto found = lists_.find(list_id);
  return found == lists_.end() || found->second.deleted ? nullptr : &found->second;
}

ContactList* ContactLists::find(std::string_view name) {
  const std::string wanted = ascii_lower(name);
  const auto found = std::ranges::find_if(lists_, [&](const auto& entry) {
    return !entry.second.deleted && ascii_lower(entry.second.name) == wanted;
  });
  return found == lists_.end() ? nullptr : &found->second;
}

ContactList* ContactLists::find_deleted(std::uint64_t list_id, Instant now) {
  const auto found = lists_.find(list_id);
  const bool kept = found != lists_.end() && found->second.deleted &&
                    *found->second.deleted + kDeletedListKeeps > now;
  return kept ? &found->second : nullptr;
}

std::vector<std::string> ContactLists::ids_of(ContactId contact) const {
  std::vector<std::string> ids;
  for (const auto& [id, list] : lists_) {
    if (!list.deleted && list.members.contains(contact)) {
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
