/// Operations on up to 100 contacts at once (F32, F44 to F46, F81 to F84).

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "lockstep/base/text.h"

#include "batch_request.h"
#include "batch_text.h"
#include "contact_read.h"
#include "contact_text.h"
#include "contact_writes.h"
#include "drawn_order.h"
#include "handlers.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

/// The ids that stand in the batch more than once, each once.
std::vector<std::string> duplicates_in(const std::vector<BatchInput>& inputs) {
  std::set<std::string> seen;
  std::set<std::string> twice;
  for (const BatchInput& input : inputs) {
    if (!seen.insert(ascii_lower(trim(input.id))).second) {
      twice.insert(input.id);
    }
  }
  return {twice.begin(), twice.end()};
}

/// The live record that an input of a write means. Merged-away ids do not lead on here (F50).
ContactState record_of(const PortalState& state, const BatchInput& input) {
  const bool by_id = input.id_property.empty() || input.id_property == "hs_object_id";
  return by_id ? state.store.find_live(parse_contact_id(input.id).value_or(0))
               : state.store.find_unique(input.id_property, input.id);
}

/// As duplicates_in(), but two inputs may mean the same record without looking alike (F45).
std::vector<std::string> duplicate_records_in(const PortalState& state,
                                              const std::vector<BatchInput>& inputs) {
  std::vector<BatchInput> by_record;
  for (const BatchInput& input : inputs) {
    const ContactState contact = record_of(state, input);
    BatchInput& named = by_record.emplace_back();
    named.id = contact != nullptr ? std::to_string(contact->id) : input.id;
  }
  return duplicates_in(by_record);
}

/// What a batch of writes has come to so far.
struct BatchOutcome {
  std::map<ContactId, std::string> by_id;
  std::vector<std::string> errors;
  std::vector<std::string> missing;
  std::vector<PropertyProblem> invalid;  ///< Of every record, where one spoils all.
  std::optional<Problem> refusal;        ///< The first problem of another kind.
};

/// Tells which input failed, as 207 answers do (F69, F81).
Problem with_trace_id(Problem problem, const std::string& trace_id) {
  problem.context.insert(problem.context.begin(), {"objectWriteTraceId", {trace_id}});
  return problem;
}

/// Keeps a problem for the case that it refuses the whole batch.
void collect(const Problem& problem, BatchOutcome& outcome) {
  for (const ProblemDetail& detail : problem.errors) {
    outcome.invalid.push_back({detail.context.front().second.front(), detail.code, detail.message});
  }
  if (problem.errors.empty() && !outcome.refusal) {
    outcome.refusal = problem;
  }
}

std::optional<Problem> refusal_of(const BatchOutcome& outcome) {
  if (!outcome.invalid.empty()) {
    return invalid_values(outcome.invalid);
  }
  return outcome.refusal;
}

/// Results do not come in the order of the inputs (F45, U16).
template <class Record>
std::vector<Record> in_order_of_results(const PortalState& state,
                                        const std::map<ContactId, Record>& by_id) {
  std::vector<std::pair<std::uint64_t, ContactId>> ranked;
  for (const auto& [id, record] : by_id) {
    const std::optional<std::size_t>& draw = state.options.drawn_order;
    ranked.emplace_back(draw ? drawn_rank(*draw, id) : id, id);
  }
  std::ranges::sort(ranked);
  std::vector<Record> ordered;
  for (const auto& [rank, id] : ranked) {
    ordered.push_back(by_id.at(id));
  }
  return ordered;
}

BatchResults results_of(const PortalState& state, const BatchOutcome& outcome) {
  return {.texts = in_order_of_results(state, outcome.by_id),
          .errors = outcome.errors,
          .missing = outcome.missing};
}

enum class BatchKind { create, update, upsert };

/// What to do for one input; nullopt: its record is not there.
using BatchPlanner = std::function<Outcome<std::optional<PlannedWrite>>(const BatchInput&)>;

/// Why a write cannot stand beside the `waiting` others of its batch, which took `taken`.
std::optional<Problem> conflict_with(const PortalState& state, std::size_t waiting,
                                     std::set<ContactStore::UniqueKey>& taken,
                                     const PlannedWrite& write) {
  if (write.is_new() && state.store.live().size() + waiting >= state.options.contacts_max) {
    return contact_limit_reached(state.options.contacts_max);
  }
  const std::vector<ContactStore::UniqueKey> keys = state.store.unique_keys_of(write.after);
  if (std::ranges::any_of(keys, [&](const auto& key) { return taken.contains(key); })) {
    return Problem{409, "Contact already exists", "CONFLICT"};  // F69
  }
  taken.insert(keys.begin(), keys.end());
  return std::nullopt;
}

