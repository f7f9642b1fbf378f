#include "model.h"

#include <algorithm>
#include <limits>

#include "permission.h"

namespace lockstep::explore {
namespace {

void start(PersonState& person, std::size_t number, Service side, const Values& values) {
  person.on(side) = Presence::present;
  person.has_ref.at(PersonState::index(side)) = true;
  for (const Field field : kFields) {
    const auto value = values.find(field);
    const std::string without = field == Field::email ? address_of(number) : "";
    person.of(field).edit(side, value == values.end() ? without : value->second, true);
  }
}

/// What may be seen in the middle of a pass, too.
void show_late(PersonState& person) {
  for (const PendingEdit& late : person.pending) {
    person.of(late.edit.field).edit(late.edit.side, late.edit.value, false);
  }
}

}  // namespace

Model::Model(const Draft& draft)
    : settings_(draft.settings),
      disturbed_(is_disturbed(draft)),
      shows_edits_late_(shows_late(draft)),
      shows_google_late_(draft.propagation_delay > Duration(0)),
      has_extras_(draft.has_extras),
      google_contacts_max_(draft.google_contacts_max),
      people_(draft.people.size()) {
  for (std::size_t number = 0; number < people_.size(); ++number) {
    PersonState& person = people_[number];
    for (Cells& cells : person.fields) {
      cells.possible.insert(Cell{});
    }
    const Person& given = draft.people[number];
    if (given.hubspot) {
      start(person, number, Service::hubspot, *given.hubspot);
    }
    if (given.google) {
      start(person, number, Service::google, *given.google);
      person.has_others = has_others(has_extras_, *given.google);
    }
    person.is_listed = given.hubspot && given.is_listed;
    person.is_starred = given.google && given.is_starred;
  }
}

bool Model::creates_from(Service side, const PersonState& person) const {
  if (!settings_.enabled) {
    return false;
  }
  if (side == Service::hubspot) {
    const bool flows =
        settings_.direction == Direction::two_way || settings_.direction == Direction::to_google;
    return flows && (!settings_.lists || person.is_listed);
  }
  const bool flows =
      settings_.direction == Direction::two_way || settings_.direction == Direction::to_hubspot;
  return flows && (!settings_.stars || person.is_starred);
}

bool Model::syncs_pair(const PersonState& person) const {
  return creates_from(Service::hubspot, person) || creates_from(Service::google, person);
}

bool Model::lacks_google(const PersonState& person) const {
  const Presence google = person.on(Service::google);
  return !person.is_tangled && person.is_present(Service::hubspot) &&
         (google == Presence::absent || google == Presence::perhaps) &&
         creates_from(Service::hubspot, person);
}

std::size_t Model::in_google(Presence presence) const {
  return static_cast<std::size_t>(std::ranges::count_if(people_, [&](const PersonState& person) {
    return person.on(Service::google) == presence && !person.is_purged;
  }));
}

std::size_t Model::room_in_google() const {
  if (!google_contacts_max_) {
    return std::numeric_limits<std::size_t>::max();
  }
  const std::size_t held = in_google(Presence::present) + in_google(Presence::removed);
  return *google_contacts_max_ - std::min(*google_contacts_max_, held);
}

std::size_t Model::held_perhaps_in_google() const {
  return static_cast<std::size_t>(std::ranges::count_if(people_, [&](const PersonState& person) {
    return person.on(Service::google) == Presence::perhaps && !person.is_purged &&
           !lacks_google(person);
  }));
}

bool Model::google_is_full() const { return is_filled_ || room_in_google() == 0; }

std::optional<std::size_t> Model::count(Service side) const {
  const bool is_certain = std::ranges::none_of(
      people_, [&](const PersonState& person) { return person.on(side) == Presence::perhaps; });
  if (side == Service::google && is_filled_) {
    return *google_contacts_max_ - in_google(Presence::removed);
  }
  return is_certain ? std::optional(static_cast<std::size_t>(std::ranges::count_if(
                          people_, [&](const auto& person) { return person.is_present(side); })))
                    : std::nullopt;
}

bool Model::allows(const Step& step) const { return Permission(*this).allows(step); }

void Model::apply(const Step& step) {
  std::visit([this](const auto& one) { do_step(one); }, step);
}

void Model::do_step(const Sync& sync) {
  for (int number = 0; number < sync.passes; ++number) {
    pass();
  }
  if (!disturbed_ && sync.passes > 1) {
    pass_wholly();
  }
}

void Model::do_step(const Edit& edit) {
  PersonState& person = people_[edit.person];
  person.of(edit.field).edit(edit.side, edit.value, !shows_edits_late_);
  if (shows_edits_late_) {
    person.pending.push_back({edit, true});
  }
  has_new_email_ = has_new_email_ || edit.field == Field::email;
}

void Model::do_step(const EditDuring& during) {
  people_[during.edit.person].pending.push_back({during.edit, false});
}

void Model::do_step(const Add& add) {
  PersonState& person = people_[add.person];
  start(person, add.person, add.side, add.values);
  person.has_others =
      person.has_others || (add.side == Service::google && has_others(has_extras_, add.values));
}

void Model::do_step(const Remove& remove) {
  people_[remove.person].on(remove.side) = Presence::removed;
  people_[remove.person].was_removed = true;
}

void Model::do_step(const Restore& restore) {
  people_[restore.person].on(restore.side) = Presence::present;
  people_[restore.person].was_restored = true;
}

void Model::do_step(const EmptyTrash& /*empty*/) {
  for (PersonState& person : people_) {
    person.is_purged = person.is_purged || person.on(Service::google) == Presence::removed;
  }
  is_filled_ = false;
}

void Model::do_step(const Merge& merge) {
  people_[merge.person].is_tangled = true;
  people_[merge.other].is_tangled = true;
  people_[merge.other].on(merge.side) = Presence::absent;
}

void Model::do_step(const ChangeSettings& change) {
  settings_ = change.settings;
  has_changed_settings_ = true;
  for (PersonState& person : people_) {  // The initial phase runs again (SET-1).
    for (Cells& cells : person.fields) {
      cells.forget_base(false);
    }
  }
}

void Model::do_step(const Rename& rename) {
  PersonState& person = people_[rename.person];
  person.was_renamed = true;
  if (disturbed_) {  // A sync token that has expired takes the old name with it.
    for (Cells& cells : person.fields) {
      cells.forget_base(false);
    }
  }
}

void Model::do_step(const LoseState& /*lost*/) {
  has_lost_state_ = true;
  for (PersonState& person : people_) {
    person.met = false;
    for (Cells& cells : person.fields) {
      cells.forget_base(true);
    }
  }
}

void Model::pass() {
  for (PersonState& person : people_) {
    show_late(person);
    if (!person.is_tangled && !person.is_removed()) {
      pass(person);
    }
  }
}

void Model::pass(PersonState& person) {
  bool may_sync = syncs_pair(person);
  for (const Service side : kServices) {
    const bool is_blocked = side == Service::hubspot && google_is_full();
    if (!person.is_present(side) || !creates_from(side, person) || is_blocked) {
      continue;
    }
    Presence& partner = person.on(other(side));
    partner = partner == Presence::absent ? Presence::perhaps : partner;
  }
  may_sync = may_sync && person.on(Service::hubspot) != Presence::absent &&
             person.on(Service::google) != Presence::absent;
  person.seen = person.seen || syncs_pair(person);
  if (may_sync) {
    for (Cells& cells : person.fields) {
      cells.sync_perhaps(settings_.direction, settings_.default_app);
    }
    show_late(person);
  }
}

void Model::pass_wholly() {
  const auto lacking = static_cast<std::size_t>(
      std::ranges::count_if(people_, [&](const auto& person) { return lacks_google(person); }));
  const std::size_t room = room_in_google();
  const std::size_t perhaps_held = held_perhaps_in_google();
  std::optional<bool> google_has_room;
  if (lacking > room) {
    google_has_room = false;
  } else if (lacking + perhaps_held <= room) {
    google_has_room = true;
  }
  is_filled_ = google_has_room == false && room > 0;
  for (PersonState& person : people_) {
    if (!person.is_tangled && !person.is_removed()) {
      pass_wholly(person, google_has_room);
    }
  }
}

void Model::pass_wholly(PersonState& person, std::optional<bool> google_has_room) {
  for (const Service side : kServices) {
    Presence& partner = person.on(other(side));
    const std::optional<bool> has_room = side == Service::google ? true : google_has_room;
    if (!person.is_present(side) || !creates_from(side, person)) {
      continue;
    }
    if (has_room == true) {
      partner = Presence::present;
    } else if (!has_room && partner == Presence::absent) {
      partner = Presence::perhaps;
    }
  }
  const bool is_pair = person.is_present(Service::hubspot) && person.is_present(Service::google);
  const bool is_on = settings_.enabled && settings_.direction != Direction::none;
  if (!is_pair || !syncs_pair(person)) {
    person.left = person.left || (is_pair && person.met && is_on);
    return;
  }
  person.came_back = person.came_back || person.left;
  person.left = false;
  for (Cells& cells : person.fields) {
    cells.sync_wholly(settings_.direction, settings_.default_app);
  }
  person.met = true;
}

std::size_t Model::possibilities() const {
  std::size_t cells = 0;
  for (const PersonState& person : people_) {
    for (const Cells& field : person.fields) {
      cells += field.possible.size();
    }
  }
  return cells;
}

void Model::settle() {
  if (disturbed_) {
    for (std::size_t before = 0; before != possibilities();) {  // A pass takes no cell away.
      before = possibilities();
      pass();
    }
  } else {
    pass();
  }
  pass_wholly();
  for (PersonState& person : people_) {
    std::erase_if(person.pending, &PendingEdit::has_happened);
  }
}

int healing_passes(const Draft& draft) {
  if (!is_disturbed(draft)) {
    return 0;
  }
  const auto late = std::ranges::count_if(
      draft.steps, [](const Step& step) { return std::holds_alternative<EditDuring>(step); });
  return 2 + static_cast<int>(draft.faults.size()) + static_cast<int>(late);
}

std::optional<Model> reckon(const Draft& draft) {
  if (std::ranges::any_of(draft.people, [](const Person& person) {
        return person.google && !has_first_number(*person.google);
      })) {
    return std::nullopt;
  }
  Model model(draft);
  for (const Step& step : draft.steps) {
    if (!model.allows(step)) {
      return std::nullopt;
    }
    model.apply(step);
  }
  model.settle();
  return model;
}

}  // namespace lockstep::explore
