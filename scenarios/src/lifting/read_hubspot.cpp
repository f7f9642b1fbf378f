/// What an exchange with HubSpot tells of its contacts.

#include <algorithm>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/route.h"

#include "facts.h"
#include "stored_form.h"

namespace lockstep::scenario::lifting {
namespace {

constexpr int kNotFound = 404;

bool is_number(const std::string& id) {
  return !id.empty() &&
         std::ranges::all_of(id, [](char digit) { return digit >= '0' && digit <= '9'; });
}

/// The last segment of "/crm/v3/objects/contacts/123", decoded; "" if it is no id.
std::string id_in(const Request& request) {
  const std::size_t slash = request.path.rfind('/');
  const std::string id = slash == std::string::npos ? "" : request.path.substr(slash + 1);
  return is_number(id) && !find_value(request.query, "idProperty") ? id : "";
}

/// Properties that the answer would show if they had a value.
std::set<std::string> asked_for(const RecordedExchange& exchange, const Json& sent) {
  std::set<std::string> asked;
  for (const auto& [name, value] : exchange.request.query) {
    if (name == "properties") {
      for (const std::string_view property : split(value, ',')) {
        asked.emplace(property);
      }
    }
  }
  for (const Json& property : member(sent, "properties")) {
    if (property.is_string()) {
      asked.insert(property.get<std::string>());
    }
  }
  return asked;
}

Json written(const Json& properties) {
  Json fields = Json::object();
  for (const auto& [name, value] : properties.items()) {
    fields[name] = value.is_string() ? value : value.is_null() ? Json("") : Json(value.dump());
  }
  return fields;
}

class HubSpotReader {
 public:
  HubSpotReader(const RecordedExchange& exchange, std::size_t index, Facts& facts)
      : exchange_(&exchange), index_(index), facts_(&facts) {}

  void see(const Json& contact, const std::set<std::string>& asked,
           std::optional<std::size_t> write = std::nullopt) {
    const std::string id = text(contact, "id");
    if (id.empty()) {
      facts_->gap(index_, "a contact has no id", "a contact",
                  contact.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 80));
      return;
    }
    Sighting sighting;
    sighting.record = {Service::hubspot, id};
    sighting.exchange = index_;
    sighting.version = parse_timestamp(text(contact, "updatedAt"));
    sighting.created = parse_timestamp(text(contact, "createdAt"));
    sighting.write = write;
    const Json& properties = member(contact, "properties");
    for (const std::string& property : asked) {
      if (is_writable_property(property)) {
        sighting.fields[property] = text(properties, property);
      }
    }
    for (const auto& [name, value] : properties.items()) {
      if (value.is_string() && is_writable_property(name)) {
        sighting.fields[name] = value;
      }
    }
    if (member(contact, "archived") == Json(true)) {
      facts_->absences[sighting.record].push_back(index_);
      facts_->archived.emplace(id, std::move(sighting.fields));
      return;
    }
    const std::string merged = text(properties, "hs_merged_object_ids");
    for (const std::string_view former : split(merged, ';')) {
      if (!former.empty()) {
        sighting.former.emplace_back(former);
      }
    }
    facts_->sightings.push_back(std::move(sighting));
  }

  void page(const Json& body, std::string list, bool is_membership) {
    Page page{Service::hubspot,
              std::move(list),
              is_membership,
              std::string(find_value(exchange_->request.query, "after").value_or("")),
              text(member(member(body, "paging"), "next"), "after"),
              {},
              index_};
    for (const Json& result : member(body, "results")) {
      page.ids.insert(is_membership ? text(result, "recordId") : text(result, "id"));
    }
    facts_->pages.push_back(std::move(page));
  }

  void create(const Json& properties, Fate fate, const Json& answer) {
    Write write{Write::Kind::create,
                {Service::hubspot, text(answer, "id")},
                index_,
                written(properties),
                fate};
    facts_->writes.push_back(std::move(write));
    if (answer.is_object()) {
      see(answer, {}, facts_->writes.size() - 1);
    }
  }

  void update(const std::string& id, const Json& properties, Fate fate, const Json& answer) {
    facts_->writes.push_back(
        {Write::Kind::update, {Service::hubspot, id}, index_, written(properties), fate});
    if (answer.is_object()) {
      see(answer, {}, facts_->writes.size() - 1);
    }
  }

  void remove(const std::string& id) {
    facts_->writes.push_back(
        {Write::Kind::remove, {Service::hubspot, id}, index_, Json::object(), fate_of(*exchange_)});
  }

  /// Each input of a batch and the result that is its own.
  void batch(const Json& sent, const Json& body, Write::Kind kind) {
    const Fate fate = fate_of(*exchange_);
    std::size_t next = 0;
    const Json& results = list_in(body, "results");
    for (const Json& input : member(sent, "inputs")) {
      const Json& properties = member(input, "properties");
      if (kind == Write::Kind::remove) {
        remove(text(input, "id"));
        continue;
      }
      const Json answer = fate == Fate::done ? result_of(input, results, kind, next) : Json();
      const Fate own = fate == Fate::done && answer.is_null() ? Fate::refused : fate;
      if (kind == Write::Kind::create) {
        create(properties, own, answer);
      } else {
        update(text(input, "id"), properties, own, answer);
      }
    }
  }

  void missing(const Json& body) {
    for (const Json& error : member(body, "errors")) {
      for (const Json& id : member(member(error, "context"), "ids")) {
        if (id.is_string()) {
          gone(id.get<std::string>());
        }
      }
    }
  }

  void gone(const std::string& id) {
    if (is_number(id)) {
      facts_->absences[{Service::hubspot, id}].push_back(index_);
    }
  }

