/// What became of each record: its versions, who made them, and where in the recording.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts.h"
#include "passes.h"

namespace lockstep::scenario::lifting {

/// Before a pass, after the last one (pass == Passes::count()), or in the middle of one.
struct Moment {
  std::size_t pass = 0;
  std::optional<std::size_t> before_exchange;  ///< In the middle: a write of the connector.
  Instant time{};                              ///< Orders what happens at one place.
};

/// What somebody other than the connector did to a record.
struct Deed {
  /// touch: something changed that no answer shows.
  enum class Kind { add, edit, remove, restore, merge, rename, place, touch };
  Kind kind = Kind::edit;
  Moment moment;
  Json set = Json::object();      ///< Of edit.
  Place place;                    ///< Of place: what is different then.
  std::optional<RecordId> other;  ///< Of merge: what is swallowed.
  /// The first exchange that shows it; none where that is known by the pass alone.
  std::optional<std::size_t> shown_by{};
};

/// A record of a service from its first sight to the end.
struct History {
  RecordId record;
  bool by_connector = false;  ///< It was made by one of the recorded writes.
  bool is_given = false;      ///< It was there before the first pass.
  std::optional<Instant> created;
  Instant changed{};            ///< When `first` came about, as far as known.
  Json first = Json::object();  ///< Fields when it came into being, as far as known.
  Place first_place;
  std::vector<Deed> deeds;     ///< In order. The first is `add` unless given or made.
  Json last = Json::object();  ///< Fields at the end.
  Place last_place;
  bool lives = true;              ///< At the end.
  std::set<std::string> written;  ///< Fields that the connector wrote.
};

struct Histories {
  std::vector<History> records;  ///< HubSpot first; each side in order of making and id.
};

/// A list that was read to its end in one pass, and who was on it.
struct CompleteList {
  Service service = Service::hubspot;
  std::string list;  ///< As in Page.
  bool is_membership = false;
  std::size_t pass = 0;
  std::set<std::string> ids;
  std::size_t exchange = 0;
};
/// At most one for each list and pass.
[[nodiscard]] std::vector<CompleteList> complete_lists(const Facts& facts, const Passes& passes);

/// Settles the fate of writes whose answer was lost, and says where the services answered other
/// than the fakes would.
[[nodiscard]] Histories histories_of(const Recording& recording, Facts& facts,
                                     const Passes& passes);

}  // namespace lockstep::scenario::lifting
