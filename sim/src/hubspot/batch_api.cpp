/// Operations on up to 100 contacts at once (F32, F44 to F46, F81 to F84).

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "json_read.h"
#include "json_text.h"
#include "portal.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kInputsMax = 100;  // F32, F80

bool all_have_own_trace_ids(const std::vector<BatchInput>& inputs) {
  std::set<std::string> trace_ids;
  for (const BatchInput& input : inputs) {
    if (input.trace_id.empty() || !trace_ids.insert(input.trace_id).second) {
      return false;
    }
  }
  return true;
}

Outcome<BatchInput> read_input(const Json& json, std::string_view text) {
  if (!json.is_object()) {
    return malformed_json(text, "Cannot deserialize value of an input");
  }
  BatchInput input;
  const auto id = optional_text(json, "id");
  const auto id_property = optional_text(json, "idProperty");
  const auto trace_id = optional_text(json, "objectWriteTraceId");
  if (!id || !id_property || !trace_id) {
    return malformed_json(text, "Cannot deserialize value of `java.lang.String`");
  }
  input.id = *id;
  input.id_property = *id_property;
  input.trace_id = *trace_id;
  if (json.contains("properties")) {
    Outcome<RawProperties> properties = read_properties(json, text);
    if (!properties) {
      return properties.problem();
    }
    input.properties = std::move(*properties);
  }
  return input;
}

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

/// What a batch of writes has come to so far.
struct BatchOutcome {
  std::map<ContactId, std::string> by_id;  ///< Results not in the order of the inputs (F45, U16).
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

std::vector<std::string> results_of(const BatchOutcome& outcome) {
  std::vector<std::string> results;
  for (const auto& [id, text] : outcome.by_id) {
    results.push_back(text);
  }
  return results;
}

std::vector<std::string> errors_of(const BatchOutcome& outcome) {
  std::vector<std::string> errors = outcome.errors;
  if (!outcome.missing.empty()) {
    errors.push_back(to_batch_error(missing_ids(outcome.missing)));  // One for all (F83).
  }
  return errors;
}

}  // namespace

Outcome<BatchRequest> Portal::read_batch(const Request& request) const {
  const auto body = read_body(request);
  if (!body) {
    return body.problem();
  }
  const auto inputs = body->find("inputs");
  if (inputs == body->end() || !inputs->is_array()) {
    return malformed_json(request.body,
                          "Cannot build a batch, some of required attributes are not set [inputs]");
  }
  if (inputs->size() > kInputsMax) {
    return too_many_inputs(kInputsMax);
  }
  BatchRequest batch;
  for (const Json& json : *inputs) {
    Outcome<BatchInput> input = read_input(json, request.body);
    if (!input) {
      return input.problem();
    }
    batch.inputs.push_back(std::move(*input));
  }
  const auto properties = optional_texts(*body, "properties");
  const auto id_property = optional_text(*body, "idProperty");
  const auto history = optional_texts(*body, "propertiesWithHistory");
  if (!properties || !id_property || !history) {
    return malformed_json(request.body, "Cannot deserialize value of a batch");
  }
  if (!history->empty()) {
    return bad_request("propertiesWithHistory is not simulated");
  }
  batch.properties = *properties;
  batch.id_property = *id_property;
  batch.partial = all_have_own_trace_ids(batch.inputs);
  return batch;
}

std::string Portal::batch_text(const std::vector<std::string>& results,
                               const std::vector<std::string>& errors) const {
  std::string text = R"({"status":"COMPLETE","results":[)" + join(results, ",") + "]";
  if (!errors.empty()) {
    text += ",\"numErrors\":" + std::to_string(errors.size()) + ",\"errors\":[" +
            join(errors, ",") + "]";
  }
  append_json_name(text, "startedAt");
  append_json_string(text, format_timestamp(now()));
  append_json_name(text, "completedAt");
  append_json_string(text, format_timestamp(now()));
  return text + "}";
}

Response Portal::batch_read(const Request& request, const PathCaptures& /*captures*/) {
  const auto batch = read_batch(request);
  const auto archived = read_flag(request.query, "archived");
  if (!batch || !archived) {
    return refuse(batch ? archived.problem() : batch.problem());
  }
  const std::string& id_property = batch->id_property;
  if (!id_property.empty() && id_property != "hs_object_id" && !schema_.identifies(id_property)) {
    return refuse(not_a_unique_property(id_property, options_.portal_id));
  }
  const std::vector<std::string> names = names_to_read(schema_, batch->properties);
  BatchOutcome outcome;
  for (const BatchInput& input : batch->inputs) {
    ContactState state;
    if (*archived) {
      const auto found = store_.archived().find(parse_contact_id(input.id).value_or(0));
      state = found == store_.archived().end() ? nullptr : found->second;
    } else if (const auto found = find(input.id, id_property)) {
      state = *found;
    }
    if (state == nullptr) {
      outcome.missing.push_back(input.id);
      continue;
    }
    std::string text;
    append_read_record(text, *state, names, options_.portal_id);
    outcome.by_id[state->id] = std::move(text);
  }
  return answer(outcome.missing.empty() ? 200 : 207,
                batch_text(results_of(outcome), errors_of(outcome)));
}

