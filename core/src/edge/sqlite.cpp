#include "sqlite.h"

#include <utility>

namespace lockstep {

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  keep(sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  statement_.reset(statement);
}

void Statement::keep(int code) {
  if (code_ == SQLITE_OK && code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
    code_ = code;
  }
}

Statement& Statement::bind(int place, std::string_view text) {
  if (ok()) {
    keep(sqlite3_bind_text64(statement_.get(), place, text.data() == nullptr ? "" : text.data(),
                             text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  return *this;
}

Statement& Statement::bind(int place, std::int64_t number) {
  if (ok()) {
    keep(sqlite3_bind_int64(statement_.get(), place, number));
  }
  return *this;
}

Statement& Statement::bind_null(int place) {
  if (ok()) {
    keep(sqlite3_bind_null(statement_.get(), place));
  }
  return *this;
}

bool Statement::step() {
  if (!ok()) {
    return false;
  }
  const int code = sqlite3_step(statement_.get());
  keep(code);
  return code == SQLITE_ROW;
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  if (ok()) {
    keep(sqlite3_reset(statement_.get()));
  }
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::filesystem::path& path) {
  Database database;
  database.name_ = path.filename().string();
  sqlite3* handle = nullptr;
  // SQLite counts its memory under a lock that all threads share, and nothing asks for the count.
  // In a program that has used SQLite before, this fails and the count stays.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  // Without a lock a call: a database is used by one thread at a time.
  const int code =
      sqlite3_open_v2(path.string().c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  database.database_.reset(handle);
  if (code != SQLITE_OK) {
    return database.last_failure();
  }
  sqlite3_busy_timeout(handle, 0);
  // The log stays for the next pass to read: writing it back costs several waits for the disk, and
  // SQLite does it by itself every 1,000 pages.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return database;
}

Result<Database> Database::open_copy(const std::filesystem::path& path) {
  Result<Database> copy = open(":memory:");
  if (!copy || !std::filesystem::exists(path)) {
    return copy;
  }
  copy->name_ = path.filename().string();
  Result<Database> file = open(path);
  if (!file) {
    return file;
  }
  for (const char* sql : {"PRAGMA locking_mode = EXCLUSIVE", "BEGIN IMMEDIATE", "ROLLBACK"}) {
    if (Result<void> locked = file->run(sql); !locked) {
      return Failure{locked.error()};
    }
  }
  sqlite3_backup* const backup =
      sqlite3_backup_init(copy->database_.get(), "main", file->database_.get(), "main");
  if (backup == nullptr) {
    return copy->last_failure();
  }
  constexpr int kAllPages = -1;
  sqlite3_backup_step(backup, kAllPages);
  return sqlite3_backup_finish(backup) == SQLITE_OK ? std::move(copy) : copy->last_failure();
}

Failure Database::last_failure() const {
  const int code = database_ ? sqlite3_errcode(database_.get()) : SQLITE_NOMEM;
  const bool is_damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
  const std::string why = database_ ? sqlite3_errmsg(database_.get()) : "out of memory";
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    return failure(ErrorKind::unavailable, "another pass uses the state: " + why, name_);
  }
  return failure(is_damaged ? ErrorKind::corrupt_state : ErrorKind::unavailable,
                 is_damaged ? "the stored state is damaged and was left as it is: " + why +
                                  " (restore it, or move it away to match afresh)"
                            : "the stored state cannot be used: " + why,
                 name_);
}

Result<void> Database::run(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return last_failure();
  }
  return {};
}

Result<void> Database::sync() {
  sqlite3_file* log = nullptr;
  int code = sqlite3_file_control(database_.get(), nullptr, SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (code == SQLITE_OK && log != nullptr && log->pMethods != nullptr) {
    code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
  }
  return code == SQLITE_OK ? Result<void>()
                           : failure(ErrorKind::unavailable,
                                     "the stored state cannot be written to the disk", name_);
}

Result<void> Database::shorten_log(std::int64_t bytes_max) {
  sqlite3_file* log = nullptr;
  sqlite3_int64 bytes = 0;
  sqlite3_file_control(database_.get(), nullptr, SQLITE_FCNTL_JOURNAL_POINTER, &log);
  const bool is_long = log != nullptr && log->pMethods != nullptr &&
                       log->pMethods->xFileSize(log, &bytes) == SQLITE_OK && bytes > bytes_max;
  return is_long ? run("PRAGMA wal_checkpoint(TRUNCATE)") : Result<void>();
}

Transaction::~Transaction() {
  if (open_) {
    static_cast<void>(database_.run("ROLLBACK"));
  }
}

Result<void> Transaction::begin() {
  Result<void> begun = database_.run("BEGIN IMMEDIATE");
  open_ = begun.has_value();
  return begun;
}

Result<void> Transaction::commit() {
  Result<void> committed = database_.run("COMMIT");
  if (committed) {
    open_ = false;
  }
  return committed;
}

}  // namespace lockstep
