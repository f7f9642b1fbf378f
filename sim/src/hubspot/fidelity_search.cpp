#include "fidelity_tables.h"

namespace lockstep::sim::hubspot {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"hubspot.search.groups", documented, "F54", "crm.contacts.search",
     "At most 5 groups of at most 6 filters, 18 in all; the texts for more are weakly known.", "search_groups_max search_group_filters_max search_filters_max"},
    {"hubspot.search.page", documented, "F55", "crm.contacts.search",
     "A page has 10 results, at most 200; the cursor is an offset, and there is no link."},
    {"hubspot.pages.short-or-empty", observed, "F66", "crm.contacts.getPage crm.contacts.search",
     "A page may hold fewer contacts than asked for, or none, and lead on all the same; it does if the fault short-page says so."},
    {"hubspot.search.order", documented, "F56", "crm.contacts.search",
     "One sort at most; without one, the oldest contact comes first."},
    {"hubspot.search.ties", assumed, "F56, U9, U10", "crm.contacts.search",
     "Equal keys go by record id, as a number; contacts without a value come last.", "drawn_order"},
    {"hubspot.search.ids", assumed, "F56, U10", "crm.contacts.search",
     "Ids compare and sort as numbers; it is suspected that they do as texts.", "search_ids_are_texts"},
    {"hubspot.search.results-max", documented, "F57", "crm.contacts.search",
     "Paging beyond 10,000 results answers 400, while total still tells all."},
    {"hubspot.search.results-max-bound", assumed, "F57, U1", "crm.contacts.search",
     "The bound is an offset of 10,000: a page across it is cut; the text is not known.", "search_pages_across_bound_refused"},
    {"hubspot.search.body-length", documented, "F58", "crm.contacts.search",
     "A body beyond 3,000 characters answers 400."},
    {"hubspot.search.operators", documented, "F59", "crm.contacts.search",
     "Thirteen operators; text compares without regard to case, options with it, and IN finds lower-case values only."},
    {"hubspot.search.tokens", assumed, "F59, U7", "crm.contacts.search",
     "Tokens end at white space, ',' and ';', and every word of the filter has to fit one."},
    {"hubspot.search.negative-operators", assumed, "F59", "crm.contacts.search",
     "The negative operators also find contacts without a value."},
    {"hubspot.search.dates", observed, "F60", "crm.contacts.search",
     "Dates are compared as epoch milliseconds or ISO 8601; filters without a group are one group."},
    {"hubspot.search.associations", documented, "F60", "crm.contacts.search",
     "associations.company finds the contacts of a company by its id, or those with any or none."},
    {"hubspot.search.associations-details", assumed, "F60", "crm.contacts.search",
     "It takes EQ, NEQ, IN, NOT_IN, HAS_PROPERTY and NOT_HAS_PROPERTY, and knows associations at once, whatever the lag."},
    {"hubspot.search.query", documented, "F61", "crm.contacts.search",
     "A query looks into nine fields, phones without regard to their punctuation."},
    {"hubspot.search.query-words", assumed, "F61", "crm.contacts.search",
     "Each word of a query has to be a part of one of the fields."},
    {"hubspot.search.email-is-primary", observed, "F62", "crm.contacts.search",
     "A filter on email looks at the primary one alone."},
    {"hubspot.search.lag", documented, "F63", "crm.contacts.search",
     "New and changed contacts show up late; the fake is late if it is told to, with old values.", "search_lag"},
    {"hubspot.search.archived", documented, "F64", "crm.contacts.search",
     "Archived contacts are never found, merged ones no longer after the lag."},
    {"hubspot.search.malformed-filter", observed, "F72", "crm.contacts.search",
     "A filter without a property or an operator answers 400 in the manner of a JSON reader."},
    {"hubspot.search.unknown-property", assumed, "U6", "crm.contacts.search",
     "A filter or sort on a property that does not exist, or with a value that does not fit, answers 400 with a text that is not known."},
    {"hubspot.search.flapping", observed, "F63", "crm.contacts.search",
     "For a while after the lag, hits come and go, if the fake is told so; which search sees them is assumed.", "search_flapping"},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_search() noexcept { return kEntries; }

}  // namespace lockstep::sim::hubspot
