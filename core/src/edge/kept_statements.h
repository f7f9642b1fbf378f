/// The prepared statements of a database, each made at its first use and kept.

#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "lockstep/base/result.h"

#include "sqlite.h"

namespace lockstep {

class KeptStatements {
 public:
  explicit KeptStatements(Database database) : database_(std::move(database)) {}

  [[nodiscard]] Database& database() noexcept { return database_; }

  /// The first thing that went wrong; what was asked for since is missing, or not written.
  [[nodiscard]] const std::optional<Failure>& failure() const noexcept { return failure_; }

  /// What is stored makes no sense to us, though it does to SQLite.
  void note_damage();

  /// One use of a statement: afterwards it is ready for the next, and its error is noted.
  class Use {
   public:
    /// @param sql  A literal: it is kept as the statement's name.
    Use(KeptStatements& statements, std::string_view sql)
        : statements_(statements), statement_(statements.prepared(sql)) {}
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
      statement_.reset();
      statements_.note(statement_);
    }

    [[nodiscard]] Statement& operator*() const { return statement_; }
    [[nodiscard]] Statement* operator->() const { return &statement_; }

   private:
    KeptStatements& statements_;
    Statement& statement_;
  };

 private:
  [[nodiscard]] Statement& prepared(std::string_view sql);
  void note(const Statement& statement);

  Database database_;
  std::map<std::string_view, Statement> statements_;
  std::optional<Failure> failure_;
};

}  // namespace lockstep
