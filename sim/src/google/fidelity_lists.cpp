#include "fidelity_tables.h"

namespace lockstep::sim::google {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"google.list.me-only", documented, "G16", "people.connections.list",
     "Only people/me has connections; the text for others is assumed."},
    {"google.list.page-size", documented, "G15", "people.connections.list otherContacts.list",
     "A page has 1 to 1000 people, 100 if none is asked for; more answers 400 with an observed text."},
    {"google.list.totals", documented, "G90", "people.connections.list otherContacts.list",
     "Every page tells the number of all people, or of all changes of a sync."},
    {"google.list.order", documented, "G89", "people.connections.list",
     "sortOrder counts only where no sync is requested; the default is last modified, ascending."},
    {"google.list.order-of-syncs", assumed, "G89", "people.connections.list otherContacts.list",
     "Where a sync is requested people come by their last change, too; no order is promised there.", "drawn_order"},
    {"google.list.descending-syncs", assumed, "G89", "people.connections.list",
     "The descending order has no effect on a sync; one client has it refused: only with a switch.", "descending_syncs_accepted"},
    {"google.list.frozen-parameters", assumed, "G81", "people.connections.list otherContacts.list contactGroups.list",
     "Other parameters than those of the first call with a page or sync token answer 400; that they must be equal is documented, the answer is not."},
    {"google.list.page-size-frozen", assumed, "G81", "people.connections.list otherContacts.list",
     "pageSize is one of the parameters that a token freezes.", "page_size_frozen"},
    {"google.list.page-tokens-last", assumed, "G93", "people.connections.list otherContacts.list contactGroups.list",
     "A page token does not expire; a contact that changes while it is paged shows up later, not twice on one page."},
    {"google.list.token-shape", inferred, "G91", "people.connections.list otherContacts.list contactGroups.list",
     "Tokens are opaque url-safe base64."},
    {"google.search.matches", documented, "G23, G24", "people.searchContacts otherContacts.search",
     "A query fits prefixes of words and phrases of the documented fields; 10 results, 30 at most, without pages."},
    {"google.search.words", assumed, "G23", "people.searchContacts otherContacts.search",
     "Words end at ASCII characters that are neither letters nor digits."},
    {"google.search.warm-up", documented, "G23", "people.searchContacts otherContacts.search",
     "What was written since the last request with an empty query is not found."},
    {"google.search.cold-cache", assumed, "G23", "people.searchContacts otherContacts.search",
     "Before the first warm-up nothing is found, and a contact that was edited not until the next one; each folder has a cache of its own."},
    {"google.search.order", assumed, "G23", "people.searchContacts otherContacts.search",
     "Results come by their last change; of an organization name, title and department are searched; phone numbers are found by their digits, too."},
    {"google.sync.token-on-last-page", documented, "G80", "people.connections.list otherContacts.list",
     "nextSyncToken comes on the last page, and only if it is requested."},
    {"google.sync.life", documented, "G82", "people.connections.list otherContacts.list contactGroups.list",
     "A sync token expires a week after the full sync that it descends from.", "sync_token_life"},
    {"google.sync.expired", observed, "G83, G85", "people.connections.list otherContacts.list contactGroups.list",
     "An expired sync token answers 400 with ErrorInfo EXPIRED_SYNC_TOKEN."},
    {"google.sync.expired-status", assumed, "G84", "people.connections.list otherContacts.list",
     "The status of that answer is FAILED_PRECONDITION.", "expired_sync_token_is_failed_precondition"},
    {"google.sync.malformed", observed, "G85", "people.connections.list otherContacts.list contactGroups.list",
     "A malformed sync token answers 400 with the general text."},
    {"google.sync.tombstones", documented, "G86", "people.connections.list otherContacts.list",
     "A sync shows a contact that left the list without fields, with metadata.deleted."},
    {"google.sync.deleted-needs-metadata", inferred, "G86", "people.connections.list otherContacts.list",
     "metadata.deleted is shown only if the mask has metadata."},
    {"google.sync.propagation", documented, "G87", "people.connections.list otherContacts.list",
     "Lists and syncs may show writes late; the fake does so if it is told to.", "propagation_delay"},
    {"google.other.masks", documented, "G38", "otherContacts.list",
     "Of Other contacts only names, emails, phone numbers, photos and metadata can be read, unless profiles are asked for, too."},
    {"google.other.sync-without-photos", observed, "G94", "otherContacts.list",
     "A sync of Other contacts does not take photos in its mask."},
    {"google.other.profiles-alone", documented, "G38", "otherContacts.list",
     "The profile source alone answers 400; the text is assumed."},
    {"google.other.copy", documented, "G40, G95", "otherContacts.copyOtherContactToMyContactsGroup",
     "Copying moves the contact with its number to Contacts; the answer shows the copy mask with metadata and memberships unless a mask is given."},
    {"google.other.copy-room", inferred, "G95, G101", "otherContacts.copyOtherContactToMyContactsGroup",
     "Copying needs no room in the account, since it makes no further contact."},
    {"google.other.copy-nothing", inferred, "G61", "otherContacts.copyOtherContactToMyContactsGroup",
     "Copying none of the fields that there are answers 400 as a create without any does."},
    {"google.other.copy-scopes", assumed, "G117", "otherContacts.copyOtherContactToMyContactsGroup",
     "Copying needs both scopes."},
    {"google.directory.consumer-accounts", inferred, "G38", "people.listDirectoryPeople people.searchDirectoryPeople",
     "The accounts are consumers' and have no domain: a valid request for the directory answers 400 FAILED_PRECONDITION \"Must be a G Suite domain user.\", a text that several clients know. With a domain, its accounts have a directory.", "workspace_domain"},
    {"google.directory.people", documented, "G14, G41, G43", "people.listDirectoryPeople people.searchDirectoryPeople",
     "A directory has the profiles of the domain's users and shared contacts, each asked for by its source; a list has 1000 people a page at most, a search 500, with totalSize."},
    {"google.directory.sync", assumed, "G80, G82", "people.listDirectoryPeople",
     "Tokens of a list work as those of connections do; nobody leaves the directory, and mergeSources has no effect."},
    {"google.directory.search", assumed, "G23", "people.searchDirectoryPeople",
     "A query fits names, emails and phone numbers by prefixes, without a cache to warm up."},
    {"google.directory.get", assumed, "G43", "people.get people.getBatchGet",
     "Nobody of the directory but the account itself is found by name."},
    {"google.other.promoted", observed, "G95", "otherContacts.list people.connections.list",
     "An Other contact that moves to Contacts is deleted in one sync and new in the other, with the same number."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_lists() noexcept { return kEntries; }

}  // namespace lockstep::sim::google
