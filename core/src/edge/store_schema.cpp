#include "store_schema.h"

#include <array>

namespace lockstep {
namespace {

/// Each entry takes a file from the version of its place to the next. Entries are only added.
constexpr std::array kMigrations{
    R"(
CREATE TABLE progress (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
  side TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, modified INTEGER NOT NULL,
  presence INTEGER NOT NULL, is_listed INTEGER NOT NULL, needs_look INTEGER NOT NULL,
  match TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL, attempted INTEGER NOT NULL,
  PRIMARY KEY (side, id)) WITHOUT ROWID;
CREATE TABLE pair (
  hubspot_id TEXT PRIMARY KEY, google_id TEXT NOT NULL UNIQUE, link TEXT NOT NULL,
  needs_look INTEGER NOT NULL, reconcile INTEGER NOT NULL, journal TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL, attempted INTEGER NOT NULL
  ) WITHOUT ROWID;
CREATE TABLE intent (
  id INTEGER PRIMARY KEY, target TEXT NOT NULL, source_id TEXT NOT NULL, journal TEXT NOT NULL,
  at INTEGER NOT NULL);
CREATE TABLE conflict (
  number INTEGER PRIMARY KEY, hubspot_id TEXT NOT NULL, google_id TEXT NOT NULL,
  field TEXT NOT NULL, base TEXT, hubspot TEXT, google TEXT, kept TEXT NOT NULL,
  rule TEXT NOT NULL, at INTEGER NOT NULL);
)",
};

constexpr std::int64_t kVersion = kMigrations.size();

Failure damaged(const std::string& name, const std::string& why) {
  return failure(ErrorKind::corrupt_state,
                 "the stored state " + why +
                     " and was left as it is; restore it, or move it away to match afresh",
                 name);
}

}  // namespace

Result<void> bring_up_to_date(Database& database, const std::string& name) {
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
  {
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
  for (std::int64_t step = version; step < kVersion; ++step) {
    Transaction transaction(database);
    Result<void> done = transaction.begin();
    if (done) {
      done = database.run(kMigrations.at(static_cast<std::size_t>(step)));
    }
    if (done) {
      done = database.run("PRAGMA user_version = " + std::to_string(step + 1));
    }
    if (done) {
      done = transaction.commit();
    }
    if (!done) {
      return done;
    }
  }
  return {};
}

}  // namespace lockstep
