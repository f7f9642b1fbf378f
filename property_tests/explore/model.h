/// What the rulebook lets both apps hold: a small model of a sync, for every connector that keeps
/// the rules.
///
/// Where a pass may have done its work in part, the model goes on with everything that it may have
/// left, so that it never blames a connector that is right. Its fields know nothing of each other:
/// what it expects is never more than what is right, and may be less.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cell.h"
#include "draft.h"

namespace lockstep::explore {

/// `perhaps`: a sync has had cause to create the record, and may not have done it.
enum class Presence { absent, perhaps, present, removed };

/// An edit that may happen, or be seen, in any pass from now on.
struct PendingEdit {
  Edit edit;
  bool has_happened = false;
};

struct PersonState {
  std::array<Presence, 2> presence{};  ///< By service.
  std::array<bool, 2> has_ref{};       ///< A user made it: a scenario has a name for it.
  std::array<Cells, kFields.size()> fields;
  std::vector<PendingEdit> pending;
  bool is_listed = false;
  bool is_starred = false;
  bool has_others = false;  ///< In Google: a number and an email after the mapped ones.
  bool seen = false;        ///< By a pass, perhaps.
  bool met = false;         ///< Both records are known to be a pair.
  bool was_removed = false;
  bool was_restored = false;
  bool was_renamed = false;
  bool left = false;        ///< A pair that the filters do not select any more.
  bool came_back = false;   ///< One that had left.
  bool is_purged = false;   ///< From Trash, for good.
  bool is_tangled = false;  ///< Merged with another: what the records hold is not reckoned with.

  [[nodiscard]] Presence& on(Service side) { return presence.at(index(side)); }
  [[nodiscard]] Presence on(Service side) const { return presence.at(index(side)); }
  [[nodiscard]] bool is_present(Service side) const { return on(side) == Presence::present; }
  [[nodiscard]] bool is_removed() const {
    return std::ranges::count(presence, Presence::removed) > 0;
  }
  [[nodiscard]] bool has_ref_on(Service side) const { return has_ref.at(index(side)); }
  [[nodiscard]] Cells& of(Field field) { return fields.at(static_cast<std::size_t>(field)); }
  [[nodiscard]] const Cells& of(Field field) const {
    return fields.at(static_cast<std::size_t>(field));
  }
  [[nodiscard]] static std::size_t index(Service side) { return static_cast<std::size_t>(side); }
};

class Model {
 public:
  /// The beginning of a draft's world; its steps are still to come.
  explicit Model(const Draft& draft);

  /// Whether users can do this, and the model can tell what comes of it.
  [[nodiscard]] bool allows(const Step& step) const;
  /// @pre allows(step)
  void apply(const Step& step);

  /// Time and passes enough that all is done that was to do. The end of every scenario, too.
  void settle();

  [[nodiscard]] const std::vector<PersonState>& people() const noexcept { return people_; }
  [[nodiscard]] const Settings& settings() const noexcept { return settings_; }
  [[nodiscard]] bool has_lost_state() const noexcept { return has_lost_state_; }
  [[nodiscard]] bool has_extras() const noexcept { return has_extras_; }
  [[nodiscard]] bool has_changed_settings() const noexcept { return has_changed_settings_; }
  /// Whether a pass keeps a pair of theirs equal.
  [[nodiscard]] bool syncs_pair(const PersonState& person) const;
  /// Whether a pass makes the record on the other side, if there is room.
  [[nodiscard]] bool creates_from(Service side, const PersonState& person) const;
  /// How many live records there are; nullopt if that cannot be told.
  [[nodiscard]] std::optional<std::size_t> count(Service side) const;
  /// Google takes no further contact (LIM-1).
  [[nodiscard]] bool google_is_full() const;

 private:
  friend class Permission;

  void do_step(const Sync& sync);
  void do_step(const Settle& /*settle*/) { settle(); }
  void do_step(const Wait& /*wait*/) {}
  void do_step(const Edit& edit);
  void do_step(const EditDuring& during);
  void do_step(const Add& add);
  void do_step(const Remove& remove);
  void do_step(const Restore& restore);
  void do_step(const EmptyTrash& empty);
  void do_step(const Merge& merge);
  void do_step(const Rename& rename);
  void do_step(const Enlist& enlist) { people_[enlist.person].is_listed = enlist.is_listed; }
  void do_step(const Star& star) { people_[star.person].is_starred = star.is_starred; }
  void do_step(const ChangeSettings& change);
  void do_step(const LoseState& lost);

  void pass();
  void pass(PersonState& person);
  void pass_wholly();
  /// @param google_has_room  For all who lack a record there; nullopt if nobody can tell.
  void pass_wholly(PersonState& person, std::optional<bool> google_has_room);
  /// Whether a pass has cause to create them in Google.
  [[nodiscard]] bool lacks_google(const PersonState& person) const;
  [[nodiscard]] std::size_t in_google(Presence presence) const;
  /// How many contacts Google still takes, as far as those that are certain are counted.
  [[nodiscard]] std::size_t room_in_google() const;
  /// Places that nobody can tell whether they are taken, of people who get none any more.
  [[nodiscard]] std::size_t held_perhaps_in_google() const;
  [[nodiscard]] std::size_t possibilities() const;

  Settings settings_;
  bool disturbed_;
  bool shows_edits_late_;   ///< A pass may take an edit for one that comes after it.
  bool shows_google_late_;  ///< Nobody can know of a contact that Google does not list yet.
  bool has_extras_;
  std::optional<std::size_t> google_contacts_max_;
  std::vector<PersonState> people_;
  bool is_filled_ = false;  ///< Google, by some of those that it may hold.
  bool has_lost_state_ = false;
  bool has_changed_settings_ = false;
  bool has_new_email_ = false;
};

/// The passes that may be disturbed before the last ones, which are not: each fault and each late
/// edit is over after one of them.
[[nodiscard]] int healing_passes(const Draft& draft);

/// The model at the draft's end, or nullopt if it does not allow one of its steps.
[[nodiscard]] std::optional<Model> reckon(const Draft& draft);

}  // namespace lockstep::explore
