#include "out_of_reach.h"

#include <algorithm>

namespace lockstep::explore {

const std::vector<OutOfReach>& out_of_reach() {
  static const std::vector<OutOfReach> kAll = {
      {"a connection that was never set up", {"con-1-syncs-before-it-is-set-up"}},
      {"a grant that is revoked or narrower than it was",
       {"con-3-calls-a-revoked-grant-fine", "con-4-does-not-look-at-scopes"}},
      {"a second Google account",
       {"con-5-all-connections-use-one-account", "con-5-only-the-first-connection-syncs"}},
      {"Other contacts, and the switch that lets them in",
       {"sco-1-ignores-the-folder-switch", "sco-1-the-folder-switch-counts-once",
        "sco-10-other-contacts-stay-out", "sco-12-all-contacts-means-all-folders"}},
      {"filters by property", {"sco-9-ignores-property-filters"}},
      {"emails that differ in their spelling, that stand second, or that are gone",
       {"mat-2-minds-letter-case", "mat-4-only-the-first-email-matches",
        "mat-6-includes-contacts-without-email", "mat-8-a-removed-email-goes-unnoticed"}},
      {"two contacts of one email on the same side",
       {"mat-5-the-second-twin-is-not-told", "mat-9-the-newest-contact-takes-the-partner",
        "mat-11-twins-take-turns", "mat-11-twins-both-write"}},
      {"a HubSpot contact that has the email and is not in the list yet",
       {"mat-7-a-409-is-answered-without-email", "mat-7-a-409-is-answered-with-another-email",
        "rob-7-a-partial-batch-counts-as-refused"}},
      {"books longer than a page",
       {"rob-6-stops-at-ten-thousand", "rob-6-reads-one-page-of-changes"}},
      {"a look at conflicts.json", {"mrg-14-the-losing-value-is-gone"}},
      {"values that differ in letter case only", {"mrg-15-letter-case-is-no-change"}},
      {"numbers with labels of other kinds, and more than one of a kind",
       {"phn-3-home-faxes-do-not-count", "phn-5-the-last-candidate-counts",
        "phn-11-numbers-are-sorted", "phn-13-cell-is-a-mobile",
        "phn-13-any-label-with-fax-is-a-fax", "phn-14-work-mobiles-do-not-count"}},
      {"custom mappings, and paid plans",
       {"map-1-refuses-no-change", "map-2-works-on-the-free-plan", "map-2-does-not-work-on-starter",
        "map-3-refuses-no-type", "map-4-custom-mappings-go-both-ways",
        "map-4-directions-are-mixed-up", "map-7-a-field-is-mapped-twice"}},
      {"address, website and date of birth", {"map-8-eight-mappings-are-enough"}},
      {"a lifecycle stage", {"kep-4-creates-customers"}},
      {"a list that is refused", {"del-3-a-refused-list-is-an-empty-book"}},
      {"contacts as large as they may be",
       {"lim-4-a-large-contact-is-a-full-account", "lim-4-counts-characters",
        "lim-4-counts-every-character-twice", "lim-4-trims-what-is-too-large",
        "lim-5-too-large-once-too-large-for-ever", "lim-5-stays-reported-after-trimming"}},
      {"a look at a record's cause and remedies in health.json",
       {"lim-1-full-is-a-matter-of-the-contact", "lim-1-trash-does-not-count",
        "lim-6-no-remedies"}},
      {"values that a service refuses, and a full HubSpot account",
       {"hlt-3-one-bad-record-stops-the-pass", "lim-8-a-bad-value-stops-the-others",
        "lim-9-hubspots-limit-is-an-outage", "rob-9-retries-refusals-blindly"}},
      {"a look at the pass after a crash, before the ones that heal",
       {"rob-1-a-restart-writes-nothing"}},
      {"a look at the states of records in health.json",
       {"hlt-2-excluded-is-failing", "hlt-4-failing-pairs-are-in-sync"}},
      {"a limit on reads, or on the same write twice",
       {"qui-2-writes-twice", "qui-3-looks-at-every-contact"}},
  };
  return kAll;
}

std::optional<std::string_view> lack_for(std::string_view mutant) {
  for (const OutOfReach& group : out_of_reach()) {
    if (std::ranges::find(group.mutants, mutant) != group.mutants.end()) {
      return group.lack;
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::explore
