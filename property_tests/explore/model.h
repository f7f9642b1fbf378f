/// What the rulebook lets both apps hold: a small model of a sync, for every connector that keeps
/// the rules.
///
/// Where a pass may have done its work in part, the model goes on with everything that it may have
/// left, so that it never blames a connector that is right. Its fields know nothing of each other:
/// what it expects is never more than what is right, and may be less.

#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "draft.h"

namespace lockstep::explore {

/// One field of a pair.
struct Cell {
  std::string hubspot;
  std::string google;
  std::optional<std::string> base;  ///< The value confirmed last; absent before the first meeting.

  friend auto operator<=>(const Cell&, const Cell&) = default;
};

/// What a whole pass makes of a cell (MRG-2 to MRG-11, DIR-7). Several where the rules leave it to
/// the connector.
[[nodiscard]] std::vector<Cell> synced(const Cell& cell, Direction direction, Service default_app);

enum class Presence { absent, present, removed };

struct PersonState {
  std::array<Presence, 2> presence{};  ///< By service. A record that may be there is absent.
  std::array<bool, 2> has_ref{};       ///< A user made it: a scenario has a name for it.
  std::map<Field, std::set<Cell>> cells;
  std::vector<Edit> pending;  ///< May happen in any pass from now on.
  bool seen = false;          ///< By a pass, perhaps.
  bool met = false;           ///< Both records are known to be a pair.
  bool was_removed = false;
  bool was_restored = false;
  bool was_cleared = false;

  [[nodiscard]] Presence& on(Service service) {
    return presence.at(static_cast<std::size_t>(service));
  }
  [[nodiscard]] Presence on(Service service) const {
    return presence.at(static_cast<std::size_t>(service));
  }
  [[nodiscard]] bool is_present(Service service) const { return on(service) == Presence::present; }
};

class Model {
 public:
  /// The beginning of a draft's world; its steps are still to come.
  explicit Model(const Draft& draft);

  /// Whether users can do this, and the model can tell what comes of it.
  [[nodiscard]] bool allows(const Step& step) const;
  /// @pre allows(step)
  void apply(const Step& step);

  /// The end of every scenario: nothing fails any more, and passes enough to make both sides equal.
  void heal();

  [[nodiscard]] const std::vector<PersonState>& people() const noexcept { return people_; }
  [[nodiscard]] bool has_lost_state() const noexcept { return has_lost_state_; }

 private:
  void pass();
  void pass_wholly();

  Direction direction_;
  Service default_app_;
  bool disturbed_;
  bool shows_edits_late_;   ///< A pass may take an edit for one that comes after it.
  bool shows_google_late_;  ///< Nobody can know of a contact that Google does not list yet.
  std::vector<PersonState> people_;
  bool has_lost_state_ = false;
};

/// The passes that may be disturbed before the last ones, which are not: each fault and each late
/// edit is over after one of them.
[[nodiscard]] int healing_passes(const Draft& draft);

/// The model at the draft's end, or nullopt if it does not allow one of its steps.
[[nodiscard]] std::optional<Model> reckon(const Draft& draft);

}  // namespace lockstep::explore