 private:
  /// A create's result is told by its email or, without one, by what was sent.
  Json result_of(const Json& input, const Json& results, Write::Kind kind,
                 std::size_t& next) const {
    const Json& sent = member(input, "properties");
    for (std::size_t at = kind == Write::Kind::create ? next : 0; at < results.size(); ++at) {
      const Json& shown = member(results[at], "properties");
      const bool is_it =
          kind == Write::Kind::update
              ? text(results[at], "id") == text(input, "id")
              : stored_hubspot(written(sent)).value("email", "") == text(shown, "email") &&
                    text(sent, "firstname") == text(shown, "firstname");
      if (is_it) {
        next = kind == Write::Kind::create ? at + 1 : next;
        return results[at];
      }
    }
    return nullptr;
  }

  const RecordedExchange* exchange_;
  std::size_t index_;
  Facts* facts_;
};

void read_properties(const Json& body, Facts& facts) {
  for (const Json& definition : member(body, "results")) {
    const std::string name = text(definition, "name");
    if (!name.empty() && member(definition, "hubspotDefined") != Json(true) &&
        !is_known_property(name)) {
      Json kept = {{"name", name}};
      for (const char* const key :
           {"label", "type", "fieldType", "groupName", "options", "description", "displayOrder",
            "hidden", "formField", "hasUniqueValue"}) {
        if (!member(definition, key).is_null()) {
          kept[key] = member(definition, key);
        }
      }
      facts.properties[name] = std::move(kept);
    }
  }
}

void read_owners(const Json& body, Facts& facts) {
  for (const Json& owner : member(body, "results")) {
    if (member(owner, "archived") != Json(true) && !text(owner, "id").empty()) {
      facts.owners[text(owner, "id")] = {text(owner, "email"), text(owner, "firstName"),
                                         text(owner, "lastName")};
    }
  }
}

/// "" where the path names none.
std::string list_of(const Request& request) {
  const auto captures = sim::match_path("/crm/v3/lists/{list}/memberships", request.path);
  return captures ? captures->at("list") : "";
}

}  // namespace

void read_hubspot(const RecordedExchange& exchange, std::size_t index, Facts& facts) {
  const std::string& operation = facts.operations[index];
  HubSpotReader reader(exchange, index, facts);
  const int status = exchange.response ? exchange.response->status : 0;
  const auto see_all = [&](const Json& body, const Json& sent) {
    const std::set<std::string> asked = asked_for(exchange, sent);
    for (const Json& contact : member(body, "results")) {
      reader.see(contact, asked);
    }
  };
  if (operation == "crm.contacts.getPage") {
    const Json body = body_of(exchange, index, facts);
    see_all(body, nullptr);
    if (body.is_object() && find_value(exchange.request.query, "archived") != "true") {
      reader.page(body, "contacts", false);
    }
  } else if (operation == "crm.contacts.search" || operation == "crm.contacts.batch.read") {
    const Json body = body_of(exchange, index, facts);
    see_all(body, sent_by(exchange, index, facts));
    reader.missing(body);
  } else if (operation == "crm.contacts.getById") {
    const Json body = body_of(exchange, index, facts);
    if (body.is_object()) {
      reader.see(body, asked_for(exchange, nullptr));
    } else if (status == kNotFound) {
      reader.gone(id_in(exchange.request));
    }
  } else if (operation == "crm.contacts.create") {
    reader.create(member(sent_by(exchange, index, facts), "properties"), fate_of(exchange),
                  body_of(exchange, index, facts));
  } else if (operation == "crm.contacts.update") {
    if (status == kNotFound) {
      reader.gone(id_in(exchange.request));
    }
    reader.update(id_in(exchange.request), member(sent_by(exchange, index, facts), "properties"),
                  fate_of(exchange), body_of(exchange, index, facts));
  } else if (operation == "crm.contacts.batch.create" || operation == "crm.contacts.batch.update") {
    reader.batch(
        sent_by(exchange, index, facts), body_of(exchange, index, facts),
        operation == "crm.contacts.batch.create" ? Write::Kind::create : Write::Kind::update);
  } else if (operation == "crm.contacts.archive") {
    reader.remove(id_in(exchange.request));
  } else if (operation == "crm.contacts.batch.archive") {
    reader.batch(sent_by(exchange, index, facts), nullptr, Write::Kind::remove);
  } else if (operation == "crm.lists.memberships") {
    const Json body = body_of(exchange, index, facts);
    if (body.is_object() && !list_of(exchange.request).empty()) {
      reader.page(body, list_of(exchange.request), true);
    }
  } else if (operation == "crm.lists.getById" || operation == "crm.lists.getAll") {
    const Json body = body_of(exchange, index, facts);
    if (const Json& list = member(body, "list"); !text(list, "listId").empty()) {
      facts.lists[text(list, "listId")] = text(list, "name");
    }
    for (const Json& list : member(body, "lists")) {
      if (!text(list, "listId").empty()) {
        facts.lists[text(list, "listId")] = text(list, "name");
      }
    }
  } else if (operation == "crm.properties.getAll") {
    read_properties(body_of(exchange, index, facts), facts);
  } else if (operation == "crm.owners.getPage") {
    read_owners(body_of(exchange, index, facts), facts);
  } else if (operation == "unknown" || sim::FakeHubSpot::is_mutation(operation)) {
    facts.gap(index, "nothing is known of this request", "a request that a scenario can express",
              std::string(to_string(exchange.request.method)) + " " + exchange.request.path);
  }
}

}  // namespace lockstep::scenario::lifting
