/// Operations on single contacts, and their list.

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "json_read.h"
#include "portal.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kPageLimitMax = 100;  // F29
constexpr std::size_t kPageLimitDefault = 10;

Problem history_is_not_simulated() { return bad_request("propertiesWithHistory is not simulated"); }

}  // namespace

Response Portal::get_page(const Request& request, const PathCaptures& /*captures*/) {
  const auto page = read_page(request.query, kPageLimitDefault, kPageLimitMax);
  const auto archived = read_flag(request.query, "archived");
  if (!page || !archived) {
    return refuse(page ? archived.problem() : page.problem());
  }
  if (find_value(request.query, "propertiesWithHistory")) {
    return refuse(history_is_not_simulated());
  }
  const std::vector<std::string> names = names_to_read(schema_, requested_names(request.query));
  const ContactMap& contacts = *archived ? store_.archived() : store_.live();
  std::string body = "{\"results\":[";
  auto contact = contacts.lower_bound(page->after);
  for (std::size_t count = 0; contact != contacts.end() && count < page->limit; ++contact) {
    body += count++ == 0 ? "" : ",";
    append_read_record(body, *contact->second, names, options_.portal_id);
  }
  body += ']';
  if (contact != contacts.end()) {
    body += paging_text(request, std::to_string(contact->first));
  }
  return answer(200, body + '}');
}

Response Portal::get_by_id(const Request& request, const PathCaptures& captures) {
  const auto archived = read_flag(request.query, "archived");
  if (!archived) {
    return refuse(archived.problem());
  }
  if (find_value(request.query, "propertiesWithHistory")) {
    return refuse(history_is_not_simulated());
  }
  const std::string& id = captures.at("id");
  const std::string_view id_property = find_value(request.query, "idProperty").value_or("");
  Outcome<ContactState> contact = not_found();
  if (*archived && id_property.empty()) {
    const auto found = store_.archived().find(parse_contact_id(id).value_or(0));
    contact = found == store_.archived().end() ? contact : Outcome<ContactState>(found->second);
  } else if (!*archived) {
    contact = find(id, id_property);
  }
  if (!contact) {
    return refuse(contact.problem());
  }
  std::string body;
  append_read_record(body, **contact, names_to_read(schema_, requested_names(request.query)),
                     options_.portal_id);
  return answer(200, std::move(body));
}

Response Portal::create(const Request& request, const PathCaptures& /*captures*/) {
  const auto body = read_body(request);
  if (!body) {
    return refuse(body.problem());
  }
  const auto properties = read_properties(*body, request.body);
  if (!properties) {
    return refuse(properties.problem());
  }
  Outcome<PlannedWrite> write = plan_create(*properties, Writer::api_create);
  if (!write) {
    return refuse(write.problem());
  }
  const ContactState created = carry_out(std::move(*write));
  std::string text;
  append_written_record(text, *created, {.created = true});
  Response response = answer(201, std::move(text));
  response.headers["Location"] =  // F39
      "https://api.hubapi.com/crm/v3/objects/contacts/" + std::to_string(created->id);
  return response;
}

Response Portal::update(const Request& request, const PathCaptures& captures) {
  const auto body = read_body(request);
  if (!body) {
    return refuse(body.problem());
  }
  const auto properties = read_properties(*body, request.body);
  if (!properties) {
    return refuse(properties.problem());
  }
  const auto contact =
      find(captures.at("id"), find_value(request.query, "idProperty").value_or(""));
  if (!contact) {
    return refuse(contact.problem());
  }
  Outcome<PlannedWrite> write = plan_update(*contact, *properties, Writer::api_update);
  if (!write) {
    return refuse(write.problem());
  }
  WriteAnswer shown;
  shown.written = write->written;
  std::string text;
  append_written_record(text, *carry_out(std::move(*write)), shown);
  return answer(200, std::move(text));
}

Response Portal::archive(const Request& /*request*/, const PathCaptures& captures) {
  const std::string& id = captures.at("id");
  const std::optional<ContactId> number = parse_contact_id(id);
  if (!number) {
    return refuse(id_not_numeric(id));
  }
  // Unknown, archived and merged-away ids answer 204, too (F47).
  if (store_.find_live(*number) != nullptr) {
    store_.archive(*number, now());
  }
  return {204, {}, ""};
}

Response Portal::merge(const Request& request, const PathCaptures& /*captures*/) {
  const auto body = read_body(request);
  if (!body) {
    return refuse(body.problem());
  }
  const auto primary = find(optional_text(*body, "primaryObjectId").value_or(""), "");
  const auto other = find(optional_text(*body, "objectIdToMerge").value_or(""), "");
  if (!primary || !other) {
    return refuse(primary ? other.problem() : primary.problem());
  }
  if ((*primary)->id == (*other)->id) {
    return refuse(bad_request("A contact cannot be merged with itself"));
  }
  const auto survivor = merge_records((*primary)->id, (*other)->id);
  if (!survivor) {
    return refuse(survivor.problem());
  }
  std::string text;
  append_written_record(text, *store_.find_live(*survivor), {.created = true});
  return answer(200, std::move(text));
}

Response Portal::gdpr_delete(const Request& request, const PathCaptures& /*captures*/) {
  const auto body = read_body(request);
  if (!body) {
    return refuse(body.problem());
  }
  const auto contact = find(optional_text(*body, "objectId").value_or(""),
                            optional_text(*body, "idProperty").value_or(""));
  if (contact) {
    store_.erase((*contact)->id, now());
  }
  return {204, {}, ""};  // An unknown one as well: its address goes on the blocklist (F49).
}

}  // namespace lockstep::sim::hubspot
