/// The tables of a connection's file: one function a statement, without memory.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kept_statements.h"
#include "state_rows.h"

namespace lockstep {

/// A row with the state in which health shows it; nullopt for one that health leaves out.
struct StoredRecord {
  Record record;
  std::optional<RecordState> shown;
};
struct StoredPair {
  Pair pair;
  std::optional<RecordState> shown;
};

/// Writes that are remembered: the largest address book, eight times over.
inline constexpr std::int64_t kWritesMax = 200'000;

class StateTables {
 public:
  /// @param database  Brought up to date (state_schema.h).
  explicit StateTables(Database database) : statements_(std::move(database)) {}

  [[nodiscard]] Database& database() noexcept { return statements_.database(); }
  [[nodiscard]] const std::optional<Failure>& failure() const noexcept {
    return statements_.failure();
  }

  [[nodiscard]] std::optional<StoredRecord> read_record(const RecordKey& key);
  /// @param stored_match  As it was written last, "" for none: if it has changed, the record's
  ///     emails and former ids are written anew.
  void write_record(const RecordKey& key, const Record& record, std::optional<RecordState> shown,
                    const std::string& stored_match);
  void remove_record(const RecordKey& key);
  [[nodiscard]] std::string read_body(const RecordKey& key);
  void write_body(const RecordKey& key, const std::string& body);

  [[nodiscard]] std::optional<StoredPair> read_pair(const std::string& hubspot_id);
  [[nodiscard]] std::optional<std::string> partner_of(const std::string& google_id);
  void write_pair(const Pair& pair, std::optional<RecordState> shown);
  void remove_pair(const std::string& hubspot_id);

  [[nodiscard]] std::vector<Intent> read_intents();
  void write_intent(const Intent& intent);
  void remove_intent(std::int64_t id);

  [[nodiscard]] std::set<RecordKey> read_unreadable();
  void write_unreadable(const RecordKey& key, bool is_unreadable);

  [[nodiscard]] std::vector<ConflictRecord> read_conflicts();
  void add_conflict(const ConflictRecord& conflict);

  /// Of the pair of this HubSpot contact, the newest first.
  [[nodiscard]] std::vector<WriteRecord> read_writes(const std::string& hubspot_id,
                                                     std::size_t limit);
  /// Forgets the oldest beyond kWritesMax.
  void add_write(const WriteRecord& write);

  using ProgressTexts = std::map<std::string, std::string, std::less<>>;
  [[nodiscard]] ProgressTexts read_progress();
  void write_progress(std::string_view name, const std::string& value);

  // Many rows; ids in ascending order.

  [[nodiscard]] std::vector<std::string> record_ids(Side side);
  [[nodiscard]] std::vector<std::string> record_ids(Side side, Presence presence);
  [[nodiscard]] std::vector<std::string> listed_ids();
  [[nodiscard]] std::vector<std::string> unpaired_ids(Side side);
  [[nodiscard]] std::vector<std::string> ids_with_email(Side side, const std::string& email);
  [[nodiscard]] std::vector<std::string> ids_with_former(Side side, const std::string& former_id);
  [[nodiscard]] std::vector<RecordKey> unmatched(std::size_t limit);
  [[nodiscard]] std::vector<RecordKey> creations();
  [[nodiscard]] std::vector<std::string> waiting_pairs();
  [[nodiscard]] std::optional<RecordHealth> next_failing_pair();
  void visit_health(const std::function<void(const RecordHealth&)>& visit);

  /// SyncState::start_over(). @return How many pairs were shown as in sync, and are pending now.
  [[nodiscard]] std::int64_t start_over();

 private:
  void remove_match_keys(const RecordKey& key);
  void write_match_keys(const RecordKey& key, const std::string& match);

  KeptStatements statements_;
};

}  // namespace lockstep
