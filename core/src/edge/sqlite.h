/// SQLite, owned: a database and its prepared statements.

#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"

namespace lockstep {

/// One prepared statement. After an error it does nothing more, and ok() says so.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(int place, std::string_view text);
  Statement& bind(int place, std::int64_t number);
  Statement& bind_null(int place);

  /// The next row, if any.
  [[nodiscard]] bool step();
  /// Runs to the end and makes ready for the next binding.
  void run();
  /// Makes ready for the next binding.
  void reset();

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] bool ok() const { return code_ == SQLITE_OK; }

 private:
  void keep(int code);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int code_ = SQLITE_OK;
};

class Database {
 public:
  /// Opens or makes a file. Nothing is written to it yet.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path);

  /// What a file holds, in memory; nothing where there is no file. The file stays as it is.
  /// @error unavailable  Another pass is running on it.
  [[nodiscard]] static Result<Database> open_copy(const std::filesystem::path& path);

  [[nodiscard]] Result<void> run(const std::string& sql);
  [[nodiscard]] Statement prepare(std::string_view sql) { return {database_.get(), sql}; }

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Waits until what was committed would survive a power cut: in WAL mode with synchronous =
  /// NORMAL a commit alone does not.
  [[nodiscard]] Result<void> sync();

  /// Writes the write-ahead log back to the file if it is longer than this.
  [[nodiscard]] Result<void> shorten_log(std::int64_t bytes_max);

  /// The last error, for a person. @post kind is corrupt_state for a damaged file
  [[nodiscard]] Failure last_failure() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::string name_;
};

/// Rolled back unless committed, also when an exception passes (ROB-1).
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> commit();

 private:
  Database& database_;
  bool open_ = false;
};

}  // namespace lockstep
