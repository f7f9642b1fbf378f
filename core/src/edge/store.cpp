#include "store.h"

#include <array>
#include <utility>

#include "lockstep/base/timestamp.h"

#include "store_schema.h"

namespace lockstep {
namespace {

void bind_outcome(Statement& statement, int place, const Outcome& outcome) {
  statement.bind(place, to_string(outcome.state))
      .bind(place + 1, to_string(outcome.reason))
      .bind(place + 2, to_string(outcome.cause))
      .bind(place + 3, outcome.attempted);
}

std::optional<Outcome> read_outcome(const Statement& statement, int column) {
  const auto state = parse_record_state(statement.text(column));
  const auto reason = parse_reason(statement.text(column + 1));
  const auto cause = parse_limit_cause(statement.text(column + 2));
  if (!state || !reason || !cause) {
    return std::nullopt;
  }
  return Outcome{*state, *reason, *cause, statement.number(column + 3)};
}

std::int64_t number(bool flag) { return flag ? 1 : 0; }

void bind_optional(Statement& statement, int place, const std::optional<std::string>& text) {
  if (text) {
    statement.bind(place, *text);
  } else {
    statement.bind_null(place);
  }
}

std::optional<std::string> read_optional(const Statement& statement, int column) {
  return statement.is_null(column) ? std::nullopt : std::optional(statement.text(column));
}

/// Progress as name and text, one visit for reading and writing.
template <class Visit>
void visit_progress(Progress& progress, Visit&& visit) {
  visit("passes", progress.passes);
  visit("settings", progress.settings);
  visit("initial_done", progress.initial_done);
  visit("google_sync_token", progress.google_sync_token);
  visit("other_sync_token", progress.other_sync_token);
  visit("hubspot_listed", progress.hubspot_listed);
  visit("hubspot_seen", progress.hubspot_seen);
  visit("hubspot_seen_at", progress.hubspot_seen_at);
  visit("hubspot_seen_settled", progress.hubspot_seen_settled);
  visit("google_seen", progress.google_seen);
  visit("google_full", progress.google_full);
  visit("google_full_at", progress.google_full_at);
  visit("hubspot_full", progress.hubspot_full);
  visit("hubspot_full_at", progress.hubspot_full_at);
}

std::string as_text(std::int64_t value) { return std::to_string(value); }
std::string as_text(const std::string& value) { return value; }
std::string as_text(bool value) { return value ? "1" : "0"; }
std::string as_text(Instant value) { return std::to_string(to_epoch_ms(value)); }

void from_text(const std::string& text, std::int64_t& value) {
  value = std::strtoll(text.c_str(), nullptr, 10);
}
void from_text(const std::string& text, std::string& value) { value = text; }
void from_text(const std::string& text, bool& value) { value = text == "1"; }
void from_text(const std::string& text, Instant& value) {
  value = from_epoch_ms(std::strtoll(text.c_str(), nullptr, 10));
}

}  // namespace

Result<Store> Store::open(const std::filesystem::path& path) {
  Result<Database> database = Database::open(path);
  if (!database) {
    return Failure{database.error()};
  }
  if (Result<void> ready = bring_up_to_date(*database, path.filename().string()); !ready) {
    return Failure{ready.error()};
  }
  return Store(std::move(*database));
}

Result<SyncState> Store::load() {
  SyncState state;
  if (!read_progress(state.progress) || !read_records(state) || !read_pairs(state) ||
      !read_intents(state) || !read_conflicts(state)) {
    Failure failed = database_.last_failure();
    // SQLite is content, so a value made no sense to us.
    failed.error.kind = ErrorKind::corrupt_state;
    return failed;
  }
  return state;
}

Result<void> Store::save(SyncState& state, Durability durability) {
  if (Result<void> set =
          database_.run(durability == Durability::machine ? "PRAGMA synchronous = FULL"
                                                          : "PRAGMA synchronous = NORMAL");
      !set) {
    return set;
  }
  Transaction transaction(database_);
  if (Result<void> begun = transaction.begin(); !begun) {
    return begun;
  }
  if (!write_records(state, Side::hubspot) || !write_records(state, Side::google) ||
      !write_pairs(state) || !write_intents(state) || !write_conflicts(state) ||
      !write_progress(state.progress)) {
    return database_.last_failure();
  }
  if (Result<void> committed = transaction.commit(); !committed) {
    return committed;
  }
  state.dirty_records_ = {};
  state.dirty_pairs_.clear();
  state.dirty_intents_.clear();
  state.conflicts_saved_ = state.conflicts_.size();
  return {};
}

bool Store::write_records(const SyncState& state, Side side) {
  Statement put = database_.prepare(
      "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement remove = database_.prepare("DELETE FROM record WHERE side = ? AND id = ?");
  for (const std::string& id : state.dirty_records_.at(SyncState::index(side))) {
    const Record* record = state.find_record(side, id);
    if (record == nullptr) {
      remove.bind(1, to_string(side)).bind(2, id).run();
      continue;
    }
    put.bind(1, to_string(side))
        .bind(2, id)
        .bind(3, record->body)
        .bind(4, to_epoch_ms(record->modified))
        .bind(5, static_cast<std::int64_t>(record->presence))
        .bind(6, number(record->is_listed))
        .bind(7, number(record->needs_look))
        .bind(8, record->match);
    bind_outcome(put, 9, record->outcome);
    put.run();
  }
  return put.ok() && remove.ok();
}

bool Store::read_records(SyncState& state) {
  Statement read = database_.prepare(
      "SELECT side, id, body, modified, presence, is_listed, needs_look, match, "
      "state, reason, cause, attempted FROM record");
  while (read.step()) {
    const Side side = read.text(0) == "google" ? Side::google : Side::hubspot;
    const auto outcome = read_outcome(read, 8);
    const std::int64_t presence = read.number(4);
    if (!outcome || presence < 0 || presence > static_cast<std::int64_t>(Presence::purged)) {
      return false;
    }
    state.records_.at(SyncState::index(side))
        .emplace(read.text(1), Record{.body = read.text(2),
                                      .modified = from_epoch_ms(read.number(3)),
                                      .presence = static_cast<Presence>(presence),
                                      .is_listed = read.number(5) != 0,
                                      .needs_look = read.number(6) != 0,
                                      .match = read.text(7),
                                      .outcome = *outcome});
  }
  return read.ok();
}

bool Store::write_pairs(const SyncState& state) {
  Statement put =
      database_.prepare("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement remove = database_.prepare("DELETE FROM pair WHERE hubspot_id = ?");
  for (const std::string& id : state.dirty_pairs_) {
    remove.bind(1, id).run();
  }
  for (const std::string& id : state.dirty_pairs_) {
    const Pair* pair = state.find_pair(Side::hubspot, id);
    if (pair == nullptr) {
      continue;
    }
    put.bind(1, id)
        .bind(2, pair->link.google_id)
        .bind(3, to_text(pair->link))
        .bind(4, number(pair->needs_look))
        .bind(5, number(pair->reconcile))
        .bind(6, pair->journal);
    bind_outcome(put, 7, pair->outcome);
    put.run();
  }
  return put.ok() && remove.ok();
}

bool Store::read_pairs(SyncState& state) {
  Statement read = database_.prepare(
      "SELECT link, needs_look, reconcile, journal, state, reason, cause, attempted FROM pair");
  while (read.step()) {
    Result<Link> link = parse_link(read.text(0));
    const auto outcome = read_outcome(read, 4);
    if (!link || !outcome || state.pairs_.contains(link->hubspot_id) ||
        state.google_pairs_.contains(link->google_id)) {
      return false;
    }
    Pair& pair = state.put_pair(std::move(*link));
    pair.needs_look = read.number(1) != 0;
    pair.reconcile = read.number(2) != 0;
    pair.journal = read.text(3);
    pair.outcome = *outcome;
  }
  state.dirty_pairs_.clear();
  return read.ok();
}

bool Store::write_intents(const SyncState& state) {
  Statement put = database_.prepare("INSERT OR REPLACE INTO intent VALUES (?, ?, ?, ?, ?)");
  Statement remove = database_.prepare("DELETE FROM intent WHERE id = ?");
  for (const std::int64_t id : state.dirty_intents_) {
    const auto found = state.intents_.find(id);
    if (found == state.intents_.end()) {
      remove.bind(1, id).run();
      continue;
    }
    const Intent& intent = found->second;
    put.bind(1, id)
        .bind(2, to_string(intent.target))
        .bind(3, intent.source_id)
        .bind(4, intent.journal)
        .bind(5, to_epoch_ms(intent.at))
        .run();
  }
  return put.ok() && remove.ok();
}

bool Store::read_intents(SyncState& state) {
  Statement read = database_.prepare("SELECT id, target, source_id, journal, at FROM intent");
  while (read.step()) {
    const Intent intent{.id = read.number(0),
                        .target = read.text(1) == "google" ? Side::google : Side::hubspot,
                        .source_id = read.text(2),
                        .journal = read.text(3),
                        .at = from_epoch_ms(read.number(4))};
    state.next_intent_ = std::max(state.next_intent_, intent.id + 1);
    state.intents_.emplace(intent.id, intent);
  }
  return read.ok();
}

bool Store::write_conflicts(const SyncState& state) {
  Statement put = database_.prepare(
      "INSERT INTO conflict (hubspot_id, google_id, field, base, hubspot, google, kept, rule, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t at = state.conflicts_saved_; at < state.conflicts_.size(); ++at) {
    const ConflictRecord& conflict = state.conflicts_[at];
    put.bind(1, conflict.hubspot_id).bind(2, conflict.google_id).bind(3, conflict.field);
    bind_optional(put, 4, conflict.base);
    bind_optional(put, 5, conflict.hubspot);
    bind_optional(put, 6, conflict.google);
    put.bind(7, to_string(conflict.kept))
        .bind(8, conflict.rule)
        .bind(9, to_epoch_ms(conflict.at))
        .run();
  }
  return put.ok();
}

bool Store::read_conflicts(SyncState& state) {
  Statement read = database_.prepare(
      "SELECT hubspot_id, google_id, field, base, hubspot, google, kept, rule, at "
      "FROM conflict ORDER BY number");
  while (read.step()) {
    state.conflicts_.push_back({.hubspot_id = read.text(0),
                                .google_id = read.text(1),
                                .field = read.text(2),
                                .base = read_optional(read, 3),
                                .hubspot = read_optional(read, 4),
                                .google = read_optional(read, 5),
                                .kept = read.text(6) == "google" ? Side::google : Side::hubspot,
                                .rule = read.text(7),
                                .at = from_epoch_ms(read.number(8))});
  }
  state.conflicts_saved_ = state.conflicts_.size();
  return read.ok();
}

bool Store::write_progress(const Progress& progress) {
  Statement put = database_.prepare("INSERT OR REPLACE INTO progress VALUES (?, ?)");
  Progress copy = progress;
  visit_progress(copy, [&](std::string_view name, const auto& value) {
    put.bind(1, name).bind(2, as_text(value)).run();
  });
  return put.ok();
}

bool Store::read_progress(Progress& progress) {
  Statement read = database_.prepare("SELECT name, value FROM progress");
  std::map<std::string, std::string, std::less<>> values;
  while (read.step()) {
    values.emplace(read.text(0), read.text(1));
  }
  visit_progress(progress, [&](std::string_view name, auto& value) {
    const auto found = values.find(name);
    if (found != values.end()) {
      from_text(found->second, value);
    }
  });
  return read.ok();
}

}  // namespace lockstep
