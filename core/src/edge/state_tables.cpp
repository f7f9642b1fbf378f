#include "state_tables.h"

#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/core/match.h"

#include "state_columns.h"

namespace lockstep {

std::optional<StoredRecord> StateTables::read_record(const RecordKey& key) {
  KeptStatements::Use read(
      statements_,
      "SELECT modified, presence, is_listed, needs_look, unmatched, creates, match, state, "
      "reason, cause, attempted, shown FROM record WHERE side = ? AND id = ?");
  read->bind(1, to_string(key.side)).bind(2, key.id);
  if (!read->step()) {
    return std::nullopt;
  }
  const std::int64_t presence = read->number(1);
  const auto outcome = read_outcome(*read, 7);
  const auto shown = read_shown(*read, 11);
  if (!outcome || !shown || presence < 0 ||
      presence > static_cast<std::int64_t>(Presence::purged)) {
    statements_.note_damage();
    return std::nullopt;
  }
  return StoredRecord{{.modified = from_epoch_ms(read->number(0)),
                       .presence = static_cast<Presence>(presence),
                       .is_listed = read->number(2) != 0,
                       .needs_look = read->number(3) != 0,
                       .unmatched = read->number(4) != 0,
                       .creates = read->number(5) != 0,
                       .match = read->text(6),
                       .outcome = *outcome},
                      *shown};
}

void StateTables::write_record(const RecordKey& key, const Record& record,
                               std::optional<RecordState> shown, const std::string& stored_match) {
  {
    KeptStatements::Use put(
        statements_,
        "INSERT OR REPLACE INTO record (side, id, modified, presence, is_listed, needs_look, "
        "unmatched, creates, match, state, reason, cause, attempted, shown) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    put->bind(1, to_string(key.side))
        .bind(2, key.id)
        .bind(3, to_epoch_ms(record.modified))
        .bind(4, static_cast<std::int64_t>(record.presence))
        .bind(5, to_number(record.is_listed))
        .bind(6, to_number(record.needs_look))
        .bind(7, to_number(record.unmatched))
        .bind(8, to_number(record.creates))
        .bind(9, record.match);
    bind_outcome(*put, 10, record.outcome);
    put->bind(14, to_number(shown)).run();
  }
  if (record.match == stored_match) {
    return;
  }
  if (!stored_match.empty()) {
    remove_match_keys(key);
  }
  write_match_keys(key, record.match);
}

void StateTables::remove_match_keys(const RecordKey& key) {
  for (const std::string_view sql : {"DELETE FROM email WHERE side = ? AND id = ?",
                                     "DELETE FROM former WHERE side = ? AND id = ?"}) {
    KeptStatements::Use remove(statements_, sql);
    remove->bind(1, to_string(key.side)).bind(2, key.id).run();
  }
}

void StateTables::write_match_keys(const RecordKey& key, const std::string& match) {
  if (match.empty()) {
    return;
  }
  const Result<MatchRecord> parsed = parse_match_record(match);
  if (!parsed) {
    statements_.note_damage();
    return;
  }
  for (const std::string& email : parsed->emails) {
    KeptStatements::Use put(statements_,
                            "INSERT OR REPLACE INTO email (side, email, id) VALUES (?, ?, ?)");
    put->bind(1, to_string(key.side)).bind(2, email).bind(3, key.id).run();
  }
  for (const std::string& former : parsed->former_ids) {
    KeptStatements::Use put(statements_,
                            "INSERT OR REPLACE INTO former (side, former_id, id) VALUES (?, ?, ?)");
    put->bind(1, to_string(key.side)).bind(2, former).bind(3, key.id).run();
  }
}

void StateTables::remove_record(const RecordKey& key) {
  for (const std::string_view sql : {"DELETE FROM record WHERE side = ? AND id = ?",
                                     "DELETE FROM body WHERE side = ? AND id = ?"}) {
    KeptStatements::Use remove(statements_, sql);
    remove->bind(1, to_string(key.side)).bind(2, key.id).run();
  }
  write_match_keys(key, "");
}

std::string StateTables::read_body(const RecordKey& key) {
  KeptStatements::Use read(statements_, "SELECT body FROM body WHERE side = ? AND id = ?");
  read->bind(1, to_string(key.side)).bind(2, key.id);
  return read->step() ? read->text(0) : std::string();
}

void StateTables::write_body(const RecordKey& key, const std::string& body) {
  KeptStatements::Use put(statements_,
                          "INSERT INTO body (side, id, body) VALUES (?, ?, ?) "
                          "ON CONFLICT (side, id) DO UPDATE SET body = excluded.body");
  put->bind(1, to_string(key.side)).bind(2, key.id).bind(3, body).run();
}

std::optional<StoredPair> StateTables::read_pair(const std::string& hubspot_id) {
  KeptStatements::Use read(
      statements_,
      "SELECT link, needs_look, reconcile, journal, state, reason, cause, attempted, shown "
      "FROM pair WHERE hubspot_id = ?");
  read->bind(1, hubspot_id);
  if (!read->step()) {
    return std::nullopt;
  }
  Result<Link> link = parse_link(read->text(0));
  const auto outcome = read_outcome(*read, 4);
  const auto shown = read_shown(*read, 8);
  if (!link || !outcome || !shown || link->hubspot_id != hubspot_id) {
    statements_.note_damage();
    return std::nullopt;
  }
  return StoredPair{{.link = std::move(*link),
                     .needs_look = read->number(1) != 0,
                     .reconcile = read->number(2) != 0,
                     .outcome = *outcome,
                     .journal = read->text(3)},
                    *shown};
}

std::optional<std::string> StateTables::partner_of(const std::string& google_id) {
  KeptStatements::Use read(statements_, "SELECT hubspot_id FROM pair WHERE google_id = ?");
  read->bind(1, google_id);
  return read->step() ? std::optional(read->text(0)) : std::nullopt;
}

void StateTables::write_pair(const Pair& pair, std::optional<RecordState> shown) {
  KeptStatements::Use put(
      statements_,
      "INSERT OR REPLACE INTO pair (hubspot_id, google_id, link, needs_look, reconcile, "
      "journal, state, reason, cause, attempted, shown) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  put->bind(1, pair.link.hubspot_id)
      .bind(2, pair.link.google_id)
      .bind(3, to_text(pair.link))
      .bind(4, to_number(pair.needs_look))
      .bind(5, to_number(pair.reconcile))
      .bind(6, pair.journal);
  bind_outcome(*put, 7, pair.outcome);
  put->bind(11, to_number(shown)).run();
}

void StateTables::remove_pair(const std::string& hubspot_id) {
  KeptStatements::Use remove(statements_, "DELETE FROM pair WHERE hubspot_id = ?");
  remove->bind(1, hubspot_id).run();
}

std::vector<Intent> StateTables::read_intents() {
  KeptStatements::Use read(statements_,
                           "SELECT id, target, source_id, journal, at FROM intent ORDER BY id");
  std::vector<Intent> intents;
  while (read->step()) {
    intents.push_back({.id = read->number(0),
                       .target = read_side(*read, 1),
                       .source_id = read->text(2),
                       .journal = read->text(3),
                       .at = from_epoch_ms(read->number(4))});
  }
  return intents;
}

void StateTables::write_intent(const Intent& intent) {
  KeptStatements::Use put(statements_,
                          "INSERT OR REPLACE INTO intent (id, target, source_id, journal, at) "
                          "VALUES (?, ?, ?, ?, ?)");
  put->bind(1, intent.id)
      .bind(2, to_string(intent.target))
      .bind(3, intent.source_id)
      .bind(4, intent.journal)
      .bind(5, to_epoch_ms(intent.at))
      .run();
}

void StateTables::remove_intent(std::int64_t id) {
  KeptStatements::Use remove(statements_, "DELETE FROM intent WHERE id = ?");
  remove->bind(1, id).run();
}

std::set<RecordKey> StateTables::read_unreadable() {
  KeptStatements::Use read(statements_, "SELECT side, id FROM unreadable");
  std::set<RecordKey> keys;
  while (read->step()) {
    keys.insert({read_side(*read, 0), read->text(1)});
  }
  return keys;
}

void StateTables::write_unreadable(const RecordKey& key, bool is_unreadable) {
  KeptStatements::Use put(
      statements_, is_unreadable ? "INSERT OR REPLACE INTO unreadable (side, id) VALUES (?, ?)"
                                 : "DELETE FROM unreadable WHERE side = ? AND id = ?");
  put->bind(1, to_string(key.side)).bind(2, key.id).run();
}

std::vector<ConflictRecord> StateTables::read_conflicts() {
  KeptStatements::Use read(
      statements_,
      "SELECT hubspot_id, google_id, field, base, hubspot, google, kept, rule, at "
      "FROM conflict ORDER BY number");
  std::vector<ConflictRecord> conflicts;
  while (read->step()) {
    conflicts.push_back({.hubspot_id = read->text(0),
                         .google_id = read->text(1),
                         .field = read->text(2),
                         .base = read_optional(*read, 3),
                         .hubspot = read_optional(*read, 4),
                         .google = read_optional(*read, 5),
                         .kept = read_side(*read, 6),
                         .rule = read->text(7),
                         .at = from_epoch_ms(read->number(8))});
  }
  return conflicts;
}

void StateTables::add_conflict(const ConflictRecord& conflict) {
  KeptStatements::Use put(
      statements_,
      "INSERT INTO conflict (hubspot_id, google_id, field, base, hubspot, google, kept, rule, "
      "at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  put->bind(1, conflict.hubspot_id).bind(2, conflict.google_id).bind(3, conflict.field);
  bind_optional(*put, 4, conflict.base);
  bind_optional(*put, 5, conflict.hubspot);
  bind_optional(*put, 6, conflict.google);
  put->bind(7, to_string(conflict.kept))
      .bind(8, conflict.rule)
      .bind(9, to_epoch_ms(conflict.at))
      .run();
}

std::vector<WriteRecord> StateTables::read_writes(const std::string& hubspot_id,
                                                  std::size_t limit) {
  KeptStatements::Use read(statements_,
                           "SELECT hubspot_id, google_id, side, created, changes, at FROM written "
                           "WHERE hubspot_id = ? ORDER BY number DESC LIMIT ?");
  read->bind(1, hubspot_id).bind(2, static_cast<std::int64_t>(limit));
  std::vector<WriteRecord> writes;
  while (read->step()) {
    writes.push_back({.hubspot_id = read->text(0),
                      .google_id = read->text(1),
                      .side = read_side(*read, 2),
                      .created = read->number(3) != 0,
                      .changes = read->text(4),
                      .at = from_epoch_ms(read->number(5))});
  }
  return writes;
}

void StateTables::add_write(const WriteRecord& write) {
  {
    KeptStatements::Use put(statements_,
                            "INSERT INTO written (hubspot_id, google_id, side, created, changes, "
                            "at) VALUES (?, ?, ?, ?, ?, ?)");
    put->bind(1, write.hubspot_id)
        .bind(2, write.google_id)
        .bind(3, to_string(write.side))
        .bind(4, to_number(write.created))
        .bind(5, write.changes)
        .bind(6, to_epoch_ms(write.at))
        .run();
  }
  KeptStatements::Use forget(statements_,
                             "DELETE FROM written WHERE number <= "
                             "(SELECT MAX(number) FROM written) - ?");
  forget->bind(1, kWritesMax).run();
}

StateTables::ProgressTexts StateTables::read_progress() {
  KeptStatements::Use read(statements_, "SELECT name, value FROM progress");
  ProgressTexts texts;
  while (read->step()) {
    texts.emplace(read->text(0), read->text(1));
  }
  return texts;
}

void StateTables::write_progress(std::string_view name, const std::string& value) {
  KeptStatements::Use put(statements_,
                          "INSERT OR REPLACE INTO progress (name, value) VALUES (?, ?)");
  put->bind(1, name).bind(2, value).run();
}

}  // namespace lockstep
