// From the rows in memory to the tables.

#include <utility>

#include "progress_texts.h"
#include "sync_state.h"

namespace lockstep {

void SyncState::flush() {
  const bool clean = dirty_records_[0].empty() && dirty_records_[1].empty() &&
                     dirty_pairs_.empty() && dirty_intents_.empty() && dirty_unreadable_.empty() &&
                     new_conflicts_.empty() && new_writes_.empty() && new_bodies_[0].empty() &&
                     new_bodies_[1].empty();
  if (clean) {
    return;
  }
  begin();
  mark_pairs_of_changed_presence();
  flush_pairs();
  flush_records();
  for (const std::int64_t id : std::exchange(dirty_intents_, {})) {
    const auto found = intents_.find(id);
    if (found == intents_.end()) {
      tables_->remove_intent(id);
    } else {
      tables_->write_intent(found->second);
    }
  }
  for (const RecordKey& key : std::exchange(dirty_unreadable_, {})) {
    tables_->write_unreadable(key, unreadable_.contains(key));
  }
  for (const ConflictRecord& conflict : std::exchange(new_conflicts_, {})) {
    tables_->add_conflict(conflict);
  }
  for (const WriteRecord& write : std::exchange(new_writes_, {})) {
    tables_->add_write(write);
  }
}

void SyncState::mark_pairs_of_changed_presence() {
  for (const Side side : {Side::hubspot, Side::google}) {
    for (const std::string& id : dirty_records_.at(index(side))) {
      const RecordRow& row = record_row(side, id);
      const bool changed = !row.record || row.record->presence != row.stored_presence;
      const Pair* const pair = changed ? find_pair(side, id) : nullptr;
      if (pair != nullptr) {
        dirty_pairs_.insert(pair->link.hubspot_id);
      }
    }
  }
}

void SyncState::flush_pairs() {
  const std::set<std::string> dirty = std::exchange(dirty_pairs_, {});
  // First all old rows go: a new one may have the Google id of another old one (DEL-6).
  for (const std::string& id : dirty) {
    tables_->remove_pair(id);
  }
  for (const std::string& id : dirty) {
    PairRow& row = pair_row(id);
    count(row.shown, row.pair ? shown_state(*row.pair) : std::nullopt);
    if (row.pair) {
      tables_->write_pair(*row.pair, row.shown);
    }
  }
}

void SyncState::flush_records() {
  for (const Side side : {Side::hubspot, Side::google}) {
    for (const std::string& id : std::exchange(dirty_records_.at(index(side)), {})) {
      RecordRow& row = record_row(side, id);
      const RecordKey key{side, id};
      count(row.shown, row.record ? shown_state(key, *row.record) : std::nullopt);
      const bool is_live = row.record && row.record->presence == Presence::live;
      if (side == Side::hubspot) {
        progress.hubspot_live += static_cast<int>(is_live) - static_cast<int>(row.counted_live);
      }
      row.counted_live = is_live;
      if (!row.record) {
        tables_->remove_record(key);
        row.stored_match.clear();
        continue;
      }
      tables_->write_record(key, *row.record, row.shown, row.stored_match);
      row.stored_match = row.record->match;
      row.stored_presence = row.record->presence;
    }
    for (const auto& [id, body] : std::exchange(new_bodies_.at(index(side)), {})) {
      tables_->write_body({side, id}, body);
    }
  }
}

void SyncState::flush_progress() {
  for (const auto& [name, value] : to_texts(progress)) {
    const auto stored = stored_progress_.find(name);
    if (stored == stored_progress_.end() || stored->second != value) {
      begin();
      tables_->write_progress(name, value);
      stored_progress_[name] = value;
    }
  }
}

void SyncState::count(std::optional<RecordState>& shown, std::optional<RecordState> now) {
  const auto counter = [&](RecordState state) -> std::int64_t& {
    switch (state) {
      case RecordState::in_sync: return progress.in_sync;
      case RecordState::excluded: return progress.excluded;
      case RecordState::failing: return progress.failing;
      case RecordState::pending: break;
    }
    return progress.pending;
  };
  if (shown) {
    --counter(*shown);
  }
  if (now) {
    ++counter(*now);
  }
  shown = now;
}

/// Not before it is written (HLT-4).
std::optional<RecordState> SyncState::shown_state(const Pair& pair) {
  const auto is_live = [&](Side side, const std::string& id) {
    const Record* const record = find_record(side, id);
    return record != nullptr && record->presence == Presence::live;
  };
  if (!is_live(Side::hubspot, pair.link.hubspot_id) &&
      !is_live(Side::google, pair.link.google_id)) {
    return std::nullopt;
  }
  return pair.needs_look && pair.outcome.state == RecordState::in_sync ? RecordState::pending
                                                                       : pair.outcome.state;
}

std::optional<RecordState> SyncState::shown_state(const RecordKey& key, const Record& record) {
  const bool shown = record.presence == Presence::live &&
                     (!record.match.empty() || record.outcome.reason == Reason::unreadable) &&
                     find_pair(key.side, key.id) == nullptr;
  return shown ? std::optional(record.outcome.state) : std::nullopt;
}

}  // namespace lockstep
