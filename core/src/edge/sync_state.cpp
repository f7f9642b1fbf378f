#include "sync_state.h"

#include <utility>

#include "lockstep/base/assert.h"

namespace lockstep {

const Record* SyncState::find_record(Side side, const std::string& id) const {
  const RecordMap& records = records_[index(side)];
  const auto found = records.find(id);
  return found == records.end() ? nullptr : &found->second;
}

Record& SyncState::touch_record(Side side, const std::string& id) {
  dirty_records_[index(side)].insert(id);
  return records_[index(side)][id];
}

void SyncState::remove_record(Side side, const std::string& id) {
  dirty_records_[index(side)].insert(id);
  records_[index(side)].erase(id);
}

const Pair* SyncState::find_pair(Side side, const std::string& id) const {
  std::string hubspot_id = id;
  if (side == Side::google) {
    const auto found = google_pairs_.find(id);
    if (found == google_pairs_.end()) {
      return nullptr;
    }
    hubspot_id = found->second;
  }
  const auto pair = pairs_.find(hubspot_id);
  return pair == pairs_.end() ? nullptr : &pair->second;
}

Pair& SyncState::touch_pair(const std::string& hubspot_id) {
  const auto found = pairs_.find(hubspot_id);
  LOCKSTEP_ASSERT(found != pairs_.end());
  dirty_pairs_.insert(hubspot_id);
  return found->second;
}

Pair& SyncState::put_pair(Link link) {
  LOCKSTEP_ASSERT(!pairs_.contains(link.hubspot_id) && !google_pairs_.contains(link.google_id));
  const std::string hubspot_id = link.hubspot_id;
  google_pairs_.emplace(link.google_id, hubspot_id);
  dirty_pairs_.insert(hubspot_id);
  Pair& pair = pairs_[hubspot_id];
  pair.link = std::move(link);
  return pair;
}

void SyncState::remove_pair(const std::string& hubspot_id) {
  const auto found = pairs_.find(hubspot_id);
  if (found == pairs_.end()) {
    return;
  }
  google_pairs_.erase(found->second.link.google_id);
  pairs_.erase(found);
  dirty_pairs_.insert(hubspot_id);
}

Intent& SyncState::add_intent(Side target, const std::string& source_id, Instant at) {
  const std::int64_t id = next_intent_++;
  dirty_intents_.insert(id);
  Intent& intent = intents_[id];
  intent.id = id;
  intent.target = target;
  intent.source_id = source_id;
  intent.at = at;
  return intent;
}

Intent& SyncState::touch_intent(std::int64_t id) {
  const auto found = intents_.find(id);
  LOCKSTEP_ASSERT(found != intents_.end());
  dirty_intents_.insert(id);
  return found->second;
}

void SyncState::remove_intent(std::int64_t id) {
  intents_.erase(id);
  dirty_intents_.insert(id);
}

}  // namespace lockstep
