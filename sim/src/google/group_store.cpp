#include "google/group_store.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"

#include "google/base64.h"

namespace lockstep::sim::google {

std::string GroupStore::id_of_label(std::string_view name, Instant now) {
  const UserGroup* const known = find_by_name(name);
  return known != nullptr ? known->id : create(name, now).id;
}

const UserGroup* GroupStore::find(std::string_view id) const {
  const auto found = groups_.find(id);
  return found == groups_.end() || found->second.deleted ? nullptr : &found->second;
}

const UserGroup* GroupStore::find_by_name(std::string_view name) const {
  const auto found = std::ranges::find_if(groups_, [&](const auto& entry) {
    return !entry.second.deleted && entry.second.name == name;
  });
  return found == groups_.end() ? nullptr : &found->second;
}

const SystemGroup* GroupStore::find_system(std::string_view id) {
  const auto* const found = std::ranges::find(kSystemGroups, id, &SystemGroup::id);
  return found == kSystemGroups.end() ? nullptr : found;
}

bool GroupStore::takes_members(std::string_view id) const {
  const SystemGroup* const system = find_system(id);
  return system != nullptr ? system->takes_members : find(id) != nullptr;
}

bool GroupStore::exists(std::string_view id) const {
  return find_system(id) != nullptr || find(id) != nullptr;
}

const UserGroup& GroupStore::create(std::string_view name, Instant now) {
  std::string id;
  do {
    id = to_hex(random_.next());
  } while (groups_.contains(id));
  UserGroup& group = groups_[id];
  group.id = id;
  group.name = name;
  group.created = now;
  touch(group, now);
  return group;
}

void GroupStore::rename(std::string_view id, std::string_view name, Instant now) {
  UserGroup& group = at(id);
  group.name = name;
  touch(group, now);
}

void GroupStore::set_client_data(std::string_view id, std::vector<GroupClientData> data,
                                 Instant now) {
  UserGroup& group = at(id);
  group.client_data_before = std::exchange(group.client_data, std::move(data));
  group.client_data_since = now;
  touch(group, now);
}

void GroupStore::remove(std::string_view id, Instant now) {
  UserGroup& group = at(id);
  group.deleted = true;
  touch(group, now);
}

std::optional<Instant> GroupStore::last_change() const {
  std::optional<Instant> last;
  for (const auto& [id, group] : groups_) {
    if (!group.deleted) {
      last = std::max({last, std::optional(group.created), std::optional(group.client_data_since)});
    }
  }
  return last;
}

std::vector<const UserGroup*> GroupStore::changed_after(std::uint64_t revision) const {
  std::vector<const UserGroup*> changed;
  for (const auto& [id, group] : groups_) {
    if (group.revision > revision) {
      changed.push_back(&group);
    }
  }
  std::ranges::sort(changed, {}, &UserGroup::revision);
  return changed;
}

UserGroup& GroupStore::at(std::string_view id) {
  const auto found = groups_.find(id);
  LOCKSTEP_ASSERT(found != groups_.end());
  return found->second;
}

void GroupStore::touch(UserGroup& group, Instant now) {
  std::string bytes;
  for (std::uint64_t bits = random_.next(); bytes.size() < 8; bits >>= 8U) {
    bytes += static_cast<char>(bits & 0xffU);
  }
  group.etag = base64_encode(bytes, Base64Alphabet::standard);
  group.updated = now;
  group.revision = ++revision_;
}

}  // namespace lockstep::sim::google
