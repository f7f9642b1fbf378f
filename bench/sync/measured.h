/// What a child process of the benchmark does, and what it cost.

#pragma once

#include <filesystem>
#include <string>

namespace lockstep::bench {

/// CPU is that of the measured part alone, all threads; memory is the whole process's peak.
struct Cost {
  double cpu_seconds = 0;
  double wall_seconds = 0;
  double peak_megabytes = 0;
  std::size_t requests = 0;  ///< To the APIs, token endpoints aside.
  std::size_t token_requests = 0;
  std::size_t written = 0;  ///< Contacts created and updated.
  std::size_t in_sync = 0;
};

/// The last of so many passes of the engine with this configuration, time being jumped over. The
/// memory is that of all.
[[nodiscard]] Cost run_engine(const std::filesystem::path& config_file, int passes = 1);

/// The least that the same calls can cost: each request of `recording` is parsed, written as JSON
/// again and sent, each answer parsed, each contact in it stored as a row, and each phone number
/// parsed once; nothing is decided.
[[nodiscard]] Cost run_bound(const std::filesystem::path& recording);

/// A line of JSON, from the child to the benchmark.
[[nodiscard]] std::string to_line(const Cost& cost);
[[nodiscard]] Cost from_line(const std::string& line);

}  // namespace lockstep::bench
