#include "fidelity_tables.h"

namespace lockstep::sim::hubspot {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"hubspot.properties.list", documented, "F89", "crm.properties.getAll",
     "All definitions come at once, without pages; archived=true shows none."},
    {"hubspot.properties.shape", documented, "F90, F91", "crm.properties.getAll crm.properties.getByName",
     "A definition has name, label, type, fieldType, group, options and what may be done with it."},
    {"hubspot.properties.missing", inferred, "F76", "crm.properties.getByName",
     "A property that does not exist answers 404."},
    {"hubspot.properties.contact-properties", observed, "F92, F93", "crm.properties.getAll",
     "The contact properties that a sync can meet are defined as in a real portal; the several hundred others are left out."},
    {"hubspot.properties.names", assumed, "F94", "crm.properties.getAll",
     "Names of custom properties are lower-case letters, digits and underscores after a letter."},
    {"hubspot.values.strings", documented, "F43", "crm.contacts.create crm.contacts.update crm.contacts.batch.*",
     "A string has at most 65,536 characters, and is stored as given."},
    {"hubspot.values.too-long", assumed, "F43, U14", "crm.contacts.create crm.contacts.update crm.contacts.batch.*",
     "A longer one answers 400 PROPERTY_VALUE_TOO_LONG; nothing is trimmed."},
    {"hubspot.values.forms", documented, "F43", "crm.contacts.create crm.contacts.update crm.contacts.batch.*",
     "Numbers, dates, times, flags and choices have the documented forms; \";c\" appends to a multiple choice."},
    {"hubspot.values.problems", observed, "F71", "crm.contacts.create crm.contacts.update crm.contacts.batch.*",
     "A value that is not allowed answers 400 with the code of its kind; the texts for dates are assumed."},
    {"hubspot.lists.memberships", documented, "F109", "crm.lists.memberships",
     "Members come by record id, 100 a page and at most 250, with a total."},
    {"hubspot.lists.static", documented, "F112", "crm.lists.memberships",
     "Lists are static: their members change by users' actions alone, and at once."},
    {"hubspot.lists.missing", assumed, "F76", "crm.lists.memberships",
     "A list that does not exist answers 404."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_properties() noexcept { return kEntries; }

}  // namespace lockstep::sim::hubspot
