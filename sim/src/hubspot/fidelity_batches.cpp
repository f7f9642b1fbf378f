#include "fidelity_tables.h"

namespace lockstep::sim::hubspot {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"hubspot.batch.size", documented, "F32, F80", "crm.contacts.batch.*",
     "A batch has at most 100 inputs."},
    {"hubspot.batch.size-text", assumed, "F80, F85, U5", "crm.contacts.batch.*",
     "More answer 400 with the wording that is known for histories."},
    {"hubspot.batch.partial", documented, "F46", "crm.contacts.batch.create crm.contacts.batch.update crm.contacts.batch.upsert",
     "Good inputs are written beside bad ones, with 207, only if each has a trace id of its own; otherwise one bad input refuses the whole batch."},
    {"hubspot.batch.shape", documented, "F22, F81", "crm.contacts.batch.create crm.contacts.batch.read crm.contacts.batch.update crm.contacts.batch.upsert",
     "A batch answers status, results, startedAt and completedAt; with 207 also numErrors and errors, each with the trace id of its input."},
    {"hubspot.batch.one-time", observed, "F37", "crm.contacts.batch.create crm.contacts.batch.update crm.contacts.batch.upsert",
     "All records of a batch share one millisecond."},
    {"hubspot.batch.result-order", assumed, "F45, U16", "crm.contacts.batch.create crm.contacts.batch.read crm.contacts.batch.update crm.contacts.batch.upsert",
     "Results come by ascending record id, not in the order of the inputs.", "drawn_order"},
    {"hubspot.batch.duplicates", observed, "F82", "crm.contacts.batch.update crm.contacts.batch.upsert",
     "An id that stands twice in a batch answers 400."},
    {"hubspot.batch.same-record", inferred, "F45, F82", "crm.contacts.batch.update crm.contacts.batch.upsert",
     "So do two inputs that mean one record by different properties, with the record's id."},
    {"hubspot.batch.old-and-new-id", inferred, "F50", "crm.contacts.batch.read crm.contacts.batch.update",
     "The old and the new id of a merged record together bring it once in a read; in an update the old one is missing."},
    {"hubspot.batch.duplicate-emails", observed, "F69, F82", "crm.contacts.batch.create",
     "The same email twice in one batch is a conflict."},
    {"hubspot.batch.missing", observed, "F83", "crm.contacts.batch.read crm.contacts.batch.update",
     "Ids that do not exist answer 207 with one error for all of them."},
    {"hubspot.batch.update-by-email", observed, "F84", "crm.contacts.batch.update",
     "A batch update by email, or by a property that is not unique, answers 400."},
    {"hubspot.batch.upsert", documented, "F44", "crm.contacts.batch.upsert",
     "An upsert goes by email or a custom unique property, and tells for each record whether it is new; properties that are not given stay (observed)."},
    {"hubspot.batch.archive", documented, "F21", "crm.contacts.batch.archive",
     "Archiving a batch answers 204."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_batches() noexcept { return kEntries; }

}  // namespace lockstep::sim::hubspot
