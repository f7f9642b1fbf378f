// Laws of the filters: they narrow, they never add.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "lockstep/core/filter.h"
#include "lockstep/core/plan.h"

#include "generators.h"

namespace lockstep {
namespace {

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

RC_GTEST_PROP(FilterLaws, ASwitchTurnedOnNeverAddsAGoogleContact_SCO1_SCO3, ()) {
  SyncSettings wide = generate::any_filtered_settings();
  wide.google.records = RecordScope::filter;
  SyncSettings narrow_one = wide;
  (*rc::gen::arbitrary<bool>() ? narrow_one.google.starred : narrow_one.google.contacts_folder) =
      true;
  const GooglePerson person = generate::any_google_person();
  RC_ASSERT((!selects(narrow_one, person) || selects(wide, person)));
}

RC_GTEST_PROP(FilterLaws, AConditionNeverAddsAHubSpotContact_SCO9, ()) {
  SyncSettings wide = generate::any_filtered_settings();
  wide.hubspot.records = RecordScope::filter;
  SyncSettings narrow_one = wide;
  if (*rc::gen::arbitrary<bool>()) {
    narrow_one.hubspot.list = "12";
    RC_PRE(!wide.hubspot.list);
  } else {
    narrow_one.hubspot.properties.push_back(
        {"lifecyclestage", PropertyFilter::Operator::equals, "customer"});
  }
  const HubSpotContact contact = generate::any_hubspot_contact();
  RC_ASSERT((!selects(narrow_one, contact) || selects(wide, contact)));
}

RC_GTEST_PROP(FilterLaws, AFilterNeverCreatesWhatTheSyncWithoutItWouldNot_SCO4, ()) {
  const SyncSettings filtered = generate::any_filtered_settings();
  SyncSettings open = filtered;
  if (open.hubspot.records == RecordScope::filter) {
    open.hubspot = {};
  }
  if (open.google.records == RecordScope::filter) {
    open.google = {RecordScope::filter, false, false};
  }
  const HubSpotContact contact = generate::any_hubspot_contact();
  const GooglePerson person = generate::any_google_person();
  RC_ASSERT((!creation_scope(validate(filtered, {}), contact).in_scope ||
             creation_scope(validate(open, {}), contact).in_scope));
  RC_ASSERT((!creation_scope(validate(filtered, {}), phones(), person).in_scope ||
             creation_scope(validate(open, {}), phones(), person).in_scope));
}

RC_GTEST_PROP(FilterLaws, TrashAndProfilesAreNeverSelected_SCO2_SCO13, ()) {
  const SyncSettings settings = generate::any_filtered_settings();
  const GooglePerson person = generate::any_google_person();
  RC_PRE((person.deleted || person.kind == PersonKind::profile));
  RC_ASSERT(!selects(settings, person));
  RC_ASSERT(!creation_scope(validate(settings, {}), phones(), person).in_scope);
}

RC_GTEST_PROP(FilterLaws, APairOutOfScopeIsNotWritten_SCO5_SCO10, ()) {
  const AcceptedSettings accepted = validate(generate::any_filtered_settings(), {});
  const HubSpotContact contact = generate::any_hubspot_contact();
  const GooglePerson person = generate::any_google_person();
  const PairPlan plan = plan_pair(accepted, phones(), {&contact, &person, nullptr});
  const bool selected = selects(accepted.settings, contact) || selects(accepted.settings, person);
  RC_ASSERT((selected || plan.empty()));
  RC_ASSERT((!plan.google || person.kind == PersonKind::contact));
  RC_ASSERT((plan.state == RecordState::excluded) == (plan.reason != Reason::none));
}

}  // namespace
}  // namespace lockstep
