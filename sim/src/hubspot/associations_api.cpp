/// Operations on the associations of contacts: /crm/v4/objects/contacts/{id}/associations and
/// /crm/v4/associations/contacts.

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/text.h"

#include "batch_text.h"
#include "contact_read.h"
#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

// The default of the description (F9); that it is the most, too, is assumed
// (hubspot.associations.page).
constexpr std::size_t kAssociationsMax = 500;
// Assumed (hubspot.associations.limits).
constexpr std::size_t kAssociationInputsMax = 1'000;

/// One association with its type, as v4 shows it. Labels are not simulated.
std::string association_text(std::uint64_t record, const AssociatedType& type) {
  std::string text = "{";
  append_json_name(text, "toObjectId");
  append_json_string(text, std::to_string(record));
  return text + R"(,"associationTypes":[{"category":"HUBSPOT_DEFINED","typeId":)" +
         std::to_string(type.association_type_id) + "}]}";
}

struct Ends {
  ContactState contact;
  const AssociatedType* type;
  std::uint64_t record = 0;
};

/// Both ends of the association that a path names.
Outcome<Ends> read_ends(const Call& call) {
  const AssociatedType* const type = find_associated_type(call.captures.at("type"));
  if (type == nullptr) {
    return unknown_object_type(call.captures.at("type"));
  }
  const Outcome<ContactState> contact = find_contact(call.state, call.captures.at("id"), "");
  if (!contact) {
    return contact.problem();
  }
  Ends ends{*contact, type};
  if (const auto record = call.captures.find("record"); record != call.captures.end()) {
    const auto number = parse_count(record->second);
    if (!number) {
      return id_not_numeric(record->second);
    }
    ends.record = *number;
  }
  return ends;
}

/// read_ends() of a path of v3, which also names the type of association, by number or as a text.
Outcome<Ends> read_labelled_ends(const Call& call) {
  Outcome<Ends> ends = read_ends(call);
  const std::string& label = call.captures.at("label");
  if (ends && label != label_of(*ends->type) &&
      label != std::to_string(ends->type->association_type_id)) {
    return bad_request("Association type " + label + " does not lead from contacts to " +
                       std::string(ends->type->plural));
  }
  return ends;
}

/// The body of a v4 write: at least one type, and all of the one that is simulated.
std::optional<Problem> problem_with_types(const Request& request, const AssociatedType& type) {
  const auto body = read_json(request);
  if (!body) {
    return body.problem();
  }
  if (!body->is_array() || body->empty()) {
    return malformed_json(request.body, "Cannot deserialize value of association types");
  }
  for (const Json& spec : *body) {
    const auto id = spec.is_object() ? optional_text(spec, "associationTypeId") : std::nullopt;
    if (!id || *id != std::to_string(type.association_type_id)) {
      return bad_request("Association type " + id.value_or("") +
                         " does not lead from contacts to " + std::string(type.plural));
    }
  }
  return std::nullopt;
}

}  // namespace

Answer list_associations(Call& call) {
  const auto ends = read_ends(call);
  const auto page = read_page(call.request.query, kAssociationsMax, kAssociationsMax);
  if (!ends || !page) {
    return ends ? page.problem() : ends.problem();
  }
  const auto& records = call.state.associations.of(ends->contact->id, *ends->type);
  std::vector<std::string> shown;
  auto record = records.lower_bound(page->after);
  for (; record != records.end() && shown.size() < page->limit; ++record) {
    shown.push_back(association_text(*record, *ends->type));
  }
  std::string body = "{\"results\":[" + join(shown, ",") + "]";
  if (record != records.end()) {
    body += paging_text(call.request, std::to_string(*record));
  }
  return json_answer(200, body + "}");
}

Answer read_associations(Call& call) {
  const AssociatedType* const type = find_associated_type(call.captures.at("type"));
  if (type == nullptr) {
    return unknown_object_type(call.captures.at("type"));
  }
  const auto body = read_batch_body(call.request, kAssociationInputsMax);
  if (!body) {
    return body.problem();
  }
  BatchResults results;
  for (const Json& input : body->at("inputs")) {
    const auto id = input.is_object() ? optional_text(input, "id") : std::nullopt;
    if (!id) {
      return malformed_json(call.request.body, "Cannot deserialize value of an input");
    }
    const Outcome<ContactState> contact = find_contact(call.state, *id, "");
    if (!contact) {
      results.missing.push_back(*id);
      continue;
    }
    std::vector<std::string> shown;
    for (const std::uint64_t record : call.state.associations.of((*contact)->id, *type)) {
      shown.push_back(association_text(record, *type));
    }
    std::string text = "{\"from\":{\"id\":";
    append_json_string(text, *id);
    results.texts.push_back(text + "},\"to\":[" + join(shown, ",") + "]}");
  }
  return batch_answer(results, 200, call.now());
}

Answer put_association(Call& call) {
  const auto ends = read_ends(call);
  if (!ends) {
    return ends.problem();
  }
  if (const auto problem = problem_with_types(call.request, *ends->type)) {
    return *problem;
  }
  call.state.associations.add(ends->contact->id, *ends->type, ends->record,
                              {call.now(), Source::app});
  std::string body = "{";
  const auto text = [&](std::string_view name, std::string_view value) {
    append_json_name(body, name);
    append_json_string(body, value);
  };
  text("fromObjectTypeId", "0-1");
  text("fromObjectId", std::to_string(ends->contact->id));
  text("toObjectTypeId", ends->type->object_type_id);
  text("toObjectId", std::to_string(ends->record));
  return json_answer(201, body + R"(,"labels":[]})");
}

Answer delete_association(Call& call) {
  const auto ends = read_ends(call);
  if (!ends) {
    return ends.problem();
  }
  call.state.associations.remove(ends->contact->id, *ends->type, ends->record,
                                 {call.now(), Source::app});
  return no_content();
}

Answer list_contact_associations(Call& call) {
  const auto ends = read_ends(call);
  const auto page = read_page(call.request.query, kAssociationsMax, kAssociationsMax);
  if (!ends || !page) {
    return ends ? page.problem() : ends.problem();
  }
  const auto& records = call.state.associations.of(ends->contact->id, *ends->type);
  std::string body = "{\"results\":[";
  auto record = records.lower_bound(page->after);
  for (std::size_t shown = 0; record != records.end() && shown < page->limit; ++record, ++shown) {
    body += shown == 0 ? "{" : ",{";
    append_json_name(body, "id");
    append_json_string(body, std::to_string(*record));
    append_json_name(body, "type");
    append_json_string(body, label_of(*ends->type));
    body += '}';
  }
  body += ']';
  if (record != records.end()) {
    body += paging_text(call.request, std::to_string(*record));
  }
  return json_answer(200, body + "}");
}

Answer put_contact_association(Call& call) {
  const auto ends = read_labelled_ends(call);
  if (!ends) {
    return ends.problem();
  }
  call.state.associations.add(ends->contact->id, *ends->type, ends->record,
                              {call.now(), Source::app});
  ContactRead read = make_contact_read(call.state.schema, {}, {});
  read.associations = {ends->type};
  return json_answer(200, record_texts(call.state, {ends->contact}, read).front());
}

Answer delete_contact_association(Call& call) {
  const auto ends = read_labelled_ends(call);
  if (!ends) {
    return ends.problem();
  }
  call.state.associations.remove(ends->contact->id, *ends->type, ends->record,
                                 {call.now(), Source::app});
  return no_content();
}

}  // namespace lockstep::sim::hubspot
