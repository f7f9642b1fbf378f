#include "lockstep/core/merge.h"

#include "lockstep/base/assert.h"

namespace lockstep {
namespace {

const Version& version_on(const ThreeWay& field, Side side) noexcept {
  return side == Side::hubspot ? field.hubspot : field.google;
}

bool changed_on(const ThreeWay& field, Side side) noexcept {
  return version_on(field, side) !=
         (side == Side::hubspot ? field.base->hubspot : field.base->google);
}

/// The side whose values flow. @pre the direction is one-way
Side source_of(Direction direction) noexcept {
  return direction == Direction::to_google ? Side::hubspot : Side::google;
}

Merged write(Side to, RuleId rule, bool conflict = false) { return {to, rule, conflict, true}; }
Merged keep(RuleId rule) { return {std::nullopt, rule, false, true}; }

/// Different values that have no common past (MRG-2 to MRG-5).
Merged first_meeting(const ThreeWay& field, const MergePolicy& policy) {
  if (policy.direction != Direction::both) {
    const Side source = source_of(policy.direction);
    const Side target = opposite(source);
    if (version_on(field, source).empty()) {
      return keep("MRG-5"_rule);
    }
    return version_on(field, target).empty() ? write(target, "MRG-2"_rule)
                                             : write(target, "MRG-5"_rule, true);
  }
  for (const Side side : {Side::hubspot, Side::google}) {
    if (version_on(field, side).empty()) {
      return write(side, side == policy.default_app ? "MRG-4"_rule : "MRG-2"_rule);
    }
  }
  return write(opposite(policy.default_app), "MRG-3"_rule, true);
}

/// Why sides differ that nobody has edited: a service keeps our value in a form of its own, or the
/// target of a one-way sync was edited before.
RuleId reason_to_differ(const MergePolicy& policy) {
  return policy.direction == Direction::both ? "MRG-13"_rule : "DIR-7"_rule;
}

Merged both_edited(const ThreeWay& field, const MergePolicy& policy) {
  for (const Side side : {Side::hubspot, Side::google}) {
    if (version_on(field, side).empty()) {
      return write(side, "MRG-11"_rule, true);
    }
  }
  return write(opposite(policy.default_app), "MRG-7"_rule, true);
}

/// An edit on `source` alone goes to the other side.
Merged propagate(const ThreeWay& field, const MergePolicy& policy, Side source) {
  if (!version_on(field, source).empty()) {
    return write(opposite(source), "MRG-9"_rule);
  }
  if (!policy.blank_travels) {
    return {std::nullopt, "MAT-8"_rule, false, false};
  }
  return write(opposite(source), "MRG-10"_rule);
}

Merged one_way(const ThreeWay& field, const MergePolicy& policy) {
  const Side source = source_of(policy.direction);
  const Side target = opposite(source);
  if (!changed_on(field, source)) {
    return keep("DIR-7"_rule);
  }
  if (!changed_on(field, target)) {
    return propagate(field, policy, source);
  }
  if (version_on(field, source).empty()) {
    return keep("MRG-11"_rule);
  }
  return write(target, "DIR-7"_rule, !version_on(field, target).empty());
}

}  // namespace

Merged merge_field(const ThreeWay& field, const MergePolicy& policy) {
  LOCKSTEP_ASSERT(policy.direction != Direction::none);
  if (!field.base) {
    return field.hubspot == field.google ? keep("MRG-1"_rule) : first_meeting(field, policy);
  }
  const bool hubspot_changed = changed_on(field, Side::hubspot);
  const bool google_changed = changed_on(field, Side::google);
  if (field.hubspot == field.google) {
    if (hubspot_changed && google_changed) {
      return keep("MRG-8"_rule);
    }
    // A changed setting is no reason to write what is equal.
    return keep(policy.reconcile ? "SET-3"_rule : "QUI-1"_rule);
  }
  if (!hubspot_changed && !google_changed) {
    return policy.reconcile ? first_meeting(field, policy) : keep(reason_to_differ(policy));
  }
  if (policy.direction != Direction::both) {
    return one_way(field, policy);
  }
  if (hubspot_changed && google_changed) {
    return both_edited(field, policy);
  }
  return propagate(field, policy, hubspot_changed ? Side::hubspot : Side::google);
}

}  // namespace lockstep
