/// A folder of one's own that goes away again.

#pragma once

#include <filesystem>

#include "lockstep/base/result.h"

namespace lockstep::scenario {

class TemporaryFolder {
 public:
  /// In memory where the machine has a place for that: state databases wait for the disk at every
  /// commit. @error unavailable
  static Result<TemporaryFolder> make();

  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  /// Removes the folder with everything in it.
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;  ///< Empty after a move.
};

}  // namespace lockstep::scenario
