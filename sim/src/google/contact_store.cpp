#include "google/contact_store.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "lockstep/base/assert.h"

#include "google/base64.h"

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kPrefix = "people/c";

/// Source etags are 8 bytes that say nothing (G65).
std::string make_etag(Random& random) {
  std::uint64_t bits = random.next();
  std::string bytes;
  for (int byte = 0; byte < 8; ++byte) {
    bytes += static_cast<char>(bits & 0xffU);
    bits >>= 8U;
  }
  return base64_encode(bytes, Base64Alphabet::standard);
}

}  // namespace

std::string resource_name_of(std::uint64_t id) { return std::string(kPrefix) + std::to_string(id); }

void ContactStore::relink() {
  for (auto& [revision, contact] : log_) {
    contact = &contacts_.at(contact->id);
  }
}

std::uint64_t ContactStore::new_id() {
  std::uint64_t id = 0;
  do {
    id = random_.next() >> 1U;  // Observed numbers are 58 to 63 bits long.
  } while (id == 0 || contacts_.contains(id) || renumbered_.contains(id));
  return id;
}

void ContactStore::add(std::uint64_t id, ContactVersion version, Instant now) {
  const auto [entry, is_new] = contacts_.try_emplace(id);
  LOCKSTEP_ASSERT(is_new);
  entry->second.id = id;
  install(entry->second, std::move(version), now);
}

void ContactStore::change(std::uint64_t id, ContactVersion next, Instant now) {
  const auto found = contacts_.find(id);
  LOCKSTEP_ASSERT(found != contacts_.end());
  Contact& contact = found->second;
  account_for(contact, /*enters=*/false);
  log_.erase(contact.current->revision);
  remember_past(contact, now);
  install(contact, std::move(next), now);
}

void ContactStore::renumber(std::uint64_t id, std::uint64_t new_id, ContactVersion next,
                            Instant now) {
  auto node = contacts_.extract(id);
  LOCKSTEP_ASSERT(!node.empty() && node.mapped().current->place != Place::trash);
  node.key() = new_id;
  node.mapped().id = new_id;
  contacts_.insert(std::move(node));
  renumbered_[id] = new_id;
  change(new_id, std::move(next), now);
}

void ContactStore::forget(std::uint64_t id, Instant now) {
  const auto found = contacts_.find(id);
  LOCKSTEP_ASSERT(found != contacts_.end() && found->second.current->place == Place::trash);
  Contact& contact = found->second;
  account_for(contact, /*enters=*/false);
  ContactVersion next = *contact.current;
  next.place = Place::gone;
  next.person = nullptr;
  next.text = nullptr;
  next.since = now;
  remember_past(contact, now);
  contact.current = std::make_shared<const ContactVersion>(std::move(next));
  account_for(contact, /*enters=*/true);
}

void ContactStore::install(Contact& contact, ContactVersion next, Instant now) {
  next.revision = ++revision_;
  next.source_etag = make_etag(random_);
  next.updated = now;
  next.since = now;
  next.was_connection = next.was_connection || next.place == Place::contacts;
  next.was_other = next.was_other || next.place == Place::other;
  if (next.place == Place::gone) {
    next.person = nullptr;
    next.text = nullptr;
  }
  contact.current = std::make_shared<const ContactVersion>(std::move(next));
  log_.emplace(revision_, &contact);
  recent_.emplace_back(now, revision_);
  while (recent_.size() > 1 && recent_.front().first + history_ < now) {
    revision_before_recent_ = recent_.front().second;
    recent_.pop_front();
  }
  account_for(contact, /*enters=*/true);
}

void ContactStore::remember_past(Contact& contact, Instant now) const {
  contact.past.push_back(contact.current);
  // The state at the start of the window stays, and every later one.
  while (contact.past.size() > 1 && contact.past[1]->since + history_ < now) {
    contact.past.erase(contact.past.begin());
  }
}

void ContactStore::account_for(const Contact& contact, bool enters) {
  const ContactVersion& version = *contact.current;
  const std::size_t step = enters ? 1 : static_cast<std::size_t>(-1);  // Unsigned wrap: minus one.
  counts_.at(index(version.place)) += step;
  if (version.place == Place::contacts) {
    for (const std::string& group : version.groups) {
      member_counts_[group] += step;
    }
  }
  if (version.place == Place::trash) {
    const std::pair key(version.since, version.revision);
    if (enters) {
      trash_.emplace(key, contact.id);
    } else {
      trash_.erase(key);
    }
  }
}

const Contact* ContactStore::find(std::uint64_t id) const {
  const auto found = contacts_.find(id);
  return found == contacts_.end() || found->second.current->place == Place::gone ? nullptr
                                                                                 : &found->second;
}

const Contact* ContactStore::find(std::string_view resource_name) const {
  if (!resource_name.starts_with(kPrefix)) {
    return nullptr;
  }
  const std::string_view digits = resource_name.substr(kPrefix.size());
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole || std::to_string(id) != digits) {
    return nullptr;
  }
  for (auto next = renumbered_.find(id); next != renumbered_.end(); next = renumbered_.find(id)) {
    id = next->second;
  }
  return find(id);
}

const ContactVersion* ContactStore::as_of(const Contact& contact, Instant instant) {
  if (contact.current->since <= instant) {
    return contact.current.get();
  }
  const auto found = std::find_if(contact.past.rbegin(), contact.past.rend(),
                                  [&](const auto& version) { return version->since <= instant; });
  return found == contact.past.rend() ? nullptr : found->get();
}

std::vector<ShownContact> ContactStore::changed_after(std::uint64_t revision, Instant instant,
                                                      std::size_t limit,
                                                      VersionFilter filter) const {
  const bool shows_present = recent_.empty() || recent_.back().first <= instant;
  std::vector<ShownContact> shown;
  for (auto entry = log_.upper_bound(revision); entry != log_.end(); ++entry) {
    if (shows_present && shown.size() == limit) {
      return shown;
    }
    const Contact& contact = *entry->second;
    const ContactVersion* const version =
        shows_present ? contact.current.get() : as_of(contact, instant);
    if (version != nullptr && version->revision > revision && filter(*version)) {
      shown.push_back({&contact, version});
    }
  }
  if (!shows_present) {
    std::ranges::sort(shown, {}, [](const ShownContact& one) { return one.version->revision; });
    shown.resize(std::min(shown.size(), limit));
  }
  return shown;
}

std::uint64_t ContactStore::position_at(Instant instant) const {
  for (auto entry = recent_.rbegin(); entry != recent_.rend(); ++entry) {
    if (entry->first <= instant) {
      return entry->second;
    }
  }
  return revision_before_recent_;
}

std::size_t ContactStore::stored_count() const {
  return count(Place::contacts) + count(Place::other) + count(Place::trash);
}

std::size_t ContactStore::member_count(std::string_view group) const {
  const auto found = member_counts_.find(group);
  return found == member_counts_.end() ? 0 : found->second;
}

}  // namespace lockstep::sim::google
