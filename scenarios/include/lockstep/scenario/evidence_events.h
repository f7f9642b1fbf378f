/// What of the event stream shows a failure: requests, states of records, passes, and the memory of
/// the connector.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "lockstep/scenario/connector.h"

namespace lockstep::scenario {

/// Begins what shows a failure: only scenarios with a check that does not pass have this and the
/// other events here. Within each kind they are in the order of the journal.
struct EvidenceBegun {
  std::string scenario;
  /// Of a long journal only what checks cite, its neighbours and users' actions are here.
  std::size_t entries_left_out = 0;
  bool records_left_out = false;  ///< Some states of records are not here.
  bool memory_is_told = false;    ///< There are BaseSeen: what the connector remembers can be read.
};

/// A request and what became of it, a user's action, or a wait.
struct ExchangeSeen {
  std::string scenario;
  std::uint64_t sequence = 0;
  std::string entry;  ///< The journal entry, one JSON object as text.
};

/// What a record holds from the journal entry `sequence` on; 0: from the beginning.
struct RecordSeen {
  std::string scenario;
  std::uint64_t sequence = 0;
  std::string side;     ///< "hubspot" or "google".
  std::string account;  ///< Of Google, its name in the scenario; "" for HubSpot.
  std::string id;
  /// One JSON object as text, "null" for a record that is gone. HubSpot: {"properties":{…},
  /// "archived":false,"merged_into":null,"lists":[names]}; Google: {"folder":"contacts",
  /// "starred":false,"labels":[…],"person":{…}}.
  std::string state;
};

/// A pass, and the first and last of the journal's entries in it; last < first: it made none.
struct PassSeen {
  std::string scenario;
  std::size_t pass = 0;  ///< From 1.
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::string end;  ///< to_string(PassEnd).
};

/// What the connector remembers of a contact from the end of the pass on, where that differs from
/// what it remembered before.
struct BaseSeen {
  std::string scenario;
  std::size_t pass = 0;
  RememberedContact contact;
};

}  // namespace lockstep::scenario
