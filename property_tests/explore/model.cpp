#include "model.h"

#include <algorithm>
#include <utility>

namespace lockstep::explore {
namespace {

std::string merged(const Cell& cell, Service default_app) {
  const auto& [hubspot, google, base] = cell;
  if (base && hubspot == *base) {
    return google;
  }
  if (base && google == *base) {
    return hubspot;
  }
  if (hubspot.empty() || google.empty()) {
    return hubspot.empty() ? google : hubspot;
  }
  return default_app == Service::hubspot ? hubspot : google;
}

std::vector<Cell> followed(const std::string& source, const std::string& target,
                           const std::optional<std::string>& base, Service from) {
  const auto cell = [&](const std::string& value) {
    return from == Service::hubspot ? Cell{source, value, source} : Cell{value, source, source};
  };
  if (base ? source == *base : source.empty()) {
    return {cell(target)};
  }
  if (source.empty() && target != *base) {
    return {cell(target), cell(source)};  // A clear against an edit of the target: MRG-11 or DIR-7.
  }
  return {cell(source)};
}

std::string& side_of(Cell& cell, Service side) {
  return side == Service::hubspot ? cell.hubspot : cell.google;
}

Service other(Service side) {
  return side == Service::hubspot ? Service::google : Service::hubspot;
}

void edit(std::set<Cell>& cells, const Edit& edit, bool surely) {
  std::set<Cell> after = surely ? std::set<Cell>() : cells;
  for (Cell cell : cells) {
    side_of(cell, edit.side) = edit.value;
    after.insert(std::move(cell));
  }
  cells = std::move(after);
}

void start(PersonState& person, Service side, const Values& values) {
  person.on(side) = Presence::present;
  person.has_ref.at(static_cast<std::size_t>(side)) = true;
  for (const Field field : kFields) {
    std::set<Cell>& cells = person.cells[field];
    Cell cell = cells.empty() ? Cell{} : *cells.begin();
    const auto value = values.find(field);
    side_of(cell, side) = value == values.end() ? "" : value->second;
    cells = {cell};
  }
}

/// Whether a sync has to do with the person at all.
bool flows(const PersonState& person, Direction direction) {
  if (std::ranges::count(person.presence, Presence::removed) > 0) {
    return false;
  }
  return (direction != Direction::to_hubspot && person.is_present(Service::hubspot)) ||
         (direction != Direction::to_google && person.is_present(Service::google));
}

void edit_late(const PersonState& person, Field field, std::set<Cell>& cells) {
  for (const Edit& late : person.pending) {
    if (late.field == field) {
      edit(cells, late, false);
    }
  }
}

/// All that a pass may leave that does nothing, a part, or everything.
std::set<Cell> synced_perhaps(const std::set<Cell>& cells, Direction direction,
                              Service default_app) {
  std::set<Cell> after = cells;
  for (const Cell& cell : cells) {
    for (const Cell& done : synced(cell, direction, default_app)) {
      after.insert(done);
      after.insert({done.hubspot, done.google, cell.base});  // Written, and not yet remembered.
    }
  }
  return after;
}

std::set<Cell> synced_wholly(const std::set<Cell>& cells, Direction direction,
                             Service default_app) {
  std::set<Cell> after;
  for (const Cell& cell : cells) {
    for (const Cell& done : synced(cell, direction, default_app)) {
      after.insert(done);
    }
  }
  return after;
}

template <class What>
const What* is(const Step& step) {
  return std::get_if<What>(&step);
}

}  // namespace

std::vector<Cell> synced(const Cell& cell, Direction direction, Service default_app) {
  switch (direction) {
    case Direction::to_google:
      return followed(cell.hubspot, cell.google, cell.base, Service::hubspot);
    case Direction::to_hubspot:
      return followed(cell.google, cell.hubspot, cell.base, Service::google);
    case Direction::two_way: break;
  }
  const std::string value = merged(cell, default_app);
  return {{value, value, value}};
}

Model::Model(const Draft& draft)
    : direction_(draft.direction),
      default_app_(draft.default_app),
      disturbed_(is_disturbed(draft)),
      shows_edits_late_(draft.search_lag > Duration(0) || draft.propagation_delay > Duration(0)),
      shows_google_late_(draft.propagation_delay > Duration(0)),
      people_(draft.people.size()) {
  for (std::size_t number = 0; number < people_.size(); ++number) {
    for (const Service side : {Service::hubspot, Service::google}) {
      const Person& person = draft.people[number];
      if (const auto& values = side == Service::hubspot ? person.hubspot : person.google) {
        start(people_[number], side, *values);
      }
    }
  }
}

bool Model::allows(const Step& step) const {
  if (const auto* const edit = is<Edit>(step)) {
    return people_[edit->person].is_present(edit->side);
  }
  if (const auto* const during = is<EditDuring>(step)) {
    return people_[during->edit.person].is_present(during->edit.side);
  }
  if (const auto* const add = is<Add>(step)) {
    const PersonState& person = people_[add->person];
    const bool is_known = person.on(other(add->side)) == Presence::absent || !shows_google_late_;
    return person.on(add->side) == Presence::absent && !person.seen && is_known;
  }
  if (const auto* const remove = is<Remove>(step)) {
    const PersonState& person = people_[remove->person];
    return person.met && person.is_present(remove->side) && person.pending.empty() &&
           person.has_ref.at(static_cast<std::size_t>(remove->side)) && !has_lost_state_;
  }
  if (const auto* const restore = is<Restore>(step)) {
    const PersonState& person = people_[restore->person];
    return person.on(restore->side) == Presence::removed && person.is_present(other(restore->side));
  }
  if (is<LoseState>(step) != nullptr) {
    // DEL-2 is not judged after it; and what Google does not list yet cannot be matched.
    return !shows_google_late_ && std::ranges::none_of(people_, &PersonState::was_removed);
  }
  return true;
}

void Model::apply(const Step& step) {
  if (const auto* const sync = is<Sync>(step)) {
    for (int pass_number = 0; pass_number < sync->passes; ++pass_number) {
      pass();
    }
    if (!disturbed_ && sync->passes > 1) {
      pass_wholly();
    }
  } else if (const auto* const made = is<Edit>(step)) {
    PersonState& person = people_[made->person];
    edit(person.cells[made->field], *made, !shows_edits_late_);
    if (shows_edits_late_) {
      person.pending.push_back(*made);
    }
    person.was_cleared = person.was_cleared || made->value.empty();
  } else if (const auto* const during = is<EditDuring>(step)) {
    PersonState& person = people_[during->edit.person];
    person.pending.push_back(during->edit);
    person.was_cleared = person.was_cleared || during->edit.value.empty();
  } else if (const auto* const add = is<Add>(step)) {
    start(people_[add->person], add->side, add->values);
  } else if (const auto* const remove = is<Remove>(step)) {
    people_[remove->person].on(remove->side) = Presence::removed;
    people_[remove->person].was_removed = true;
  } else if (const auto* const restore = is<Restore>(step)) {
    people_[restore->person].on(restore->side) = Presence::present;
    people_[restore->person].was_restored = true;
  } else if (is<LoseState>(step) != nullptr) {
    has_lost_state_ = true;
    for (PersonState& person : people_) {
      person.met = false;
      for (auto& [field, cells] : person.cells) {
        std::set<Cell> unknown;
        for (const Cell& cell : cells) {
          unknown.insert({cell.hubspot, cell.google, std::nullopt});
        }
        cells = std::move(unknown);
      }
    }
  }
}

void Model::pass() {
  for (PersonState& person : people_) {
    const bool is_synced = flows(person, direction_);
    person.seen = person.seen || is_synced;
    for (auto& [field, cells] : person.cells) {
      edit_late(person, field, cells);
      if (is_synced) {
        cells = synced_perhaps(cells, direction_, default_app_);
        edit_late(person, field, cells);
      }
    }
  }
}

void Model::pass_wholly() {
  for (PersonState& person : people_) {
    if (!flows(person, direction_)) {
      continue;
    }
    for (auto& [field, cells] : person.cells) {
      cells = synced_wholly(cells, direction_, default_app_);
    }
    for (const Service side : {Service::hubspot, Service::google}) {
      person.on(side) = Presence::present;
    }
    person.met = true;
  }
}

void Model::heal() {
  const auto size = [this] {
    std::size_t cells = 0;
    for (const PersonState& person : people_) {
      for (const auto& [field, possible] : person.cells) {
        cells += possible.size();
      }
    }
    return cells;
  };
  if (disturbed_) {
    for (std::size_t before = 0; before != size();) {  // A pass takes no cell away.
      before = size();
      pass();
    }
  }
  pass_wholly();
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
  Model model(draft);
  for (const Step& step : draft.steps) {
    if (!model.allows(step)) {
      return std::nullopt;
    }
    model.apply(step);
  }
  model.heal();
  return model;
}

}  // namespace lockstep::explore
