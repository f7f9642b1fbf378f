/// What is remembered of a create once its answer is there.

#pragma once

#include <cstdint>
#include <optional>

#include "lockstep/base/result.h"
#include "lockstep/core/plan.h"

#include "pass.h"

namespace lockstep {

/// One creation on its way.
struct Creating {
  RecordKey source;
  std::optional<PairPlan> plan = std::nullopt;  ///< Set before anything is written.
  std::int64_t intent = 0;
};

/// How the source of a creation stands that did not come about, or not yet.
void close_source(Pass& pass, const RecordKey& source, Outcome outcome);

/// The record was made: it is the source's partner. @param link  With the new record's id.
void pair_created(Pass& pass, Creating& job, Link link);

/// Stores what became of a create that failed. @return An error that ends the pass.
[[nodiscard]] Result<void> note_refusal(Pass& pass, const Creating& job, const ApiError& error);

}  // namespace lockstep
