#include "sync_state.h"

#include <sys/stat.h>

#include <map>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/core/open_states.h"

#include "progress_texts.h"
#include "state_schema.h"
#include "state_seal.h"

namespace lockstep {
namespace {

/// A longer write-ahead log costs the next open() more than writing it back costs now.
constexpr std::int64_t kLogBytesMax = std::int64_t{256} * 1024;

/// Which file it is, by device and number; zeros where there is none.
using FileIdentity = std::pair<dev_t, ino_t>;

FileIdentity identity_of(const std::filesystem::path& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 ? FileIdentity(found.st_dev, found.st_ino)
                                         : FileIdentity();
}

/// Rows in memory beyond which relax() lets go of them: some 10 MB.
constexpr std::size_t kRowsMax = 4'000;

}  // namespace

struct OpenStates::Kept {
  struct State {
    std::unique_ptr<StateTables> tables;
    FileIdentity file;
  };
  std::map<std::filesystem::path, State> states;
};

OpenStates::OpenStates() : kept_(std::make_unique<Kept>()) {}

OpenStates::~OpenStates() {
  for (auto& [path, state] : kept_->states) {
    state.tables.reset();
    seal_state(path);
  }
}

Result<SyncState> SyncState::open(const std::filesystem::path& path, OpenStates* states) {
  std::unique_ptr<StateTables> tables;
  if (states != nullptr) {
    if (auto kept = states->kept_->states.extract(path); !kept.empty()) {
      const bool is_in_place = kept.mapped().file == identity_of(path);
      tables = is_in_place ? std::move(kept.mapped().tables) : nullptr;
    }
  }
  if (tables == nullptr) {
    Result<Database> database = Database::open(path);
    if (!database) {
      return Failure{database.error()};
    }
    const Trust trust = break_seal(path) ? Trust::sealed : Trust::checked;
    if (Result<void> ready = bring_up_to_date(*database, path.filename().string(), trust); !ready) {
      return Failure{ready.error()};
    }
    tables = std::make_unique<StateTables>(std::move(*database));
  }
  Result<SyncState> state = load_from(std::move(tables));
  if (state) {
    state->path_ = path;
    state->states_ = states;
  }
  return state;
}

void SyncState::close() {
  const bool is_saved = !in_transaction_ && !has_failed();
  if (!is_saved || path_.empty()) {
    return;
  }
  static_cast<void>(tables_->database().shorten_log(kLogBytesMax));
  if (states_ != nullptr) {
    states_->kept_->states.insert_or_assign(
        path_, OpenStates::Kept::State{std::move(tables_), identity_of(path_)});
    return;
  }
  tables_.reset();
  seal_state(path_);
}

Result<SyncState> SyncState::open_copy(const std::filesystem::path& path) {
  Result<Database> copy = Database::open_copy(path);
  if (!copy) {
    return Failure{copy.error()};
  }
  if (Result<void> ready = bring_up_to_date(*copy, path.filename().string(), Trust::checked);
      !ready) {
    return Failure{ready.error()};
  }
  return load_from(std::make_unique<StateTables>(std::move(*copy)));
}

Result<SyncState> SyncState::load_from(std::unique_ptr<StateTables> tables) {
  SyncState state(std::move(tables));
  state.load();
  if (const auto& failed = state.tables_->failure()) {
    return *failed;
  }
  return state;
}

void SyncState::load() {
  stored_progress_ = tables_->read_progress();
  from_texts(stored_progress_, progress);
  if (progress.hubspot_live < 0) {
    progress.hubspot_live =
        static_cast<std::int64_t>(tables_->record_ids(Side::hubspot, Presence::live).size());
  }
  unreadable_ = tables_->read_unreadable();
  for (Intent& intent : tables_->read_intents()) {
    next_intent_ = std::max(next_intent_, intent.id + 1);
    intents_.emplace(intent.id, std::move(intent));
  }
}

Result<void> SyncState::save(Durability durability) {
  flush();
  flush_progress();
  for (const std::optional<Failure>& failed : {failure_, tables_->failure()}) {
    if (failed) {
      return *failed;
    }
  }
  Database& database = tables_->database();
  if (in_transaction_) {
    if (Result<void> committed = database.run("COMMIT"); !committed) {
      return committed;
    }
    in_transaction_ = false;
  }
  relax();
  return durability == Durability::machine ? database.sync() : Result<void>();
}

void SyncState::relax() {
  const std::size_t rows = records_[0].size() + records_[1].size() + pairs_.size();
  if (rows + new_bodies_[0].size() + new_bodies_[1].size() > kRowsMax) {
    flush();
    forget_rows();
  }
}

void SyncState::forget_rows() {
  records_ = {};
  pairs_.clear();
  google_pairs_.clear();
}

SyncState::RecordRow& SyncState::record_row(Side side, const std::string& id) {
  auto& rows = records_.at(index(side));
  const auto known = rows.find(id);
  if (known != rows.end()) {
    return known->second;
  }
  RecordRow& row = rows[id];
  if (std::optional<StoredRecord> stored = tables_->read_record({side, id})) {
    row.shown = stored->shown;
    row.stored_presence = stored->record.presence;
    row.counted_live = stored->record.presence == Presence::live;
    row.stored_match = stored->record.match;
    row.record = std::move(stored->record);
  }
  return row;
}

const Record* SyncState::find_record(Side side, const std::string& id) {
  const RecordRow& row = record_row(side, id);
  return row.record ? &*row.record : nullptr;
}

Record& SyncState::touch_record(Side side, const std::string& id) {
  RecordRow& row = record_row(side, id);
  dirty_records_.at(index(side)).insert(id);
  if (!row.record) {
    row.record.emplace();
  }
  return *row.record;
}

void SyncState::remove_record(Side side, const std::string& id) {
  record_row(side, id).record.reset();
  new_bodies_.at(index(side)).erase(id);
  dirty_records_.at(index(side)).insert(id);
}

std::string SyncState::body_of(Side side, const std::string& id) {
  const auto& bodies = new_bodies_.at(index(side));
  const auto changed = bodies.find(id);
  return changed != bodies.end() ? changed->second : tables_->read_body({side, id});
}

void SyncState::put_body(Side side, const std::string& id, std::string body) {
  new_bodies_.at(index(side)).insert_or_assign(id, std::move(body));
}

SyncState::PairRow& SyncState::pair_row(const std::string& hubspot_id) {
  const auto known = pairs_.find(hubspot_id);
  if (known != pairs_.end()) {
    return known->second;
  }
  PairRow& row = pairs_[hubspot_id];
  if (std::optional<StoredPair> stored = tables_->read_pair(hubspot_id)) {
    row.shown = stored->shown;
    row.pair = std::move(stored->pair);
    google_pairs_.try_emplace(row.pair->link.google_id, hubspot_id);
  }
  return row;
}

const Pair* SyncState::find_pair(Side side, const std::string& id) {
  std::string hubspot_id = id;
  if (side == Side::google) {
    auto partner = google_pairs_.find(id);
    if (partner == google_pairs_.end()) {
      partner = google_pairs_.emplace(id, tables_->partner_of(id)).first;
    }
    if (!partner->second) {
      return nullptr;
    }
    hubspot_id = *partner->second;
  }
  const PairRow& row = pair_row(hubspot_id);
  return row.pair ? &*row.pair : nullptr;
}

Pair& SyncState::touch_pair(const std::string& hubspot_id) {
  PairRow& row = pair_row(hubspot_id);
  LOCKSTEP_ASSERT(row.pair.has_value());
  dirty_pairs_.insert(hubspot_id);
  return *row.pair;
}

Pair& SyncState::put_pair(Link link) {
  LOCKSTEP_ASSERT(find_pair(Side::hubspot, link.hubspot_id) == nullptr &&
                  find_pair(Side::google, link.google_id) == nullptr);
  const std::string hubspot_id = link.hubspot_id;
  google_pairs_[link.google_id] = hubspot_id;
  note_partner_change(Side::hubspot, hubspot_id);
  note_partner_change(Side::google, link.google_id);
  dirty_pairs_.insert(hubspot_id);
  PairRow& row = pair_row(hubspot_id);
  row.pair.emplace().link = std::move(link);
  return *row.pair;
}

void SyncState::remove_pair(const std::string& hubspot_id) {
  PairRow& row = pair_row(hubspot_id);
  if (!row.pair) {
    return;
  }
  note_partner_change(Side::hubspot, hubspot_id);
  note_partner_change(Side::google, row.pair->link.google_id);
  google_pairs_[row.pair->link.google_id] = std::nullopt;
  row.pair.reset();
  dirty_pairs_.insert(hubspot_id);
}

/// Whether a record has a partner decides how it is shown, and one that has is not created.
void SyncState::note_partner_change(Side side, const std::string& id) {
  if (find_record(side, id) != nullptr) {
    touch_record(side, id).creates = false;
  }
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

void SyncState::remove_intent(std::int64_t id) {
  intents_.erase(id);
  dirty_intents_.insert(id);
}

void SyncState::put_unreadable(const RecordKey& key) {
  if (unreadable_.insert(key).second) {
    dirty_unreadable_.insert(key);
  }
}

void SyncState::remove_unreadable(const RecordKey& key) {
  if (unreadable_.erase(key) > 0) {
    dirty_unreadable_.insert(key);
  }
}

void SyncState::start_over() {
  flush();
  begin();
  const std::int64_t pending = tables_->start_over();
  progress.in_sync -= pending;
  progress.pending += pending;
  forget_rows();
}

StateCounts SyncState::counts() {
  flush();
  return {.in_sync = static_cast<std::size_t>(progress.in_sync),
          .excluded = static_cast<std::size_t>(progress.excluded),
          .failing = static_cast<std::size_t>(progress.failing),
          .pending = static_cast<std::size_t>(progress.pending)};
}

std::int64_t SyncState::live_hubspot() {
  flush();
  return progress.hubspot_live;
}

StateTables& SyncState::tables() {
  flush();
  return *tables_;
}

void SyncState::begin() {
  if (in_transaction_) {
    return;
  }
  if (Result<void> begun = tables_->database().run("BEGIN IMMEDIATE"); !begun) {
    failure_ = failure_ ? failure_ : Failure{begun.error()};
  } else {
    in_transaction_ = true;
  }
}

}  // namespace lockstep
