/// One field of a pair, and what a pass makes of it: the rulebook's sentences as a function.

#pragma once

#include <compare>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "draft.h"

namespace lockstep::explore {

/// What was confirmed last. The sides differ where one of them is not written, or was left alone.
struct Base {
  std::string hubspot;
  std::string google;

  friend auto operator<=>(const Base&, const Base&) = default;
};

struct Cell {
  std::string hubspot;
  std::string google;
  std::optional<Base> base;  ///< Absent before the first meeting.

  friend auto operator<=>(const Cell&, const Cell&) = default;
};

/// What a whole pass leaves; several cells where the rules leave it to the connector.
struct Synced {
  std::vector<Cell> cells;
  std::string_view rule;  ///< "MRG-7"; "" where there was nothing to do.
};

/// MRG-1 to MRG-11, DIR-7. @pre direction is not none
[[nodiscard]] Synced synced(const Cell& cell, Direction direction, Service default_app);

/// Everything that a field may be, as far as is known from outside.
struct Cells {
  std::set<Cell> possible;
  std::string_view rule;  ///< That a pass acted by after the last edit; "" if none has.

  [[nodiscard]] std::set<std::string> values(Service side) const;
  /// The value, if there is only one.
  [[nodiscard]] std::optional<std::string> known(Service side) const;

  /// A user's edit, which has happened or may have.
  void edit(Service side, const std::string& value, bool surely);
  /// After a pass that does nothing, a part, or everything.
  void sync_perhaps(Direction direction, Service default_app);
  void sync_wholly(Direction direction, Service default_app);
  /// The connector may take the field for one that has never met, if `surely` or perhaps.
  void forget_base(bool surely);

 private:
  void note(std::string_view acted_by);
};

[[nodiscard]] inline Service other(Service side) noexcept {
  return side == Service::hubspot ? Service::google : Service::hubspot;
}

}  // namespace lockstep::explore