/// Does what `plan` says for each input: one after the other where the batch may partly fail, else
/// all or nothing.
Answer write_batch(PortalState& state, const BatchRequest& batch, const BatchPlanner& plan,
                   BatchKind kind) {
  BatchOutcome outcome;
  std::vector<std::pair<const BatchInput*, PlannedWrite>> waiting;
  std::set<ContactStore::UniqueKey> taken;  // By the writes that wait.
  const auto commit = [&](const BatchInput& input, PlannedWrite write) {
    WriteAnswer shown{.created = write.is_new(), .written = write.written};
    shown.trace_id = input.trace_id;
    shown.upsert = kind == BatchKind::upsert;
    const ContactState contact = carry_out(state, std::move(write));
    if (shown.created) {
      for (const NewAssociation& association : input.associations) {
        state.associations.add(contact->id, *association.type, association.record,
                               {state.now(), Source::app});
      }
    }
    append_written_record(outcome.by_id[contact->id], *contact, shown);
  };
  for (const BatchInput& input : batch.inputs) {
    Outcome<std::optional<PlannedWrite>> write = plan(input);
    if (!write) {
      outcome.errors.push_back(to_batch_error(with_trace_id(write.problem(), input.trace_id)));
      collect(write.problem(), outcome);
    } else if (!*write) {
      outcome.missing.push_back(input.id);
    } else if (batch.partial) {
      commit(input, std::move(**write));
    } else if (const auto problem = conflict_with(state, waiting.size(), taken, **write)) {
      collect(*problem, outcome);
    } else {
      waiting.emplace_back(&input, std::move(**write));
    }
  }
  if (!batch.partial) {
    if (const auto refusal = refusal_of(outcome)) {
      return *refusal;
    }
    for (auto& [input, write] : waiting) {
      commit(*input, std::move(write));
    }
  }
  const int status = kind == BatchKind::create ? 201 : 200;  // F11
  return batch_answer(results_of(state, outcome), status, state.now());
}

}  // namespace

Answer read_contacts(Call& call) {
  const auto batch = read_batch(call.request, call.state.options);
  const auto archived = read_flag(call.request.query, "archived");
  if (!batch || !archived) {
    return batch ? archived.problem() : batch.problem();
  }
  const std::string& id_property = batch->id_property;
  if (!id_property.empty() && id_property != "hs_object_id" &&
      !call.state.schema.identifies(id_property)) {
    return not_a_unique_property(id_property, call.state.options.portal_id);
  }
  const ContactRead read = make_contact_read(call.state.schema, batch->properties, batch->history);
  if (read.with_history() && batch->inputs.size() > kRecordsWithHistoryMax) {
    return too_many_inputs_with_history(kRecordsWithHistoryMax);
  }
  BatchResults results;
  std::map<ContactId, ContactState> found;
  for (const BatchInput& input : batch->inputs) {
    ContactState contact;
    if (*archived) {
      contact = find_archived(call.state, input.id);
    } else if (const auto live = find_contact(call.state, input.id, id_property)) {
      contact = *live;
    }
    if (contact == nullptr) {
      results.missing.push_back(input.id);
    } else {
      found.emplace(contact->id, contact);
    }
  }
  results.texts = record_texts(call.state, in_order_of_results(call.state, found), read);
  return batch_answer(results, 200, call.now());
}

Answer create_contacts(Call& call) {
  const auto batch = read_batch(call.request, call.state.options);
  if (!batch) {
    return batch.problem();
  }
  const auto plan = [&](const BatchInput& input) -> Outcome<std::optional<PlannedWrite>> {
    Outcome<PlannedWrite> write = plan_create(call.state, input.properties, Writer::api_create);
    return write ? Outcome<std::optional<PlannedWrite>>(std::move(*write)) : write.problem();
  };
  return write_batch(call.state, *batch, plan, BatchKind::create);
}

Answer update_contacts(Call& call) {
  const auto batch = read_batch(call.request, call.state.options);
  if (!batch) {
    return batch.problem();
  }
  for (const BatchInput& input : batch->inputs) {
    // Not by email, which is no unique property by its definition (F84).
    if (!input.id_property.empty() && input.id_property != "hs_object_id" &&
        (input.id_property == "email" || !call.state.schema.identifies(input.id_property))) {
      return not_a_unique_property(input.id_property, call.state.options.portal_id);
    }
  }
  if (const auto duplicates = duplicate_records_in(call.state, batch->inputs);
      !duplicates.empty()) {
    return duplicate_ids(duplicates);
  }
  const auto plan = [&](const BatchInput& input) -> Outcome<std::optional<PlannedWrite>> {
    const ContactState before = record_of(call.state, input);
    if (before == nullptr) {
      return std::optional<PlannedWrite>();
    }
    Outcome<PlannedWrite> write =
        plan_update(call.state, before, input.properties, Writer::api_update);
    return write ? Outcome<std::optional<PlannedWrite>>(std::move(*write)) : write.problem();
  };
  return write_batch(call.state, *batch, plan, BatchKind::update);
}

Answer upsert_contacts(Call& call) {
  const auto batch = read_batch(call.request, call.state.options);
  if (!batch) {
    return batch.problem();
  }
  for (const BatchInput& input : batch->inputs) {
    if (!call.state.schema.identifies(input.id_property)) {
      return not_a_unique_property(input.id_property, call.state.options.portal_id);
    }
  }
  if (const auto duplicates = duplicate_records_in(call.state, batch->inputs);
      !duplicates.empty()) {
    return duplicate_ids(duplicates);
  }
  const auto plan = [&](const BatchInput& input) -> Outcome<std::optional<PlannedWrite>> {
    RawProperties properties = input.properties;
    properties.emplace(input.id_property, input.id);
    const ContactState before = record_of(call.state, input);
    Outcome<PlannedWrite> write =
        before != nullptr ? plan_update(call.state, before, properties, Writer::api_update)
                          : plan_create(call.state, properties, Writer::api_create);
    return write ? Outcome<std::optional<PlannedWrite>>(std::move(*write)) : write.problem();
  };
  return write_batch(call.state, *batch, plan, BatchKind::upsert);
}

Answer archive_contacts(Call& call) {
  const auto batch = read_batch(call.request, call.state.options);
  if (!batch) {
    return batch.problem();
  }
  for (const BatchInput& input : batch->inputs) {
    const ContactId id = parse_contact_id(input.id).value_or(0);
    if (call.state.store.find_live(id) != nullptr) {
      call.state.store.archive(id, Source::app, call.now());
    }
  }
  return no_content();
}

}  // namespace lockstep::sim::hubspot
