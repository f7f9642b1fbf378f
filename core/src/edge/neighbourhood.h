/// What matching must see together: records that share an email, a pair, or an id of former times.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "lockstep/core/match.h"

#include "sync_state.h"

namespace lockstep {

struct Neighbourhood {
  std::set<RecordKey> records;
  std::set<std::string> pairs;  ///< By HubSpot id.
};

/// Everything that is connected with `start`, over any number of steps. match() decides about a
/// neighbourhood as it would decide about it among all records, so that a pass need not look at
/// the others (neighbourhood_test.cpp).
[[nodiscard]] Neighbourhood neighbourhood_of(SyncState& state, const std::vector<RecordKey>& start);

/// What match() asks for of these records and pairs.
[[nodiscard]] MatchInput match_input(SyncState& state, const Neighbourhood& neighbourhood);

}  // namespace lockstep
