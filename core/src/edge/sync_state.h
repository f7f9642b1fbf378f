/// The state of one connection: rows of one SQLite file, read when they are asked for.
///
/// A pass costs what changed, whatever the size of the book. Rows that were asked for stay in
/// memory until the next save() or relax(); questions about many rows see what was changed in
/// memory, too. A row that cannot be read counts as missing, and the next save() fails: nothing is
/// written to a service before what it is based on could be saved.

#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/core/engine.h"

#include "state_rows.h"
#include "state_tables.h"

namespace lockstep {

enum class Durability {
  process,  ///< Survives the end of the process.
  machine,  ///< Survives a power cut too: for what is journalled before a write goes out.
};

class SyncState {
 public:
  /// Opens, makes or brings up to date a file.
  ///
  /// @error corrupt_state  Damaged, or written by a newer version; the file is left as it is.
  /// @error unavailable    It cannot be opened or written, or another pass is running on it.
  /// @param states  Where it may be open already, and stays when it is closed; null for nowhere.
  [[nodiscard]] static Result<SyncState> open(const std::filesystem::path& path,
                                              OpenStates* states = nullptr);

  /// The same state in memory, of a file that stays as it is; an empty one where there is none.
  /// @error As for open().
  [[nodiscard]] static Result<SyncState> open_copy(const std::filesystem::path& path);

  /// Writes what was changed since the last save, all or nothing; what is not saved is forgotten.
  /// Pointers and references to rows end.
  /// @error unavailable, corrupt_state  Also of any question since the last save.
  [[nodiscard]] Result<void> save(Durability durability = Durability::process);

  /// Leaves the file sealed, so that the next open() is quick. Only what is saved is in it; nothing
  /// may be asked afterwards. Without it, as after a kill, the next open() checks the whole file.
  void close();

  /// Lets go of rows in memory, without saving. Pointers and references to rows end.
  void relax();

  Progress progress;

  // One row. Whoever changes one takes it with a `touch` or `put` function.

  [[nodiscard]] const Record* find_record(Side side, const std::string& id);
  Record& touch_record(Side side, const std::string& id);  ///< Made if missing.
  void remove_record(Side side, const std::string& id);
  /// The record's JSON of the API; "" if there is none.
  [[nodiscard]] std::string body_of(Side side, const std::string& id);
  void put_body(Side side, const std::string& id, std::string body);

  [[nodiscard]] const Pair* find_pair(Side side, const std::string& id);
  /// @pre The pair exists. Its link's ids must not be changed: see put_pair.
  Pair& touch_pair(const std::string& hubspot_id);
  /// Adds a pair. @pre neither record is paired (MAT-9)
  Pair& put_pair(Link link);
  void remove_pair(const std::string& hubspot_id);

  [[nodiscard]] const std::map<std::int64_t, Intent>& intents() const { return intents_; }
  Intent& add_intent(Side target, const std::string& source_id, Instant at);
  void remove_intent(std::int64_t id);

  /// Records of which a service told what cannot be believed: there are few.
  [[nodiscard]] const std::set<RecordKey>& unreadable() const { return unreadable_; }
  void put_unreadable(const RecordKey& key);
  void remove_unreadable(const RecordKey& key);

  void add_conflict(ConflictRecord conflict) { new_conflicts_.push_back(std::move(conflict)); }
  void add_write(WriteRecord write) { new_writes_.push_back(std::move(write)); }

  // Many rows; ids in ascending order.

