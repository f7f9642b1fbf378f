#include "fidelity_tables.h"

namespace lockstep::sim::google {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"google.create.default-group", observed, "G60", "people.createContact people.batchCreateContacts",
     "A contact that is created without memberships is in myContacts."},
    {"google.create.needs-a-field", observed, "G61", "people.createContact people.batchCreateContacts",
     "A person without any usable field answers 400 \"Must specify a non-metadata contact field on the person\"."},
    {"google.create.needs-a-person", observed, "G61", "people.createContact people.updateContact",
     "An empty body answers 400 \"Request must contain a person.\"."},
    {"google.create.contact-limit", inferred, "G101", "people.createContact people.batchCreateContacts",
     "A contact beyond the limit of the account, Trash and Other contacts included, answers 429 MY_CONTACTS_OVERFLOW_COUNT.", "contacts_max"},
    {"google.create.size-limit", assumed, "G55, G102, G103", "people.createContact people.updateContact people.batchCreateContacts people.batchUpdateContacts",
     "A contact that is too large answers 429 RESOURCE_EXHAUSTED; the size is that of its writable fields as JSON.", "contact_bytes_max oversized_is_exhausted"},
    {"google.create.items-limit", assumed, "G103", "people.createContact people.updateContact people.batchCreateContacts people.batchUpdateContacts",
     "How many items a contact can hold is not limited; with a limit, one too many is answered as one byte too many. The bytes of a whole account are not limited.", "contact_items_max"},
    {"google.create.memberships", documented, "G59", "people.createContact people.updateContact people.batchCreateContacts people.batchUpdateContacts",
     "Only labels, myContacts and starred can be added."},
    {"google.update.last-membership", assumed, "G59", "people.updateContact people.batchUpdateContacts",
     "An update that leaves no membership answers 400 (documented) with the general text."},
    {"google.update.not-a-contact", observed, "G76", "people.updateContact people.batchUpdateContacts",
     "A name that is no contact's answers 400 \"is not a valid contact person resource.\"."},
    {"google.update.missing", inferred, "G77", "people.updateContact people.batchUpdateContacts",
     "A contact that does not exist answers 404."},
    {"google.update.no-if-match", inferred, "G78", "people.updateContact people.batchUpdateContacts",
     "If-Match has no effect."},
    {"google.etag.two-levels", observed, "G64, G65", "people.* otherContacts.*",
     "The person has an etag that starts with '%', each source one of '#' and 12 letters that changes with every change."},
    {"google.etag.differs-by-mask", inferred, "G66", "people.* otherContacts.*",
     "The person's etag differs by mask and holds the etag of the source."},
    {"google.etag.field-ids", assumed, "G66", "people.* otherContacts.*",
     "Which number in an etag belongs to which field, but for names and emailAddresses."},
    {"google.etag.missing", assumed, "G68", "people.updateContact people.batchUpdateContacts",
     "An update without any etag answers 400 with a text that is observed and a status that is contested.", "missing_etag_is_failed_precondition"},
    {"google.etag.one-level-is-enough", observed, "G68, G69", "people.updateContact people.batchUpdateContacts",
     "Either etag is enough; the reference asks for that of the source.", "update_needs_sources"},
    {"google.etag.stale-is-refused", observed, "G70", "people.updateContact people.batchUpdateContacts",
     "A stale etag answers 400 FAILED_PRECONDITION, with a text for each level."},
    {"google.etag.debug-info", assumed, "G70", "people.updateContact people.batchUpdateContacts",
     "It has no details; in one capture it had a DebugInfo of the service's own.", "stale_etag_has_debug_info"},
    {"google.etag.next-from-answer", documented, "G71", "people.updateContact people.batchUpdateContacts",
     "The answer of an update carries the etag to use next."},
    {"google.etag.list-etags", assumed, "G73", "people.updateContact people.batchUpdateContacts",
     "An etag that a list gave is accepted while it is current.", "list_etags_accepted"},
    {"google.etag.source-etag-as-person-etag", observed, "G74", "people.updateContact people.batchUpdateContacts",
     "The etag of a source in the place of the person's is refused as stale."},
    {"google.delete.moves-to-trash", inferred, "G100", "people.deleteContact people.batchDeleteContacts contactGroups.delete",
     "A deleted contact is gone for the API and lies in Trash for the user."},
    {"google.delete.answer", documented, "G9", "people.deleteContact people.batchDeleteContacts contactGroups.delete",
     "A delete answers 200 with {}."},
    {"google.delete.no-etag", documented, "G75", "people.deleteContact people.batchDeleteContacts",
     "Deleting needs no etag."},
    {"google.delete.missing", observed, "G77", "people.deleteContact",
     "Deleting a contact that does not exist answers 404 with a text and details of its own."},
    {"google.batch.sizes", documented, "G14", "people.batchCreateContacts people.batchUpdateContacts people.batchDeleteContacts",
     "At most 200 contacts are created or updated and 500 deleted at once; the text for none and for more is assumed."},
    {"google.batch.all-or-nothing", inferred, "G20", "people.batchCreateContacts people.batchUpdateContacts",
     "One bad contact fails the whole batch, and nothing is written."},
    {"google.batch.error-details", documented, "G20", "people.batchCreateContacts people.batchUpdateContacts",
     "The error of a batch carries the first contact's error and, in details, that of each contact that would have failed."},
    {"google.batch.empty-read-mask", documented, "G21", "people.batchCreateContacts people.batchUpdateContacts",
     "Without a readMask nothing is read and the answer is {}."},
    {"google.batch.update-needs-etags", documented, "G75", "people.batchUpdateContacts",
     "Each person of a batch update needs its etag."},
    {"google.batch.delete-missing", assumed, "G77", "people.batchDeleteContacts",
     "One name that does not exist fails the whole batch with 404."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_contacts() noexcept { return kEntries; }

}  // namespace lockstep::sim::google
