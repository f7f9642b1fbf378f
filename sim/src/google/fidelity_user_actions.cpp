#include "fidelity_tables.h"

namespace lockstep::sim::google {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"google.trash.life", inferred, "G100", "people.connections.list",
     "Trash keeps a contact for 30 days; emptying it has no further effect on the API.", "trash_life"},
    {"google.trash.restore", inferred, "G100", "people.connections.list",
     "A restored contact comes back to its folder with its star and labels, as a change."},
    {"google.trash.counts", observed, "G101", "people.createContact people.batchCreateContacts",
     "Trash and Other contacts count against the limit of the account."},
    {"google.user.merge", assumed, "G45", "people.connections.list",
     "A merge keeps one contact's name and id and adds what it lacks of the other, which disappears without passing through Trash."},
    {"google.user.merge-photo", assumed, "G57", "people.get",
     "The photo of the other contact passes to a survivor that has none of the user's own."},
    {"google.user.linked-profile", documented, "G45", "people.connections.list people.get",
     "Linking a contact to a profile changes its resource name; the old one leads to it, and syncs name it."},
    {"google.user.edit-in-trash", assumed, "", "people.connections.list",
     "A contact in Trash cannot be edited by its user."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_user_actions() noexcept { return kEntries; }

}  // namespace lockstep::sim::google
