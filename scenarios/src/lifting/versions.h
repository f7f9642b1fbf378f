/// The versions of each record, in the order of their services' own times, whoever read them when.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "facts.h"
#include "passes.h"

namespace lockstep::scenario::lifting {

struct Version {
  Instant time{};
  Json fields = Json::object();
  Place place;
  std::optional<Instant> created;
  std::optional<std::size_t> write;  ///< The write that made it.
  std::set<std::size_t> passes;      ///< In which it was seen.
  std::size_t first_shown = 0;       ///< The first exchange that shows it.
};

/// Two records that became one, or one that got another name.
struct Joining {
  RecordId survivor;              ///< As which the record is followed.
  std::optional<RecordId> other;  ///< Swallowed; none if it is another name alone.
  Instant time{};                 ///< Of the first version that shows it.
  std::size_t pass = 0;           ///< In which that was first seen.
};

struct Followed {
  std::map<RecordId, std::vector<Version>> versions;
  std::map<RecordId, RecordId> aliases;  ///< Of an id to the one as which the record is followed.
  std::vector<Joining> joinings;

  [[nodiscard]] RecordId root_of(const RecordId& record) const;
};

/// Settles the fate of writes without an answer: they are done if their effect was seen.
[[nodiscard]] Followed follow(const Recording& recording, Facts& facts, const Passes& passes);

}  // namespace lockstep::scenario::lifting
