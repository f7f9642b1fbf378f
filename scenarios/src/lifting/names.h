/// How a scenario means the records of a recording.

#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "faults.h"
#include "history.h"
#include "record_query.h"

namespace lockstep::scenario::lifting {

/// Refs for the records that a user made, and queries for those of the connector.
class Names {
 public:
  /// @param histories  Must outlive this.
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
  std::map<RecordId, std::string> refs_;
  /// The live records by what a query goes by.
  std::map<std::tuple<Service, QueryKind, std::string>, std::vector<const History*>> found_by_;
};

}  // namespace lockstep::scenario::lifting
