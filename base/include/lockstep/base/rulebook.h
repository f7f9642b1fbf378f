/// The rulebook: what a HubSpot and Google Contacts sync must do, one entry a rule.
///
/// This table is the only place where rules are written down: `lockstep rules` and
/// docs/rulebook.md are printed from it, and the code, the scenarios and the verdicts cite it.

#pragma once

#include <array>

#include "lockstep/base/rule_info.h"

namespace lockstep {

/// Raised with every change of a rule's text or kind, and with every new or withdrawn rule.
inline constexpr int kRulebookVersion = 1;

// clang-format off
inline constexpr std::array kRuleAreas = {
    RuleArea{"CON", "connecting"},
    RuleArea{"DIR", "direction"},
    RuleArea{"SCO", "scope and filters"},
    RuleArea{"MAT", "matching"},
    RuleArea{"MRG", "merging"},
    RuleArea{"PHN", "phones"},
    RuleArea{"MAP", "field mappings"},
    RuleArea{"KEP", "keeping what is not ours"},
    RuleArea{"DEL", "deletions"},
    RuleArea{"LIM", "limits"},
    RuleArea{"HLT", "health"},
    RuleArea{"QUI", "quiet"},
    RuleArea{"ROB", "surviving"},
    RuleArea{"SET", "settings"},
};

/// In the order of the areas, then of the numbers.
inline constexpr std::array kRules = {
    RuleInfo{"CON-1", RuleKind::must, 1,
             "After Allow and until the sync is configured and turned on, no mutating request "
             "reaches either app; Do this later leaves a connected, unconfigured integration",
             "S2–S4, D4"},
    RuleInfo{"CON-2", RuleKind::must, 1,
             "Contacts only: no mutating request for any other object (companies, deals, "
             "notes, photos, contact groups, lists)",
             "S5, D3"},
    RuleInfo{"CON-3", RuleKind::must, 1,
             "An expired access token is refreshed once and the call repeated; a revoked grant "
             "pauses the connection (`AUTH_EXPIRED`), loses nothing, and reconnecting resumes",
             "A17, G118–119, F96–97"},
    RuleInfo{"CON-4", RuleKind::should, 1,
             "Consent denied, or a scope missing: a clear error, no half-made connection",
             "S2, G112, F75"},
    RuleInfo{"CON-5", RuleKind::must, 1,
             "Several Google accounts may be connected to one HubSpot account; pairs belong to "
             "one connection, and connections do not bleed into each other",
             "D6"},
    RuleInfo{"DIR-1", RuleKind::must, 1,
             "Two-way: a new in-scope record on either side appears on the other",
             "S7"},
    RuleInfo{"DIR-2", RuleKind::must, 1,
             "Two-way: an update on either side reaches the other",
             "S7"},
    RuleInfo{"DIR-3", RuleKind::must, 1,
             "HubSpot → Google only: not one mutating request to HubSpot",
             "S8, D16"},
    RuleInfo{"DIR-4", RuleKind::must, 1,
             "Google → HubSpot only: not one mutating request to Google",
             "S9, D16"},
    RuleInfo{"DIR-5", RuleKind::must, 1,
             "The conflict setting never overrules the direction",
             "D20"},
    RuleInfo{"DIR-6", RuleKind::must, 1,
             "No contacts on both sides: nothing moves",
             "S6"},
    RuleInfo{"DIR-7", RuleKind::choice, 1,
             "One-way: a field that someone edits on the target stays as edited until the "
             "source's field changes",
             "D16, D21"},
    RuleInfo{"SCO-1", RuleKind::must, 1,
             "Contacts folder on: only members of the Contacts folder sync; Other contacts "
             "never do",
             "S11"},
    RuleInfo{"SCO-2", RuleKind::must, 1,
             "Contacts in Trash never sync, whatever the filters",
             "S11"},
    RuleInfo{"SCO-3", RuleKind::must, 1,
             "Starred on: a Google contact that is not starred is never a source; with no "
             "filter selecting it from the HubSpot side, it does not sync at all",
             "S12"},
    RuleInfo{"SCO-4", RuleKind::must, 1,
             "A filter never adds: nothing that the sync creates or updates becomes starred, "
             "foldered, labelled or listed because of it",
             "S13"},
    RuleInfo{"SCO-5", RuleKind::must, 1,
             "A record that leaves the filter is excluded: no more writes to either partner, "
             "nothing deleted, nothing reverted",
             "D66"},
    RuleInfo{"SCO-6", RuleKind::must, 1,
             "A record that comes back resumes with its old partner: no duplicate",
             "D67, A12"},
    RuleInfo{"SCO-7", RuleKind::must, 1,
             "Filters limit what is written, not what is matched: an excluded HubSpot contact "
             "and an in-scope Google contact with the same email never become two HubSpot "
             "contacts",
             "D27–28"},
    RuleInfo{"SCO-8", RuleKind::choice, 1,
             "Filters on both sides of a two-way sync: a pair is in sync if either side's "
             "filter selects it; creation follows the source side's filter (accepted variant: "
             "each direction gated by its source's filter)",
             "D63–64, A19"},
    RuleInfo{"SCO-9", RuleKind::must, 1,
             "HubSpot-side filters (list membership, lifecycle stage, a property known / "
             "equal) limit what flows from HubSpot",
             "S10, D62, A10"},
    RuleInfo{"SCO-10", RuleKind::choice, 1,
             "Contacts folder off: Other contacts flow Google → HubSpot and are never written "
             "to (so they are outside DIR-2 and QUI-4)",
             "S11, A11"},
    RuleInfo{"SCO-11", RuleKind::choice, 1,
             "The edit that makes a record leave the filter does not itself sync",
             "A20"},
    RuleInfo{"SCO-12", RuleKind::choice, 1,
             "All contacts on Google's side means the Contacts folder (accepted variant: Other "
             "contacts too, as in SCO-10)",
             "S7, A11"},
    RuleInfo{"SCO-13", RuleKind::must, 1,
             "The account's own profile and the directory are never in scope",
             "A34, G38"},
    RuleInfo{"MAT-1", RuleKind::must, 1,
             "The same email on both sides: one pair, no new record",
             "D36–39"},
    RuleInfo{"MAT-2", RuleKind::must, 1,
             "Matching ignores letter case and surrounding blanks; nothing else is folded (no "
             "dots, no plus tags)",
             "A7"},
    RuleInfo{"MAT-3", RuleKind::must, 1,
             "The pair outlives a change of email, name or phone",
             "D40"},
    RuleInfo{"MAT-4", RuleKind::choice, 1,
             "Any email of the Google contact may match any HubSpot email, secondary ones "
             "included; only the first is mapped (accepted variant: only the first matches)",
             "A2, A6, F41, F62"},
    RuleInfo{"MAT-5", RuleKind::choice, 1,
             "Two Google contacts with one email: one pairs, always the same one; the other is "
             "failing `DUPLICATE_RECORD` and untouched (accepted variant: excluded)",
             "A14"},
    RuleInfo{"MAT-6", RuleKind::must, 1,
             "No email: excluded by default; when the setting includes such contacts, each is "
             "created once",
             "D43–45"},
    RuleInfo{"MAT-7", RuleKind::must, 1,
             "Never a second record with an email that the target already has, also when "
             "search does not show it yet and the create answers 409",
             "D42, F69, X-D3"},
    RuleInfo{"MAT-8", RuleKind::choice, 1,
             "Email removed from a paired contact: syncing stops for it, both keep their data "
             "(with no-email contacts included: the other fields go on, the blank does not "
             "travel)",
             "D41, A8"},
    RuleInfo{"MAT-9", RuleKind::must, 1,
             "A paired record is never re-paired with a third",
             "A15"},
    RuleInfo{"MAT-10", RuleKind::must, 1,
             "The connector's state lost: contacts with an email pair again, zero duplicates, "
             "zero deletions",
             "X-D4"},
    RuleInfo{"MAT-11", RuleKind::must, 1,
             "Two records with one email never take turns in overwriting their partner",
             "A14, P2"},
    RuleInfo{"MAT-12", RuleKind::choice, 1,
             "A contact with neither name nor email is excluded; with no-email contacts "
             "included it is created only if it has a mapped value",
             "A33"},
    RuleInfo{"MRG-1", RuleKind::must, 1,
             "First meeting, equal values: no write",
             "D52"},
    RuleInfo{"MRG-2", RuleKind::must, 1,
             "First meeting, a value on one side only: it fills the empty side (where the "
             "direction allows)",
             "S7, D52"},
    RuleInfo{"MRG-3", RuleKind::must, 1,
             "First meeting, different values: both take the default app's",
             "D50, D52"},
    RuleInfo{"MRG-4", RuleKind::must, 1,
             "At the first meeting and in a conflict, the default app's empty value never "
             "blanks the other's",
             "D51, D54"},
    RuleInfo{"MRG-5", RuleKind::must, 1,
             "One-way first meeting: the source's values overwrite, its empties never blank",
             "D53"},
    RuleInfo{"MRG-6", RuleKind::must, 1,
             "Different fields edited on the two sides between two passes: both edits survive",
             "D56, X-B1"},
    RuleInfo{"MRG-7", RuleKind::must, 1,
             "The same field edited to different values between two passes: the default app's "
             "value, on both sides, whatever the clocks say",
             "D54–55, D58"},
    RuleInfo{"MRG-8", RuleKind::must, 1,
             "The same field edited to equal values: no write, no conflict",
             "X-A5"},
    RuleInfo{"MRG-9", RuleKind::must, 1,
             "Otherwise the latest change simply propagates",
             "D55"},
    RuleInfo{"MRG-10", RuleKind::choice, 1,
             "A field cleared on one side of a settled pair is cleared on the other if that "
             "side did not change it (accepted variant: the clear is ignored)",
             "A9"},
    RuleInfo{"MRG-11", RuleKind::choice, 1,
             "Clear against edit in one window: the value that is not empty wins",
             "A9"},
    RuleInfo{"MRG-12", RuleKind::must, 1,
             "The order in which the services list records, their ids, and short pages do not "
             "change the result",
             "X-A6"},
    RuleInfo{"MRG-13", RuleKind::must, 1,
             "A service that rewrites what it stores (case, blanks, formatting) causes no "
             "ping-pong",
             "X-A4"},
    RuleInfo{"MRG-14", RuleKind::should, 1,
             "The losing value of a conflict can be looked up afterwards: both values, the "
             "rule, the time",
             "X-B3"},
    RuleInfo{"MRG-15", RuleKind::choice, 1,
             "Surrounding blanks and Unicode normal forms (NFC, NFD) are not a change; letter "
             "case is, except in emails",
             "A28"},
    RuleInfo{"PHN-1", RuleKind::must, 1,
             "Google's first number maps to `phone`, whatever its label",
             "S16"},
    RuleInfo{"PHN-2", RuleKind::must, 1,
             "An additional number labelled mobile (type `mobile`) maps to `mobilephone`",
             "S16"},
    RuleInfo{"PHN-3", RuleKind::must, 1,
             "An additional number labelled fax (types `homeFax`, `workFax`) maps to `fax`",
             "S16, D80"},
    RuleInfo{"PHN-4", RuleKind::must, 1,
             "Every other additional number does not sync, and survives every write (value, "
             "label, order)",
             "S16, D88"},
    RuleInfo{"PHN-5", RuleKind::choice, 1,
             "Several candidates for one slot: the earliest in the list",
             "A3"},
    RuleInfo{"PHN-6", RuleKind::choice, 1,
             "A first number labelled mobile or fax fills `phone` only (accepted variant: also "
             "its labelled slot)",
             "A1"},
    RuleInfo{"PHN-7", RuleKind::must, 1,
             "HubSpot's numbers created in Google come in the order phone, mobile, fax, with "
             "labels that map back to where they came from",
             "A23"},
    RuleInfo{"PHN-8", RuleKind::must, 1,
             "A change of `phone` in HubSpot replaces the value of Google's first number and "
             "keeps its label and all other numbers; where that first number stands for "
             "`mobilephone` or `fax` (PHN-9), the new one is put before it",
             "A25"},
    RuleInfo{"PHN-9", RuleKind::must, 1,
             "A HubSpot contact with only `mobilephone` does not get `phone` back-filled by "
             "the echo of its own sync (the same for `fax`); not judged after the state was "
             "lost",
             "A24"},
    RuleInfo{"PHN-10", RuleKind::must, 1,
             "Two spellings of one number (E.164, national, blanks, dashes) are not a change",
             "A27"},
    RuleInfo{"PHN-11", RuleKind::must, 1,
             "Reordering Google's numbers changes which one is `phone`",
             "A26"},
    RuleInfo{"PHN-12", RuleKind::choice, 1,
             "Clearing `phone` in HubSpot removes Google's first number and promotes no other "
             "into `phone` in the same pass",
             "A25"},
    RuleInfo{"PHN-13", RuleKind::must, 1,
             "Only the predefined labels count: a custom label \"cell\", \"iPhone\" or \"Fax "
             "(old)\" is any other number",
             "A3, G49"},
    RuleInfo{"PHN-14", RuleKind::choice, 1,
             "`workMobile` counts as mobile and `otherFax` as fax (accepted variant: as any "
             "other number)",
             "A3"},
    RuleInfo{"MAP-1", RuleKind::must, 1,
             "The default mappings are eleven and locked: an attempt to edit, remove or "
             "redirect one is refused with a clear error. First name, last name, email, phone, "
             "mobile, fax, job title and company are eight of them",
             "S14, D78"},
    RuleInfo{"MAP-2", RuleKind::must, 1,
             "Custom mappings are refused below Operations Hub Starter and work on Starter, "
             "Professional and Enterprise",
             "S15, D9"},
    RuleInfo{"MAP-3", RuleKind::should, 1,
             "A custom mapping between incompatible types is refused, and one-way type pairs "
             "are one-way",
             "D85"},
    RuleInfo{"MAP-4", RuleKind::must, 1,
             "A mapping's direction can narrow the sync's, never widen it",
             "D19"},
    RuleInfo{"MAP-5", RuleKind::must, 1,
             "Google's custom text fields (`userDefined`) never reach HubSpot and are never "
             "changed",
             "S17, D83"},
    RuleInfo{"MAP-6", RuleKind::must, 1,
             "Google's labels never reach a HubSpot property and are never changed",
             "S18, D84"},
    RuleInfo{"MAP-7", RuleKind::should, 1,
             "A field that a default mapping uses cannot be used by a custom one",
             "D10"},
    RuleInfo{"MAP-8", RuleKind::choice, 1,
             "The other three are postal address, website and date of birth (Google → HubSpot "
             "only): our derivation, marked so",
             "8.2 of the data-sync facts"},
    RuleInfo{"KEP-1", RuleKind::must, 1,
             "Everything in a Google contact that is not mapped is the same before and after a "
             "sync write (names' other parts, extra emails and phones with labels and order, "
             "memberships, `userDefined`, photo, events …)",
             "D88, X-B4"},
    RuleInfo{"KEP-2", RuleKind::must, 1,
             "Every HubSpot property that is not mapped is the same before and after",
             "X-B4"},
    RuleInfo{"KEP-3", RuleKind::must, 1,
             "Google: a stale etag means re-read, merge again, retry; a user's edit between "
             "read and write is never overwritten",
             "D89, G70, X-B6"},
    RuleInfo{"KEP-4", RuleKind::must, 1,
             "Pairing never changes or lowers the lifecycle stage; a created contact gets the "
             "configured default once",
             "D69"},
    RuleInfo{"KEP-5", RuleKind::should, 1,
             "HubSpot has no etag: only changed properties are sent, after a fresh read, so "
             "that the window is one request wide",
             "X-B6"},
    RuleInfo{"DEL-1", RuleKind::must, 1,
             "The sync never deletes, archives or trashes anything",
             "D71"},
    RuleInfo{"DEL-2", RuleKind::must, 1,
             "A record deleted on one side is not created again, not after edits of the "
             "survivor, a full resync, an expired token or a restart; not judged after the "
             "state was lost, or after reconnecting",
             "D72–74, A13, X-C3"},
    RuleInfo{"DEL-3", RuleKind::must, 1,
             "Absence is not deletion: a short or empty page, a truncated list, a filter, a 403",
             "X-C1"},
    RuleInfo{"DEL-4", RuleKind::choice, 1,
             "A restored record resumes with its partner",
             "A13"},
    RuleInfo{"DEL-5", RuleKind::choice, 1,
             "A new record with the survivor's email pairs with it",
             "A13"},
    RuleInfo{"DEL-6", RuleKind::must, 1,
             "A merge inside HubSpot (a new id; both old ids resolve to it, and vanish from "
             "lists and search) or a changed Google `resourceName` re-binds: no deletion, no "
             "duplicate",
             "A16, F50, X-C6"},
    RuleInfo{"LIM-1", RuleKind::must, 1,
             "25,000 unique Google contacts, Other contacts and Trash included: the 25,000th "
             "is created, the next is reported Storage limit exceeded "
             "(`STORAGE_LIMIT_EXCEEDED`, cause: account)",
             "S19, D100, G101"},
    RuleInfo{"LIM-2", RuleKind::must, 1,
             "While creates fail on it, updates of existing pairs go on, and nothing is "
             "half-written",
             "P11"},
    RuleInfo{"LIM-3", RuleKind::must, 1,
             "When the user has emptied Trash and Other contacts or removed duplicates, the "
             "failed creates happen by themselves, each once",
             "S21, D99"},
    RuleInfo{"LIM-4", RuleKind::must, 1,
             "128 KB a contact: exactly at it is stored, one byte above is reported Storage "
             "limit exceeded (cause: contact), and its siblings are not touched. Bytes, not "
             "characters",
             "S20"},
    RuleInfo{"LIM-5", RuleKind::must, 1,
             "Once trimmed, that contact syncs by itself",
             "S21, D99"},
    RuleInfo{"LIM-6", RuleKind::should, 1,
             "The error names the cause and the three remedies",
             "S21"},
    RuleInfo{"LIM-7", RuleKind::must, 1,
             "No request exceeds a documented limit of either API (page and batch sizes, "
             "filter counts, URL and body sizes)",
             "G14–G18, F21, F54–58"},
    RuleInfo{"LIM-8", RuleKind::must, 1,
             "A value that HubSpot cannot hold fails its record with a reason, and no other",
             "F43, D108"},
    RuleInfo{"LIM-9", RuleKind::should, 1,
             "HubSpot's own contact limit is reported (`CONTACT_LIMIT`) like Google's: creates "
             "fail with the reason, updates go on, recovery by itself",
             "D11, A17"},
    RuleInfo{"HLT-1", RuleKind::must, 1,
             "Every record has exactly one state, in sync, excluded or failing (or pending "
             "during the first sync), and the counts add up",
             "D93–96"},
    RuleInfo{"HLT-2", RuleKind::must, 1,
             "Excluded and failing carry the right reason (codes of A17)",
             "D95, A17"},
    RuleInfo{"HLT-3", RuleKind::must, 1,
             "One bad field fails its record only; its batch siblings succeed; after the fix "
             "it recovers with no other action",
             "D98–99, A18, X-E4"},
    RuleInfo{"HLT-4", RuleKind::must, 1,
             "In sync is never claimed for a pair whose mapped fields differ (derived values, "
             "phones in canonical form)",
             "P7"},
    RuleInfo{"HLT-5", RuleKind::should, 1,
             "A passing rate limit is not shown as failing",
             "A17"},
    RuleInfo{"QUI-1", RuleKind::must, 1,
             "Once converged, the next passes make zero mutating requests (judged on the 2nd "
             "and 3rd); failing records may cost one probing request a pass, no more",
             "D30, X-A2"},
    RuleInfo{"QUI-2", RuleKind::should, 1,
             "A pass with N changed pairs writes at most N records to each app, refused "
             "attempts aside",
             "D29"},
    RuleInfo{"QUI-3", RuleKind::should, 1,
             "With a valid sync token, no list filter and nothing changed, a pass costs a "
             "handful of requests, not a full read",
             "D25, D29"},
    RuleInfo{"QUI-4", RuleKind::must, 1,
             "Convergence: once edits and faults stop, two passes (after the services' "
             "documented delays) make all mapped fields of every in-scope pair equal (two-way; "
             "derived values)",
             "S7, X-A1"},
    RuleInfo{"QUI-5", RuleKind::should, 1,
             "A second tool that syncs the same accounts makes neither growth nor writes "
             "unbounded",
             "D7"},
    RuleInfo{"ROB-1", RuleKind::must, 1,
             "Killed before a request, after the service committed it but before the answer, "
             "or after the answer, at any request, then restarted: the same end state as "
             "without the crash",
             "X-E1"},
    RuleInfo{"ROB-2", RuleKind::must, 1,
             "An answer lost after the service committed a create leads to one record, not two",
             "X-E2"},
    RuleInfo{"ROB-3", RuleKind::must, 1,
             "429 and quota windows are respected: bounded, spaced retries, no write lost",
             "G105–107, F77, F86"},
    RuleInfo{"ROB-4", RuleKind::must, 1,
             "An expired sync token (400 `EXPIRED_SYNC_TOKEN`): a full read, nothing "
             "duplicated, nothing resurrected, no edit lost",
             "G80–84, X-F1"},
    RuleInfo{"ROB-5", RuleKind::must, 1,
             "Search lag and Google's propagation delay of minutes cause no duplicate and no "
             "reverted edit",
             "G87, F63, X-F5"},
    RuleInfo{"ROB-6", RuleKind::must, 1,
             "More than 10,000 HubSpot contacts changed in one instant all arrive",
             "F57, X-F4"},
    RuleInfo{"ROB-7", RuleKind::must, 1,
             "A partly failed batch (207, `contactErrors`) is read item by item",
             "G20, F46, F81"},
    RuleInfo{"ROB-8", RuleKind::must, 1,
             "A record that changes or moves while its list is being paged is neither lost nor "
             "doubled",
             "X-F6, F66"},
    RuleInfo{"ROB-9", RuleKind::must, 1,
             "5xx, timeouts and dropped connections are retried with bounds; 400, 403, 404, "
             "409 are not retried blindly",
             "X-E5"},
    RuleInfo{"ROB-10", RuleKind::should, 1,
             "Mutations for one Google user go one at a time",
             "G19"},
    RuleInfo{"ROB-11", RuleKind::should, 1,
             "A missed or failed update heals on a later pass with no new edit",
             "D24"},
    RuleInfo{"SET-1", RuleKind::must, 1,
             "Saving settings runs the initial phase again: old differences are reconciled, no "
             "duplicate appears",
             "D25–26"},
    RuleInfo{"SET-2", RuleKind::must, 1,
             "A filter added later excludes, it never deletes",
             "A31"},
    RuleInfo{"SET-3", RuleKind::choice, 1,
             "A changed conflict setting touches no pair that is already equal",
             "A30"},
    RuleInfo{"SET-4", RuleKind::must, 1,
             "Turned off: no writes. Turned on again: reconciled, no duplicate, no deletion",
             "A21"},
};
// clang-format on

}  // namespace lockstep
