/// Operations on single contacts, and their list.

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "contact_read.h"
#include "contact_text.h"
#include "contact_writes.h"
#include "email_address.h"
#include "handlers.h"
#include "json_read.h"
#include "new_associations.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kPageLimitMax = 100;  // F29
constexpr std::size_t kPageLimitDefault = 10;

}  // namespace

Answer list_contacts(Call& call) {
  const PortalState& state = call.state;
  const auto read = read_contact_query(state.schema, call.request.query);
  if (!read) {
    return read.problem();
  }
  const auto page = read_page(call.request.query, kPageLimitDefault,
                              read->with_history() ? kRecordsWithHistoryMax : kPageLimitMax);
  const auto archived = read_flag(call.request.query, "archived");
  if (!page || !archived) {
    return page ? archived.problem() : page.problem();
  }
  const ContactMap& contacts = *archived ? state.store.archived() : state.store.live();
  std::vector<ContactState> shown;
  auto contact = contacts.lower_bound(page->after);
  for (; contact != contacts.end() && shown.size() < page->limit; ++contact) {
    shown.push_back(contact->second);
  }
  std::string body = "{\"results\":[" + join(record_texts(state, shown, *read), ",") + "]";
  if (contact != contacts.end()) {
    body += paging_text(call.request, std::to_string(contact->first));
  }
  return json_answer(200, body + '}');
}

Answer get_contact(Call& call) {
  const PortalState& state = call.state;
  const auto read = read_contact_query(state.schema, call.request.query);
  const auto archived = read_flag(call.request.query, "archived");
  if (!read || !archived) {
    return read ? archived.problem() : read.problem();
  }
  const std::string& id = call.captures.at("id");
  const std::string_view id_property = find_value(call.request.query, "idProperty").value_or("");
  Outcome<ContactState> contact = not_found();
  if (*archived && id_property.empty()) {
    const ContactState found = find_archived(state, id);
    contact = found == nullptr ? contact : Outcome<ContactState>(found);
  } else if (!*archived) {
    contact = find_contact(state, id, id_property);
  }
  if (!contact) {
    return contact.problem();
  }
  return json_answer(200, record_texts(state, {*contact}, *read).front());
}

Answer create_contact(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto properties = read_properties(*body, call.request.body, call.state.options);
  const auto associations = read_new_associations(*body, call.request.body);
  if (!properties || !associations) {
    return properties ? associations.problem() : properties.problem();
  }
  Outcome<PlannedWrite> write = plan_create(call.state, *properties, Writer::api_create);
  if (!write) {
    return write.problem();
  }
  const ContactState created = carry_out(call.state, std::move(*write));
  for (const NewAssociation& association : *associations) {
    call.state.associations.add(created->id, *association.type, association.record,
                                {call.now(), Source::app});
  }
  std::string text;
  append_written_record(text, *created, {.created = true});
  Response response = json_answer(201, std::move(text));
  response.headers["Location"] =  // F39
      "https://api.hubapi.com/crm/v3/objects/contacts/" + std::to_string(created->id);
  return response;
}

Answer update_contact(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto properties = read_properties(*body, call.request.body, call.state.options);
  if (!properties) {
    return properties.problem();
  }
  const auto contact = find_contact(call.state, call.captures.at("id"),
                                    find_value(call.request.query, "idProperty").value_or(""));
  if (!contact) {
    return contact.problem();
  }
  Outcome<PlannedWrite> write = plan_update(call.state, *contact, *properties, Writer::api_update);
  if (!write) {
    return write.problem();
  }
  WriteAnswer shown;
  shown.written = write->written;
  std::string text;
  append_written_record(text, *carry_out(call.state, std::move(*write)), shown);
  return json_answer(200, std::move(text));
}

Answer archive_contact(Call& call) {
  const std::string& id = call.captures.at("id");
  const std::optional<ContactId> number = parse_contact_id(id);
  if (!number) {
    return id_not_numeric(id);
  }
  // Unknown, archived and merged-away ids answer 204, too (F47).
  if (call.state.store.find_live(*number) != nullptr) {
    call.state.store.archive(*number, Source::app, call.now());
  }
  return no_content();
}

Answer merge_two_contacts(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto primary =
      find_contact(call.state, optional_text(*body, "primaryObjectId").value_or(""), "");
  const auto other =
      find_contact(call.state, optional_text(*body, "objectIdToMerge").value_or(""), "");
  if (!primary || !other) {
    return primary ? other.problem() : primary.problem();
  }
  if ((*primary)->id == (*other)->id) {
    return bad_request("A contact cannot be merged with itself");
  }
  const auto survivor = merge_records(call.state, (*primary)->id, (*other)->id, Writer::api_update);
  if (!survivor) {
    return survivor.problem();
  }
  std::string text;
  append_written_record(text, *call.state.store.find_live(*survivor), {.created = true});
  return json_answer(200, std::move(text));
}

/// The addresses go on the blocklist, an unknown one as well (F49).
Answer gdpr_delete_contact(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const std::string id = optional_text(*body, "objectId").value_or("");
  const std::string id_property = optional_text(*body, "idProperty").value_or("");
  if (id.empty()) {
    return malformed_json(call.request.body,
                          "Cannot build PublicGdprDeleteInput, some of required attributes are not "
                          "set [objectId]");
  }
  PortalState& state = call.state;
  ContactState contact;
  if (const auto found = find_contact(state, id, id_property)) {
    contact = *found;
    state.store.erase(contact->id, Source::app, call.now());
  } else if (id_property.empty()) {
    contact = state.store.erase_archived(parse_contact_id(id).value_or(0), Source::app, call.now());
  }
  if (contact != nullptr) {
    for (const auto& [property, value] : state.store.unique_keys_of(*contact)) {
      if (property == "email") {
        state.blocklist.insert(value);
      }
    }
  } else if (id_property == "email") {
    state.blocklist.insert(normalise_email(id));
  }
  return no_content();
}

}  // namespace lockstep::sim::hubspot
