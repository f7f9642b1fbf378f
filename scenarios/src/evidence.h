/// What of a scenario is written down where a check does not pass.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lockstep/scenario/events.h"
#include "lockstep/sim/journal.h"

#include "scenario_run.h"

namespace lockstep::scenario {

/// A journal is told as a whole up to so many entries, and so many bytes of their JSON.
inline constexpr std::size_t kEntriesMax = 1'000;
inline constexpr std::size_t kEntryBytesMax = std::size_t{2} * 1024 * 1024;
/// Of a longer one so many entries: those that checks cite with two neighbours on both sides, and
/// what users did; the last ones where no check cites any.
inline constexpr std::size_t kEntriesPicked = 200;

struct Evidence {
  bool wanted = false;  ///< Some check does not pass.
  std::vector<const sim::JournalEntry*> entries;
  std::size_t left_out = 0;
};

/// Whether what led to this verdict is worth showing.
[[nodiscard]] bool wants_evidence(const CheckResult& check);

/// @param journal  Must outlive what is returned.
[[nodiscard]] Evidence evidence_of(const std::vector<CheckResult>& checks,
                                   const sim::Journal& journal);

/// Entries, states of records (2 MiB of them at most), passes, and what the connector remembered.
/// @pre The folder of the run is still there.
void write_evidence(const Evidence& evidence, ScenarioRun& run, const std::string& scenario,
                    EventSink& events);

/// What a program says matters where something is wrong; an unusual end matters always.
void write_pass_ends(bool is_evidence, const std::vector<PassEnded>& passes, EventSink& events);

}  // namespace lockstep::scenario
