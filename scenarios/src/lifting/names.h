/// How a scenario means the records of a recording.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "faults.h"
#include "history.h"

namespace lockstep::scenario::lifting {

/// Refs for the records that a user made, and queries for those of the connector.
class Names {
 public:
  explicit Names(const Histories& histories);

  /// "ann-lee", "ann-lee-g". "" for a record that the connector made.
  [[nodiscard]] std::string ref(const RecordId& record) const;

  /// How a step means the record: its ref, or what it held when it was made.
  [[nodiscard]] OrderedJson in_step(const History& history) const;

  /// How a check means a live record, and how many there are that fit.
  struct Meant {
    OrderedJson query;
    std::vector<const History*> fitting;
  };
  [[nodiscard]] Meant at_the_end(const History& history) const;

 private:
  const Histories* histories_;
  std::map<RecordId, std::string> refs_;
};

}  // namespace lockstep::scenario::lifting