Response Portal::write_batch(const BatchRequest& batch, const BatchPlanner& plan, int status) {
  BatchOutcome outcome;
  std::vector<std::pair<const BatchInput*, PlannedWrite>> waiting;
  std::set<ContactStore::UniqueKey> taken;  // By the writes that wait.
  const auto commit = [&](const BatchInput& input, PlannedWrite write) {
    WriteAnswer shown{.created = write.is_new(), .written = write.written};
    shown.trace_id = input.trace_id;
    shown.upsert = batch.upsert;
    const ContactState state = carry_out(std::move(write));
    append_written_record(outcome.by_id[state->id], *state, shown);
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
    } else if (const auto problem = conflict_with(waiting.size(), taken, **write)) {
      collect(*problem, outcome);
    } else {
      waiting.emplace_back(&input, std::move(**write));
    }
  }
  if (!batch.partial) {
    if (const auto refusal = refusal_of(outcome)) {
      return refuse(*refusal);
    }
    for (auto& [input, write] : waiting) {
      commit(*input, std::move(write));
    }
  }
  const std::vector<std::string> errors = errors_of(outcome);
  return answer(errors.empty() ? status : 207, batch_text(results_of(outcome), errors));
}

std::optional<Problem> Portal::conflict_with(std::size_t waiting,
                                             std::set<ContactStore::UniqueKey>& taken,
                                             const PlannedWrite& write) const {
  if (write.is_new() && store_.live().size() + waiting >= options_.contacts_max) {
    return contact_limit_reached(options_.contacts_max);
  }
  const std::vector<ContactStore::UniqueKey> keys = store_.unique_keys_of(write.after);
  if (std::ranges::any_of(keys, [&](const auto& key) { return taken.contains(key); })) {
    return Problem{409, "Contact already exists", "CONFLICT"};  // F69
  }
  taken.insert(keys.begin(), keys.end());
  return std::nullopt;
}

Response Portal::batch_create(const Request& request, const PathCaptures& /*captures*/) {
  const auto batch = read_batch(request);
  if (!batch) {
    return refuse(batch.problem());
  }
  const auto plan = [&](const BatchInput& input) -> Outcome<std::optional<PlannedWrite>> {
    Outcome<PlannedWrite> write = plan_create(input.properties, Writer::api_create);
    return write ? Outcome<std::optional<PlannedWrite>>(std::move(*write)) : write.problem();
  };
  return write_batch(*batch, plan, 201);
}

Response Portal::batch_update(const Request& request, const PathCaptures& /*captures*/) {
  const auto batch = read_batch(request);
  if (!batch) {
    return refuse(batch.problem());
  }
  if (const auto duplicates = duplicates_in(batch->inputs); !duplicates.empty()) {
    return refuse(duplicate_ids(duplicates));
  }
  for (const BatchInput& input : batch->inputs) {
    // Not by email, which is no unique property by its definition (F84).
    if (!input.id_property.empty() && input.id_property != "hs_object_id" &&
        (input.id_property == "email" || !schema_.identifies(input.id_property))) {
      return refuse(not_a_unique_property(input.id_property, options_.portal_id));
    }
  }
  const auto plan = [&](const BatchInput& input) -> Outcome<std::optional<PlannedWrite>> {
    // Merged-away ids do not lead on here (F50).
    const bool by_id = input.id_property.empty() || input.id_property == "hs_object_id";
    const ContactState before = by_id ? store_.find_live(parse_contact_id(input.id).value_or(0))
                                      : store_.find_unique(input.id_property, input.id);
    if (before == nullptr) {
      return std::optional<PlannedWrite>();
    }
    Outcome<PlannedWrite> write = plan_update(before, input.properties, Writer::api_update);
    return write ? Outcome<std::optional<PlannedWrite>>(std::move(*write)) : write.problem();
  };
  return write_batch(*batch, plan, 200);
}

Response Portal::batch_upsert(const Request& request, const PathCaptures& /*captures*/) {
  auto batch = read_batch(request);
  if (!batch) {
    return refuse(batch.problem());
  }
  batch->upsert = true;
  if (const auto duplicates = duplicates_in(batch->inputs); !duplicates.empty()) {
    return refuse(duplicate_ids(duplicates));
  }
  for (const BatchInput& input : batch->inputs) {
    if (!schema_.identifies(input.id_property)) {
      return refuse(not_a_unique_property(input.id_property, options_.portal_id));
    }
  }
  const auto plan = [&](const BatchInput& input) -> Outcome<std::optional<PlannedWrite>> {
    RawProperties properties = input.properties;
    properties.emplace(input.id_property, input.id);
    const ContactState before = store_.find_unique(input.id_property, input.id);
    Outcome<PlannedWrite> write = before != nullptr
                                      ? plan_update(before, properties, Writer::api_update)
                                      : plan_create(properties, Writer::api_create);
    return write ? Outcome<std::optional<PlannedWrite>>(std::move(*write)) : write.problem();
  };
  return write_batch(*batch, plan, 200);
}

Response Portal::batch_archive(const Request& request, const PathCaptures& /*captures*/) {
  const auto batch = read_batch(request);
  if (!batch) {
    return refuse(batch.problem());
  }
  for (const BatchInput& input : batch->inputs) {
    const ContactId id = parse_contact_id(input.id).value_or(0);
    if (store_.find_live(id) != nullptr) {
      store_.archive(id, now());
    }
  }
  return {204, {}, ""};
}

}  // namespace lockstep::sim::hubspot
