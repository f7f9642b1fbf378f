/// Operations on single contacts, and their list.

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "contact_text.h"
#include "contact_writes.h"
#include "handlers.h"
#include "json_read.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kPageLimitMax = 100;  // F29
constexpr std::size_t kPageLimitDefault = 10;

Problem history_is_not_simulated() { return bad_request("propertiesWithHistory is not simulated"); }

}  // namespace

Answer list_contacts(Call& call) {
  const auto page = read_page(call.request.query, kPageLimitDefault, kPageLimitMax);
  const auto archived = read_flag(call.request.query, "archived");
  if (!page || !archived) {
    return page ? archived.problem() : page.problem();
  }
  if (find_value(call.request.query, "propertiesWithHistory")) {
    return history_is_not_simulated();
  }
  const std::vector<std::string> names =
      names_to_read(call.state.schema, requested_names(call.request.query));
  const ContactMap& contacts = *archived ? call.state.store.archived() : call.state.store.live();
  std::string body = "{\"results\":[";
  auto contact = contacts.lower_bound(page->after);
  for (std::size_t count = 0; contact != contacts.end() && count < page->limit; ++contact) {
    body += count++ == 0 ? "" : ",";
    append_read_record(body, *contact->second, names, call.state.options.portal_id);
  }
  body += ']';
  if (contact != contacts.end()) {
    body += paging_text(call.request, std::to_string(contact->first));
  }
  return json_answer(200, body + '}');
}

Answer get_contact(Call& call) {
  const auto archived = read_flag(call.request.query, "archived");
  if (!archived) {
    return archived.problem();
  }
  if (find_value(call.request.query, "propertiesWithHistory")) {
    return history_is_not_simulated();
  }
  const std::string& id = call.captures.at("id");
  const std::string_view id_property = find_value(call.request.query, "idProperty").value_or("");
  Outcome<ContactState> contact = not_found();
  if (*archived && id_property.empty()) {
    const auto found = call.state.store.archived().find(parse_contact_id(id).value_or(0));
    contact =
        found == call.state.store.archived().end() ? contact : Outcome<ContactState>(found->second);
  } else if (!*archived) {
    contact = find_contact(call.state, id, id_property);
  }
  if (!contact) {
    return contact.problem();
  }
  std::string body;
  append_read_record(body, **contact,
                     names_to_read(call.state.schema, requested_names(call.request.query)),
                     call.state.options.portal_id);
  return json_answer(200, std::move(body));
}

Answer create_contact(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto properties = read_properties(*body, call.request.body);
  if (!properties) {
    return properties.problem();
  }
  Outcome<PlannedWrite> write = plan_create(call.state, *properties, Writer::api_create);
  if (!write) {
    return write.problem();
  }
  const ContactState created = carry_out(call.state, std::move(*write));
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
  const auto properties = read_properties(*body, call.request.body);
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

Answer gdpr_delete_contact(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto contact = find_contact(call.state, optional_text(*body, "objectId").value_or(""),
                                    optional_text(*body, "idProperty").value_or(""));
  if (contact) {
    call.state.store.erase((*contact)->id, Source::app, call.now());
  }
  return no_content();  // An unknown one as well: its address goes on the blocklist (F49).
}

}  // namespace lockstep::sim::hubspot
