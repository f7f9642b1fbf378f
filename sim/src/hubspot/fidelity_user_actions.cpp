#include "fidelity_tables.h"

namespace lockstep::sim::hubspot {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"hubspot.user.restore", documented, "F47", "crm.contacts.getPage",
     "A user can take a contact out of the recycle bin, with its id and values."},
    {"hubspot.user.restore-touches", assumed, "F47", "crm.contacts.getPage",
     "Restoring moves lastmodifieddate."},
    {"hubspot.user.restore-conflict", inferred, "F48", "crm.contacts.getPage",
     "A contact whose email another one has by now cannot be restored."},
    {"hubspot.user.lifecycle-stage", documented, "F42", "crm.contacts.getPage",
     "A user can move a lifecycle stage back."},
    {"hubspot.user.source", observed, "F36", "crm.contacts.getPage",
     "hs_object_source tells users' contacts from an app's."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_user_actions() noexcept { return kEntries; }

}  // namespace lockstep::sim::hubspot
