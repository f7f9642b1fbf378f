// Laws of the field merge. Reproduce a failure with RC_PARAMS="reproduce=..." as printed.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generators.h"

namespace lockstep {
namespace {

Direction mirrored(Direction direction) {
  switch (direction) {
    case Direction::to_hubspot: return Direction::to_google;
    case Direction::to_google: return Direction::to_hubspot;
    default: return direction;
  }
}

ThreeWay mirrored(const ThreeWay& field) {
  ThreeWay mirror{std::nullopt, field.google, field.hubspot};
  if (field.base) {
    mirror.base = {field.base->google, field.base->hubspot};
  }
  return mirror;
}

/// The field after the write, with the base that is remembered then.
ThreeWay after(const ThreeWay& field, const Merged& merged) {
  ThreeWay result = field;
  if (merged.write_to == Side::hubspot) {
    result.hubspot = field.google;
  } else if (merged.write_to == Side::google) {
    result.google = field.hubspot;
  }
  if (merged.settles) {
    result.base = {result.hubspot, result.google};
  }
  return result;
}

RC_GTEST_PROP(MergeLaws, EqualSidesAreNeverWritten_MRG1_MRG8, ()) {
  ThreeWay field = generate::any_three_way();
  field.google = field.hubspot;
  RC_ASSERT(!merge_field(field, generate::any_policy()).write_to);
}

RC_GTEST_PROP(MergeLaws, SwappingTheSidesSwapsNothingElse_MRG12, ()) {
  const ThreeWay field = generate::any_three_way();
  const MergePolicy policy = generate::any_policy();
  MergePolicy mirror = policy;
  mirror.direction = mirrored(policy.direction);
  mirror.default_app = opposite(policy.default_app);
  Merged expected = merge_field(field, policy);
  if (expected.write_to) {
    expected.write_to = opposite(*expected.write_to);
  }
  RC_ASSERT(merge_field(mirrored(field), mirror) == expected);
}

RC_GTEST_PROP(MergeLaws, AMergedFieldIsSettled_QUI1, ()) {
  const ThreeWay field = generate::any_three_way();
  MergePolicy policy = generate::any_policy();
  const ThreeWay settled = after(field, merge_field(field, policy));
  policy.reconcile = false;
  RC_ASSERT(!merge_field(settled, policy).write_to);
}

RC_GTEST_PROP(MergeLaws, ATwoWayMergeMakesTheSidesEqualUnlessItWaits_QUI4, ()) {
  const ThreeWay field = generate::any_three_way();
  MergePolicy policy = generate::any_policy();
  policy.direction = Direction::both;
  const Merged merged = merge_field(field, policy);
  const ThreeWay result = after(field, merged);
  RC_ASSERT((result.hubspot == result.google || merged.rule == "MRG-13"_rule ||
             merged.rule == "MAT-8"_rule));
}

RC_GTEST_PROP(MergeLaws, TheSourceOfAOneWaySyncIsNeverWritten_DIR3_DIR4_DIR5, ()) {
  const MergePolicy policy = generate::any_policy();
  RC_PRE(policy.direction != Direction::both);
  const Side source = policy.direction == Direction::to_google ? Side::hubspot : Side::google;
  RC_ASSERT(merge_field(generate::any_three_way(), policy).write_to != source);
}

RC_GTEST_PROP(MergeLaws, NothingIsBlankedAtTheFirstMeetingOrInAConflict_MRG4_MRG5_MRG11, ()) {
  const ThreeWay field = generate::any_three_way();
  const Merged merged = merge_field(field, generate::any_policy());
  RC_PRE((!field.base || merged.conflict));
  const ThreeWay result = after(field, merged);
  RC_ASSERT((field.hubspot.empty() || !result.hubspot.empty()));
  RC_ASSERT((field.google.empty() || !result.google.empty()));
}

RC_GTEST_PROP(MergeLaws, AnEmailIsNeverBlanked_MAT8, ()) {
  const ThreeWay field = generate::any_three_way();
  MergePolicy policy = generate::any_policy();
  policy.blank_travels = false;
  const ThreeWay result = after(field, merge_field(field, policy));
  RC_ASSERT((field.hubspot.empty() || !result.hubspot.empty()));
  RC_ASSERT((field.google.empty() || !result.google.empty()));
}

RC_GTEST_PROP(MergeLaws, AConflictNamesTheDefaultAppsValueAsKept_MRG3_MRG7, ()) {
  const ThreeWay field = generate::any_three_way();
  MergePolicy policy = generate::any_policy();
  policy.direction = Direction::both;
  const Merged merged = merge_field(field, policy);
  RC_PRE((merged.rule == "MRG-3"_rule || merged.rule == "MRG-7"_rule));
  RC_ASSERT((merged.conflict && merged.write_to == opposite(policy.default_app)));
}

}  // namespace
}  // namespace lockstep
