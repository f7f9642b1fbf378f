#include "fidelity_tables.h"

namespace lockstep::sim::google {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"google.group.system-groups", observed, "G96", "contactGroups.*",
     "Eight system groups come first in every list, in a fixed order."},
    {"google.group.shape", observed, "G97", "contactGroups.*",
     "System groups have neither etag nor metadata; memberCount is left out when it is 0."},
    {"google.group.masks", documented, "G28", "contactGroups.*",
     "groupFields takes the five documented paths; another answers 400 with an observed text."},
    {"google.group.client-data", documented, "G28, G58", "contactGroups.*",
     "clientData of a label is kept, and shown if the mask has it; keys may repeat."},
    {"google.group.propagation", observed, "G29, G99", "contactGroups.* people.createContact people.updateContact",
     "A new label, and changed clientData, may be known late; the fake is late if it is told to.", "group_propagation_delay"},
    {"google.group.batch-get", documented, "G27", "contactGroups.batchGet",
     "Each name is answered by itself with a status; members are named only up to maxMembers."},
    {"google.group.list", documented, "G27", "contactGroups.list",
     "A list has system groups and labels, never members; a page has 1 to 1000 groups, 30 if none is asked for."},
    {"google.group.sync-token-on-every-page", observed, "G92", "contactGroups.list",
     "nextSyncToken comes on every page, unasked."},
    {"google.group.tombstones", inferred, "G86", "contactGroups.list",
     "A sync shows a deleted label with metadata.deleted and nothing else."},
    {"google.group.members", documented, "G27", "contactGroups.get",
     "Members are listed up to maxMembers, which is 0 if it is not given."},
    {"google.group.missing", observed, "G77", "contactGroups.get contactGroups.update contactGroups.delete contactGroups.members.modify",
     "A group that does not exist answers 404 \"Requested entity was not found.\"."},
    {"google.group.duplicate-name", documented, "G26", "contactGroups.create contactGroups.update",
     "A name that another label has answers 409; the body is assumed."},
    {"google.group.needs-a-name", assumed, "", "contactGroups.create contactGroups.update",
     "A label without a name answers 400 with the general text."},
    {"google.group.size", assumed, "", "contactGroups.create contactGroups.update",
     "A label and its clientData together are refused beyond the size of a contact."},
    {"google.group.update-mask", documented, "G28", "contactGroups.update",
     "updateGroupFields takes name and clientData, and means name if it is not given."},
    {"google.group.stale-etag", observed, "G79", "contactGroups.update",
     "An update with another etag than the current one answers 409 ABORTED."},
    {"google.group.missing-etag", assumed, "G79", "contactGroups.update",
     "An update without an etag is refused as stale."},
    {"google.group.system-groups-stay", inferred, "G98", "contactGroups.update contactGroups.delete",
     "System groups can be neither renamed nor deleted: 400 with the general text."},
    {"google.group.delete-contacts", documented, "G98", "contactGroups.delete",
     "deleteContacts moves the label's contacts to Trash, too."},
    {"google.group.delete-last-membership", assumed, "", "contactGroups.delete",
     "A contact whose only group is deleted falls back to myContacts."},
    {"google.group.takes-members", documented, "G25", "contactGroups.members.modify",
     "Members can be added to labels, myContacts and starred, and removed from every group."},
    {"google.group.modify-size", documented, "G25", "contactGroups.members.modify",
     "At most 1000 members are changed at once; the text for more is assumed."},
    {"google.group.modify-outcome", documented, "G25", "contactGroups.members.modify",
     "Unknown contacts, and contacts that would lose their last group, are listed in a 200 answer."},
    {"google.group.etag-shape", observed, "G65", "contactGroups.*",
     "The etag of a label is 12 letters of base64 without a sign in front."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_groups() noexcept { return kEntries; }

}  // namespace lockstep::sim::google
