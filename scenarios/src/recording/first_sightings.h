/// The records that were there before a recording began, as its answers show them.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "lockstep/scenario/recording.h"

#include "json.h"

namespace lockstep::scenario {

struct FirstSightings {
  std::map<std::string, std::map<std::string, std::string>> hubspot;  ///< Properties by id.
  std::map<std::string, Json> google;                                 ///< Persons by name.

  /// Ids and names in the order in which they were seen: lists tell them in the order in which they
  /// were made, which redacted ids tell no longer.
  std::vector<std::string> order;
};

/// Of each record that an answer shows before a request of the recording made it. A record that a
/// request changes is shown as it was until then.
[[nodiscard]] FirstSightings first_sightings(const Recording& recording);

}  // namespace lockstep::scenario