  [[nodiscard]] std::vector<std::string> record_ids(Side side) { return tables().record_ids(side); }
  [[nodiscard]] std::vector<std::string> record_ids(Side side, Presence presence) {
    return tables().record_ids(side, presence);
  }
  /// Record::is_listed
  [[nodiscard]] std::vector<std::string> listed_ids() { return tables().listed_ids(); }
  /// Live ones.
  [[nodiscard]] std::vector<std::string> unpaired_ids(Side side) {
    return tables().unpaired_ids(side);
  }
  /// Record::unmatched
  [[nodiscard]] std::vector<RecordKey> unmatched(std::size_t limit) {
    return tables().unmatched(limit);
  }
  /// Record::creates
  [[nodiscard]] std::vector<RecordKey> creations() { return tables().creations(); }
  /// Records whose match has this email, or this former id, whether live or not.
  [[nodiscard]] std::vector<std::string> ids_with_email(Side side, const std::string& email) {
    return tables().ids_with_email(side, email);
  }
  [[nodiscard]] std::vector<std::string> ids_with_former(Side side, const std::string& former_id) {
    return tables().ids_with_former(side, former_id);
  }
  /// To be looked at, or journalled.
  [[nodiscard]] std::vector<std::string> waiting_pairs() { return tables().waiting_pairs(); }
  /// The failing pair whose last attempt is longest ago.
  [[nodiscard]] std::optional<RecordHealth> next_failing_pair() {
    return tables().next_failing_pair();
  }
  /// In the order of decision.
  [[nodiscard]] std::vector<ConflictRecord> conflicts() { return tables().read_conflicts(); }
  /// Of the pair of this HubSpot contact, the newest first.
  [[nodiscard]] std::vector<WriteRecord> writes(const std::string& hubspot_id, std::size_t limit) {
    return tables().read_writes(hubspot_id, limit);
  }
  void visit_health(const std::function<void(const RecordHealth&)>& visit) {
    tables().visit_health(visit);
  }

  /// Of what visit_health() visits; costs nothing.
  [[nodiscard]] StateCounts counts();

  /// How many HubSpot contacts are live; costs nothing.
  [[nodiscard]] std::int64_t live_hubspot();

  /// Every record and pair is to be looked at, matched and reconciled (SET-1, SET-4).
  void start_over();

  /// The next save() will fail: whoever goes on until nothing is left to do must stop.
  [[nodiscard]] bool has_failed() const { return failure_ || tables_->failure(); }

 private:
  /// A row in memory: as stored, or changed since.
  struct RecordRow {
    std::optional<Record> record;  ///< nullopt: there is none.
    Presence stored_presence = Presence::live;
    bool counted_live = false;
    std::string stored_match;
    std::optional<RecordState> shown;  ///< As stored, and counted.
  };
  struct PairRow {
    std::optional<Pair> pair;
    std::optional<RecordState> shown;
  };

  explicit SyncState(std::unique_ptr<StateTables> tables) : tables_(std::move(tables)) {}
  [[nodiscard]] static Result<SyncState> load_from(std::unique_ptr<StateTables> tables);
  void load();
  void begin();
  void flush();
  void flush_records();
  void flush_pairs();
  void flush_progress();
  RecordRow& record_row(Side side, const std::string& id);
  PairRow& pair_row(const std::string& hubspot_id);
  void note_partner_change(Side side, const std::string& id);
  void mark_pairs_of_changed_presence();
  void count(std::optional<RecordState>& shown, std::optional<RecordState> now);
  [[nodiscard]] std::optional<RecordState> shown_state(const Pair& pair);
  [[nodiscard]] std::optional<RecordState> shown_state(const RecordKey& key, const Record& record);
  /// The tables, with everything in them that was changed in memory.
  StateTables& tables();
  void forget_rows();
  static std::size_t index(Side side) { return side == Side::hubspot ? 0 : 1; }

  std::filesystem::path path_;  ///< "" for a copy.
  OpenStates* states_ = nullptr;
  std::unique_ptr<StateTables> tables_;
  std::optional<Failure> failure_;  ///< Of a transaction that could not be begun.
  bool in_transaction_ = false;

  std::array<std::map<std::string, RecordRow>, 2> records_;
  std::array<std::map<std::string, std::string>, 2> new_bodies_;
  std::map<std::string, PairRow> pairs_;                            ///< By HubSpot id.
  std::map<std::string, std::optional<std::string>> google_pairs_;  ///< Google id to HubSpot id.
  std::array<std::set<std::string>, 2> dirty_records_;
  std::set<std::string> dirty_pairs_;

  std::map<std::int64_t, Intent> intents_;  ///< All of them: there are few.
  std::set<std::int64_t> dirty_intents_;
  std::int64_t next_intent_ = 1;
  std::set<RecordKey> unreadable_;
  std::set<RecordKey> dirty_unreadable_;
  std::vector<ConflictRecord> new_conflicts_;
  std::vector<WriteRecord> new_writes_;
  StateTables::ProgressTexts stored_progress_;
};

}  // namespace lockstep
