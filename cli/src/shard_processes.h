/// A campaign of random worlds in several processes of this program, a shard each.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"

namespace lockstep::cli {

struct ShardProcesses {
  std::vector<std::string> arguments;  ///< Of this program, without those that shards differ in.
  std::uint64_t count = 1;
  /// How far all of them are together, whenever one says so.
  std::function<void(std::uint64_t done, std::uint64_t red)> progress{};
};

/// Runs them to their end. Ctrl-C and SIGTERM end them early, and what they have done then is
/// given back. @pre catch_interrupts() was called.
/// @return What each printed last: its result. @error unavailable  One cannot be started, or ended
///     without a result.
[[nodiscard]] Result<std::vector<std::string>> run_shards(const ShardProcesses& shards);

/// The line by which a shard says how far it is: "progress 40 1".
[[nodiscard]] std::string progress_line(std::uint64_t done, std::uint64_t red);

}  // namespace lockstep::cli
