#include "cell.h"

#include <utility>

namespace lockstep::explore {
namespace {

template <class Sides>
auto& side_of(Sides& sides, Service side) {
  return side == Service::hubspot ? sides.hubspot : sides.google;
}

Cell settled(const std::string& hubspot, const std::string& google) {
  return {hubspot, google, Base{hubspot, google}};
}

Synced same_on_both(const std::string& value, std::string_view rule) {
  return {{settled(value, value)}, rule};
}

Synced met_first(const Cell& cell, Service default_app) {
  const std::string& favoured = side_of(cell, default_app);
  const std::string& loser = side_of(cell, other(default_app));
  if (favoured == loser) {
    return same_on_both(favoured, favoured.empty() ? "" : "MRG-1");
  }
  if (favoured.empty()) {
    return same_on_both(loser, "MRG-4");
  }
  return same_on_both(favoured, loser.empty() ? "MRG-2" : "MRG-3");
}

Synced merged(const Cell& cell, Service default_app) {
  const auto& [hubspot, google, base] = cell;
  const bool hubspot_changed = !base || hubspot != base->hubspot;
  const bool google_changed = !base || google != base->google;
  if (!base || (!hubspot_changed && !google_changed && hubspot != google)) {
    return met_first(cell, default_app);  // Without a common past, or with an old difference.
  }
  if (hubspot == google) {
    return same_on_both(hubspot, hubspot_changed && google_changed ? "MRG-8" : "");
  }
  if (!hubspot_changed || !google_changed) {
    const std::string& edited = hubspot_changed ? hubspot : google;
    return same_on_both(edited, edited.empty() ? "MRG-10" : "MRG-9");
  }
  if (hubspot.empty() || google.empty()) {
    return same_on_both(hubspot.empty() ? google : hubspot, "MRG-11");
  }
  return same_on_both(side_of(cell, default_app), "MRG-7");
}

Synced followed(const Cell& cell, Service from) {
  const std::string& source = side_of(cell, from);
  const std::string& target = side_of(cell, other(from));
  const Cell kept = settled(cell.hubspot, cell.google);
  if (!cell.base) {
    if (source.empty()) {
      return {{kept}, target.empty() ? "" : "MRG-5"};
    }
    return {{settled(source, source)},
            source == target ? "MRG-1"
            : target.empty() ? "MRG-2"
                             : "MRG-5"};
  }
  const bool source_changed = source != side_of(*cell.base, from);
  const bool target_changed = target != side_of(*cell.base, other(from));
  if (!source_changed || source == target) {
    return {{kept, cell}, source == target ? "" : "DIR-7"};  // It may note the edit, or not.
  }
  if (!target_changed) {
    return {{settled(source, source)}, source.empty() ? "MRG-10" : "MRG-9"};
  }
  if (source.empty()) {  // A clear against an edit of the target: MRG-11 or DIR-7.
    return {{kept, settled(source, source)}, "MRG-11"};
  }
  return {{settled(source, source)}, "DIR-7"};
}

}  // namespace

Synced synced(const Cell& cell, Direction direction, Service default_app) {
  switch (direction) {
    case Direction::to_google: return followed(cell, Service::hubspot);
    case Direction::to_hubspot: return followed(cell, Service::google);
    case Direction::two_way:
    case Direction::none: break;
  }
  return merged(cell, default_app);
}

std::set<std::string> Cells::values(Service side) const {
  std::set<std::string> found;
  for (const Cell& cell : possible) {
    found.insert(side_of(cell, side));
  }
  return found;
}

std::optional<std::string> Cells::known(Service side) const {
  const std::string& first = side_of(*possible.begin(), side);
  for (const Cell& cell : possible) {
    if (side_of(cell, side) != first) {
      return std::nullopt;
    }
  }
  return first;
}

void Cells::edit(Service side, const std::string& value, bool surely) {
  rule = "";
  std::set<Cell> after = surely ? std::set<Cell>() : possible;
  for (Cell cell : possible) {
    side_of(cell, side) = value;
    after.insert(std::move(cell));
  }
  possible = std::move(after);
}

/// Equal values that a pass has not remembered look as if users had made them equal.
void Cells::note(std::string_view acted_by) {
  const bool is_weak = acted_by.empty() || acted_by == "MRG-1" || acted_by == "MRG-8";
  rule = is_weak && !rule.empty() ? rule : acted_by;
}

void Cells::sync_perhaps(Direction direction, Service default_app) {
  std::set<Cell> after = possible;
  for (const Cell& cell : possible) {
    const Synced result = synced(cell, direction, default_app);
    note(result.rule);
    for (const Cell& done : result.cells) {
      after.insert(done);
      after.insert({done.hubspot, done.google, cell.base});  // Written, and not yet remembered.
    }
  }
  possible = std::move(after);
}

void Cells::sync_wholly(Direction direction, Service default_app) {
  std::set<Cell> after;
  for (const Cell& cell : possible) {
    const Synced result = synced(cell, direction, default_app);
    note(result.rule);
    after.insert(result.cells.begin(), result.cells.end());
  }
  possible = std::move(after);
}

void Cells::forget_base(bool surely) {
  std::set<Cell> after = surely ? std::set<Cell>() : possible;
  for (const Cell& cell : possible) {
    after.insert({cell.hubspot, cell.google, std::nullopt});
  }
  possible = std::move(after);
}

}  // namespace lockstep::explore
