/// A connection's state on disk: one SQLite file.

#pragma once

#include <filesystem>

#include "lockstep/base/result.h"

#include "sqlite.h"
#include "sync_state.h"

namespace lockstep {

enum class Durability {
  process,  ///< Survives the end of the process.
  machine,  ///< Survives a power cut too: for what is journalled before a write goes out.
};

class Store {
 public:
  /// Opens, makes or brings up to date a file.
  ///
  /// @error corrupt_state  Damaged, or written by a newer version; the file is left as it is.
  /// @error unavailable    It cannot be opened or written, or another pass is running on it.
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& path);

  [[nodiscard]] Result<SyncState> load();

  /// Writes what was changed since the last save, all or nothing.
  [[nodiscard]] Result<void> save(SyncState& state, Durability durability = Durability::process);

 private:
  explicit Store(Database database) : database_(std::move(database)) {}

  [[nodiscard]] bool write_records(const SyncState& state, Side side);
  [[nodiscard]] bool write_pairs(const SyncState& state);
  [[nodiscard]] bool write_intents(const SyncState& state);
  [[nodiscard]] bool write_conflicts(const SyncState& state);
  [[nodiscard]] bool write_progress(const Progress& progress);

  [[nodiscard]] bool read_records(SyncState& state);
  [[nodiscard]] bool read_pairs(SyncState& state);
  [[nodiscard]] bool read_intents(SyncState& state);
  [[nodiscard]] bool read_conflicts(SyncState& state);
  [[nodiscard]] bool read_progress(Progress& progress);

  Database database_;
};

}  // namespace lockstep
