/// What happened in a recording, as the steps of a scenario.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "faults.h"
#include "history.h"
#include "names.h"

namespace lockstep::scenario::lifting {

/// Who is on which HubSpot list, pass by pass, by names of lists.
struct Memberships {
  std::map<RecordId, std::set<std::string>> given;
  struct Change {
    std::size_t pass;  ///< Before it.
    std::string list;
    RecordId record;
    bool joins;
  };
  std::vector<Change> changes;
  std::map<RecordId, std::set<std::string>> last;
  bool is_known = false;  ///< Some list was read.
};
[[nodiscard]] Memberships memberships_of(Facts& facts, const Passes& passes,
                                         const Histories& histories, const std::string& only_list);

/// What a scenario calls a HubSpot list.
[[nodiscard]] std::string list_name(const Facts& facts, const std::string& id);

struct StoryLine {
  std::vector<OrderedJson> steps;
  std::vector<std::size_t> syncs;  ///< Index in `steps` of each pass.
};

/// Passes, users' actions and waiting, in their order.
[[nodiscard]] StoryLine story_line(const Recording& recording, const Facts& facts,
                                   const Passes& passes, const Histories& histories,
                                   const Memberships& memberships, const SeenFaults& faults,
                                   const Names& names);

// A record as `given` and `add` have it.
[[nodiscard]] OrderedJson hubspot_contact(const History& history, const Names& names,
                                          const std::set<std::string>& lists);
[[nodiscard]] OrderedJson google_contact(const History& history, const Names& names,
                                         const Facts& facts);
/// Names of labels, sorted.
[[nodiscard]] std::vector<std::string> label_names(const std::vector<std::string>& groups,
                                                   const Facts& facts);

}  // namespace lockstep::scenario::lifting
