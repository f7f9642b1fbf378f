#include "state_schema.h"

#include <array>

namespace lockstep {
namespace {

/// What a new file gets: the outcome of all migrations, which would make tables and drop them
/// again. A test compares the two. What matching and health ask for has an index; a record's JSON,
/// which most steps do without, has a table of its own.
constexpr const char* kTables = R"(
CREATE TABLE progress (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE intent (
  id INTEGER PRIMARY KEY, target TEXT NOT NULL, source_id TEXT NOT NULL, journal TEXT NOT NULL,
  at INTEGER NOT NULL);
CREATE TABLE conflict (
  number INTEGER PRIMARY KEY, hubspot_id TEXT NOT NULL, google_id TEXT NOT NULL,
  field TEXT NOT NULL, base TEXT, hubspot TEXT, google TEXT, kept TEXT NOT NULL,
  rule TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE body (
  side TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (side, id));
CREATE TABLE record (
  side TEXT NOT NULL, id TEXT NOT NULL, modified INTEGER NOT NULL, presence INTEGER NOT NULL,
  is_listed INTEGER NOT NULL, needs_look INTEGER NOT NULL, unmatched INTEGER NOT NULL,
  creates INTEGER NOT NULL, match TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
  cause TEXT NOT NULL, attempted INTEGER NOT NULL, shown INTEGER NOT NULL,
  PRIMARY KEY (side, id));
CREATE TABLE email (
  side TEXT NOT NULL, email TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (side, email, id)
  ) WITHOUT ROWID;
CREATE TABLE former (
  side TEXT NOT NULL, former_id TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (side, former_id, id)
  ) WITHOUT ROWID;
CREATE TABLE pair (
  hubspot_id TEXT PRIMARY KEY, google_id TEXT NOT NULL UNIQUE, link TEXT NOT NULL,
  needs_look INTEGER NOT NULL, reconcile INTEGER NOT NULL, journal TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL, attempted INTEGER NOT NULL,
  shown INTEGER NOT NULL);
CREATE TABLE written (
  number INTEGER PRIMARY KEY, hubspot_id TEXT NOT NULL, google_id TEXT NOT NULL,
  side TEXT NOT NULL, created INTEGER NOT NULL, changes TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE unreadable (side TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (side, id)) WITHOUT ROWID;
CREATE INDEX written_of_pair ON written (hubspot_id, number);
CREATE INDEX record_unmatched ON record (side, id) WHERE unmatched = 1;
CREATE INDEX record_creates ON record (side, id) WHERE creates = 1;
CREATE INDEX record_absent ON record (side, presence, id) WHERE presence <> 0;
CREATE INDEX record_listed ON record (id) WHERE is_listed = 1;
CREATE INDEX record_shown ON record (side, id) WHERE shown >= 0;
CREATE INDEX email_of_record ON email (side, id);
CREATE INDEX former_of_record ON former (side, id);
CREATE INDEX pair_waiting ON pair (hubspot_id) WHERE needs_look = 1 OR journal <> '';
CREATE INDEX pair_failing ON pair (attempted, hubspot_id) WHERE state = 'failing' AND needs_look = 0;
)";

/// Each entry takes a file to the next version, the first one from version 1. Entries are only
/// added, and kTables with them.
constexpr std::array kMigrations{
    // Rows are read one by one.
    R"(
ALTER TABLE record RENAME TO record_1;
ALTER TABLE pair RENAME TO pair_1;
CREATE TABLE body (
  side TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (side, id));
CREATE TABLE record (
  side TEXT NOT NULL, id TEXT NOT NULL, modified INTEGER NOT NULL, presence INTEGER NOT NULL,
  is_listed INTEGER NOT NULL, needs_look INTEGER NOT NULL, unmatched INTEGER NOT NULL,
  creates INTEGER NOT NULL, match TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
  cause TEXT NOT NULL, attempted INTEGER NOT NULL, shown INTEGER NOT NULL,
  PRIMARY KEY (side, id));
CREATE TABLE email (
  side TEXT NOT NULL, email TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (side, email, id)
  ) WITHOUT ROWID;
CREATE TABLE former (
  side TEXT NOT NULL, former_id TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (side, former_id, id)
  ) WITHOUT ROWID;
CREATE TABLE pair (
  hubspot_id TEXT PRIMARY KEY, google_id TEXT NOT NULL UNIQUE, link TEXT NOT NULL,
  needs_look INTEGER NOT NULL, reconcile INTEGER NOT NULL, journal TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL, attempted INTEGER NOT NULL,
  shown INTEGER NOT NULL);
INSERT INTO body SELECT side, id, body FROM record_1;
INSERT INTO record SELECT side, id, modified, presence, is_listed, needs_look, 1, 0, match, state,
  reason, cause, attempted, -1 FROM record_1;
INSERT INTO pair SELECT hubspot_id, google_id, link, needs_look, reconcile, journal, state, reason,
  cause, attempted, -1 FROM pair_1;
INSERT OR IGNORE INTO email SELECT side, item.value, record_1.id
  FROM record_1, json_each(match, '$.emails') AS item WHERE match <> '';
INSERT OR IGNORE INTO former SELECT side, item.value, record_1.id
  FROM record_1, json_each(match, '$.former_ids') AS item WHERE match <> '';
DROP TABLE record_1;
DROP TABLE pair_1;
CREATE TABLE written (
  number INTEGER PRIMARY KEY, hubspot_id TEXT NOT NULL, google_id TEXT NOT NULL,
  side TEXT NOT NULL, created INTEGER NOT NULL, changes TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX written_of_pair ON written (hubspot_id, number);
CREATE INDEX record_unmatched ON record (side, id) WHERE unmatched = 1;
CREATE INDEX record_creates ON record (side, id) WHERE creates = 1;
CREATE INDEX record_absent ON record (side, presence, id) WHERE presence <> 0;
CREATE INDEX record_listed ON record (id) WHERE is_listed = 1;
CREATE INDEX record_shown ON record (side, id) WHERE shown >= 0;
CREATE INDEX email_of_record ON email (side, id);
CREATE INDEX former_of_record ON former (side, id);
CREATE INDEX pair_waiting ON pair (hubspot_id) WHERE needs_look = 1 OR journal <> '';
CREATE INDEX pair_failing ON pair (attempted, hubspot_id) WHERE state = 'failing' AND needs_look = 0;
UPDATE pair SET shown = CASE
    WHEN state = 'in_sync' AND needs_look = 0 THEN 0 WHEN state = 'excluded' THEN 1
    WHEN state = 'failing' THEN 2 ELSE 3 END
  WHERE EXISTS (SELECT 1 FROM record WHERE side = 'hubspot' AND id = hubspot_id AND presence = 0)
  OR EXISTS (SELECT 1 FROM record WHERE side = 'google' AND id = google_id AND presence = 0);
UPDATE record SET shown = CASE state
    WHEN 'in_sync' THEN 0 WHEN 'excluded' THEN 1 WHEN 'failing' THEN 2 ELSE 3 END
  WHERE presence = 0 AND match <> '' AND NOT EXISTS (SELECT 1 FROM pair
    WHERE (side = 'hubspot' AND hubspot_id = id) OR (side = 'google' AND google_id = id));
INSERT OR REPLACE INTO progress
  SELECT name, (SELECT COUNT(*) FROM pair WHERE shown = number)
             + (SELECT COUNT(*) FROM record WHERE shown = number)
  FROM (SELECT 'in_sync' AS name, 0 AS number UNION SELECT 'excluded', 1
        UNION SELECT 'failing', 2 UNION SELECT 'pending', 3);
)",
    "CREATE TABLE unreadable (side TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (side, id)) "
    "WITHOUT ROWID;",
};

constexpr std::int64_t kVersion = 1 + kMigrations.size();

Failure damaged(const std::string& name, const std::string& why) {
  return failure(ErrorKind::corrupt_state,
                 "the stored state " + why +
                     " and was left as it is; restore it, or move it away to match afresh",
                 name);
}

/// Both or neither.
Result<void> become(Database& database, const std::string& sql, std::int64_t version) {
  Transaction transaction(database);
  Result<void> done = transaction.begin();
  if (done) {
    done = database.run(sql);
  }
  if (done) {
    done = database.run("PRAGMA user_version = " + std::to_string(version));
  }
  return done ? transaction.commit() : done;
}

}  // namespace

Result<void> bring_up_to_date(Database& database, const std::string& name, Trust trust) {
  std::int64_t version = 0;
  {
    Statement read = database.prepare("PRAGMA user_version");
    if (!read.step()) {
      return database.last_failure();
    }
    version = read.number(0);
  }
  if (version > kVersion || version < 0) {
    return damaged(name, "is of version " + std::to_string(version) + ", this program knows " +
                             std::to_string(kVersion));
  }
  if (trust == Trust::checked) {
    Statement check = database.prepare("PRAGMA quick_check(1)");
    if (!check.step()) {
      return database.last_failure();
    }
    if (check.text(0) != "ok") {
      return damaged(name, "is damaged (" + check.text(0) + ")");
    }
  }
  // Exclusive, and taken at once: a second pass on the same state would write what the first one
  // knows nothing of.
  for (const char* sql : {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA synchronous = NORMAL",
                          "PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE", "COMMIT"}) {
    if (Result<void> done = database.run(sql); !done) {
      return done;
    }
  }
  if (version == 0) {
    return become(database, kTables, kVersion);
  }
  for (std::int64_t next = version; next < kVersion; ++next) {
    const char* const migration = kMigrations.at(static_cast<std::size_t>(next - 1));
    if (Result<void> done = become(database, migration, next + 1); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace lockstep
