#include "permission.h"

#include <algorithm>

namespace lockstep::explore {
namespace {

bool is_sibling(Field one, Field two) { return one != two && group_of(one) == group_of(two); }

/// A user who edits one field of Google writes its siblings as they are at that moment.
bool knows_siblings(const PersonState& person, Field field) {
  return std::ranges::all_of(kFields, [&](Field sibling) {
    return !is_sibling(sibling, field) || person.of(sibling).known(Service::google);
  });
}

bool has_siblings(const PersonState& person, Field field) {
  return std::ranges::any_of(kFields, [&](Field sibling) {
    const Cells& cells = person.of(sibling);
    return is_sibling(sibling, field) &&
           (cells.known(Service::google) != "" || cells.known(Service::hubspot) != "");
  });
}

/// An edit is still to come that will write this field, too.
bool is_overwritten_later(const PersonState& person, Field field) {
  return std::ranges::any_of(person.pending, [&](const PendingEdit& late) {
    return !late.has_happened && late.edit.side == Service::google &&
           is_sibling(late.edit.field, field);
  });
}

/// The first number gone, the next one would be `phone` (PHN-1), or would not (PHN-12).
bool may_clear_phone(const PersonState& person, Service side) {
  return !person.has_others &&
         (side == Service::hubspot || (person.of(Field::mobilephone).known(side) == "" &&
                                       person.of(Field::fax).known(side) == ""));
}

bool keeps_first_number(const PersonState& person, const Edit& edit) {
  if (edit.field == Field::phone) {
    return !edit.value.empty() || may_clear_phone(person, edit.side);
  }
  const bool is_second = edit.field == Field::mobilephone || edit.field == Field::fax;
  const std::optional<std::string> phone = person.of(Field::phone).known(Service::google);
  return edit.side == Service::hubspot || !is_second || (phone && !phone->empty());
}

/// Only the connector knows that a first number stands for another field (PHN-9).
bool may_lack_first_number(const PersonState& person) {
  const bool has_second = std::ranges::any_of(
      std::array{Field::mobilephone, Field::fax},
      [&](Field field) { return person.of(field).known(Service::google) != ""; });
  return has_second && person.of(Field::phone).values(Service::google).contains("");
}

}  // namespace

bool has_first_number(const Values& google) {
  return google.contains(Field::phone) ||
         (!google.contains(Field::mobilephone) && !google.contains(Field::fax));
}

bool Permission::allows(const Step& step) const {
  return std::visit([this](const auto& one) { return permits(one); }, step);
}

const PersonState& Permission::person(std::size_t number) const { return model_->people_[number]; }

bool Permission::is_nameable(const PersonState& person, Service side) const {
  return person.has_ref_on(side) || person.of(Field::email).known(side).has_value();
}

bool Permission::is_at_hand(const PersonState& person, Service side) const {
  return person.is_present(side) && is_nameable(person, side) && !person.is_tangled;
}

bool Permission::permits(const Edit& edit) const {
  const PersonState& who = person(edit.person);
  if (!is_at_hand(who, edit.side) || is_overwritten_later(who, edit.field) ||
      !keeps_first_number(who, edit)) {
    return false;
  }
  if (edit.field == Field::email) {
    return who.met && !model_->shows_edits_late_ && who.pending.empty() && !edit.value.empty();
  }
  return edit.side == Service::hubspot || knows_siblings(who, edit.field);
}

bool Permission::permits(const EditDuring& during) const {
  const Edit& edit = during.edit;
  const PersonState& who = person(edit.person);
  const Cells& email = who.of(Field::email);
  const bool keeps_name =
      who.has_ref_on(edit.side) || email.known(Service::hubspot) == email.known(Service::google);
  return edit.field != Field::email && permits(edit) && keeps_name &&
         (edit.side == Service::hubspot || !has_siblings(who, edit.field));
}

bool Permission::permits(const Add& add) const {
  const PersonState& who = person(add.person);
  if (who.on(add.side) != Presence::absent || who.seen || who.is_tangled || !who.pending.empty()) {
    return false;
  }
  if (who.on(other(add.side)) != Presence::absent && model_->shows_google_late_) {
    return false;  // Nobody can know of the record that Google does not show yet.
  }
  if (add.side == Service::hubspot) {
    return true;
  }
  const auto lacking = static_cast<std::size_t>(std::ranges::count_if(
      model_->people_, [this](const auto& one) { return model_->lacks_google(one); }));
  return has_first_number(add.values) && !model_->is_filled_ && model_->room_in_google() > lacking;
}

bool Permission::permits(const Remove& remove) const {
  const PersonState& who = person(remove.person);
  return who.met && who.is_present(remove.side) && who.has_ref_on(remove.side) &&
         who.pending.empty() && !who.is_tangled && !model_->has_lost_state_;
}

bool Permission::permits(const Restore& restore) const {
  const PersonState& who = person(restore.person);
  // Whether a star or a place in a list comes back with the record is not told.
  return who.on(restore.side) == Presence::removed && who.is_present(other(restore.side)) &&
         !who.is_purged && !model_->settings_.lists && !model_->settings_.stars;
}

bool Permission::permits(const EmptyTrash& /*empty*/) const {
  return model_->in_google(Presence::removed) > 0;
}

bool Permission::permits(const Merge& merge) const {
  const auto may_merge = [this](const PersonState& who) {
    return is_at_hand(who, Service::hubspot) && is_at_hand(who, Service::google) &&
           who.pending.empty() && !who.was_removed;
  };
  return merge.person != merge.other && may_merge(person(merge.person)) &&
         may_merge(person(merge.other)) && !model_->shows_edits_late_ && !model_->has_lost_state_ &&
         !model_->google_contacts_max_;
}

bool Permission::permits(const Rename& rename) const {
  // A list that is read as a whole does not tell a new name from a new contact (DEL-5), whose first
  // number would be `phone`.
  const PersonState& who = person(rename.person);
  return is_at_hand(who, Service::google) && !model_->shows_edits_late_ &&
         !may_lack_first_number(who);
}

bool Permission::permits(const Enlist& enlist) const {
  const PersonState& who = person(enlist.person);
  return is_at_hand(who, Service::hubspot) && who.is_listed != enlist.is_listed &&
         !model_->shows_edits_late_;
}

bool Permission::permits(const Star& star) const {
  const PersonState& who = person(star.person);
  return is_at_hand(who, Service::google) && who.is_starred != star.is_starred &&
         !model_->shows_edits_late_;
}

bool Permission::permits(const ChangeSettings& change) const {
  const bool filters = change.settings.lists || change.settings.stars;
  return !model_->google_contacts_max_ &&
         (!filters || std::ranges::none_of(model_->people_, &PersonState::was_restored));
}

bool Permission::permits(const LoseState& /*lost*/) const {
  // DEL-2 and PHN-9 are not judged after it; and what Google does not list yet cannot be matched.
  return !model_->shows_google_late_ && !model_->has_new_email_ &&
         std::ranges::none_of(model_->people_, [](const PersonState& who) {
           return who.was_removed || who.is_tangled || may_lack_first_number(who);
         });
}

}  // namespace lockstep::explore
