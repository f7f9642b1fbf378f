/// A day of a sync in virtual time, in process.

#pragma once

#include <filesystem>

namespace lockstep::bench {

/// 1,000 contacts on both sides, a pass every five minutes, 200 edits spread over the day, half of
/// them in each app. The first pass, before the day, is not measured.
struct DayResult {
  double wall_seconds = 0;
  int passes = 0;
  int edits = 0;
  std::size_t updates = 0;  ///< That the sync wrote: as many as there were edits.
};

/// @param folder  For the state; empty.
[[nodiscard]] DayResult simulate_day(const std::filesystem::path& folder);

}  // namespace lockstep::bench
