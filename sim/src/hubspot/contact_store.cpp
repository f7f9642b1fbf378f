#include "contact_store.h"

#include <algorithm>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"

#include "phone_calculation.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr ContactId kFirstId = 101'000'000'000;
constexpr ContactId kIdStepMax = 40'000;

void calculate_phones(Contact& contact) {
  const auto calculate = [&](std::string_view name) {
    const auto value = contact.values.find(name);
    return value == contact.values.end() ? CalculatedPhone() : calculate_phone(value->second);
  };
  contact.calculated_phone = calculate("phone");
  contact.calculated_mobile = calculate("mobilephone");
}

}  // namespace

ContactStore::ContactStore(Random random, std::optional<ContactId> ids_above)
    : random_(random), last_id_(kFirstId) {
  last_id_ += random_.below(kFirstId);
  last_id_ = ids_above.value_or(last_id_);
}

void ContactStore::set_unique_properties(const std::vector<std::string>& names) {
  if (names == unique_names_) {
    return;
  }
  unique_names_ = names;
  owners_.clear();
  for (const auto& [id, contact] : live_) {
    add_keys(*contact);
  }
}

ContactId ContactStore::resolve(ContactId id) const {
  auto found = merged_.find(id);
  while (found != merged_.end()) {
    id = found->second.into;
    found = merged_.find(id);
  }
  return id;
}

ContactState ContactStore::find_live(ContactId id) const {
  const auto found = live_.find(id);
  return found == live_.end() ? nullptr : found->second;
}

ContactState ContactStore::find_unique(std::string_view property, std::string_view value) const {
  const auto found = owners_.find({std::string(property), ascii_lower(trim(value))});
  return found == owners_.end() ? nullptr : find_live(found->second);
}

std::optional<UniqueConflict> ContactStore::conflict_of(const Contact& contact) const {
  for (const UniqueKey& key : unique_keys_of(contact)) {
    const auto found = owners_.find(key);
    if (found != owners_.end() && found->second != contact.id) {
      return UniqueConflict{key.first, key.second, found->second};
    }
  }
  return std::nullopt;
}

ContactId ContactStore::next_id() {
  last_id_ += 1 + random_.below(kIdStepMax);
  return last_id_;
}

void ContactStore::put(Contact contact, Instant now) {
  const bool is_new = find_live(contact.id) == nullptr;
  put(std::move(contact), is_new ? ChangeKind::created : ChangeKind::updated, now);
}

void ContactStore::put(Contact contact, ChangeKind kind, Instant now) {
  LOCKSTEP_ASSERT(!conflict_of(contact));
  ContactState before = find_live(contact.id);
  if (before != nullptr) {
    remove_keys(*before);
  }
  calculate_phones(contact);
  auto state = std::make_shared<const Contact>(std::move(contact));
  add_keys(*state);
  changes_.push_back({now, state->id, kind, state->changed_by, std::move(before), state});
  live_[state->id] = std::move(state);
}

void ContactStore::take_out(ContactId id, ChangeKind kind, Source source, Instant now) {
  const auto found = live_.find(id);
  LOCKSTEP_ASSERT(found != live_.end());
  remove_keys(*found->second);
  changes_.push_back({now, id, kind, source, std::move(found->second), nullptr});
  live_.erase(found);
}

void ContactStore::archive(ContactId id, Source source, Instant now) {
  take_out(id, ChangeKind::archived, source, now);
  Contact archived = *changes_.back().before;
  archived.archived_at = now;
  archived_[id] = std::make_shared<const Contact>(std::move(archived));
}

void ContactStore::restore(ContactId id, Instant now) {
  const auto found = archived_.find(id);
  LOCKSTEP_ASSERT(found != archived_.end());
  Contact restored = *found->second;
  archived_.erase(found);
  restored.archived_at.reset();
  restored.modified = now;
  restored.changed_by = Source::screen;  // Only there can a contact be restored (F47).
  put(std::move(restored), ChangeKind::restored, now);
}

void ContactStore::merge(const std::vector<ContactId>& ids, Contact survivor, Instant now) {
  for (const ContactId id : ids) {
    if (id != survivor.id) {
      take_out(id, ChangeKind::merged_away, survivor.changed_by, now);
      merged_[id] = {changes_.back().before, survivor.id};
    }
  }
  put(std::move(survivor), ChangeKind::survives_merge, now);
}

void ContactStore::erase(ContactId id, Source source, Instant now) {
  take_out(id, ChangeKind::erased, source, now);
}

ContactState ContactStore::erase_archived(ContactId id, Source source, Instant now) {
  const auto found = archived_.find(id);
  if (found == archived_.end()) {
    return nullptr;
  }
  ContactState erased = std::move(found->second);
  archived_.erase(found);
  changes_.push_back({now, id, ChangeKind::erased_in_recycle_bin, source, nullptr, nullptr});
  return erased;
}

void ContactStore::purge_recycle_bin(Instant now) {
  std::erase_if(archived_, [&](const auto& entry) {
    return *entry.second->archived_at + kRecycleBinKeeps <= now;
  });
}

std::vector<ContactStore::UniqueKey> ContactStore::unique_keys_of(const Contact& contact) const {
  std::vector<UniqueKey> keys;
  if (const auto email = contact.values.find("email"); email != contact.values.end()) {
    keys.emplace_back("email", email->second);
  }
  for (const std::string& address : contact.additional_emails) {
    keys.emplace_back("email", address);
  }
  for (const std::string& name : unique_names_) {
    if (const auto value = contact.values.find(name); value != contact.values.end()) {
      keys.emplace_back(name, ascii_lower(trim(value->second)));
    }
  }
  return keys;
}

void ContactStore::add_keys(const Contact& contact) {
  for (UniqueKey& key : unique_keys_of(contact)) {
    owners_.emplace(std::move(key), contact.id);
  }
}

void ContactStore::remove_keys(const Contact& contact) {
  for (const UniqueKey& key : unique_keys_of(contact)) {
    if (const auto found = owners_.find(key);
        found != owners_.end() && found->second == contact.id) {
      owners_.erase(found);
    }
  }
}

}  // namespace lockstep::sim::hubspot
