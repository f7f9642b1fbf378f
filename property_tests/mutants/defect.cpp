#include "defect.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/sim/route.h"

namespace lockstep::mutants {
namespace {

struct Known {
  Service service;
  Method method;
  std::string_view path;
  std::string_view operation;
};

/// What the engine sends. Written down here a third time, after the engine and the fakes: a defect
/// that no longer meets its request is found by the mutant that survives.
constexpr std::array kKnown = {
    // clang-format off
    Known{Service::google,  Method::post,  "/token",                              "oauth.token"},
    Known{Service::google,  Method::get,   "/v1/people/me/connections",           "people.connections.list"},
    Known{Service::google,  Method::get,   "/v1/otherContacts",                   "otherContacts.list"},
    Known{Service::google,  Method::get,   "/v1/people:batchGet",                 "people.getBatchGet"},
    Known{Service::google,  Method::post,  "/v1/people:createContact",            "people.createContact"},
    Known{Service::google,  Method::post,  "/v1/people:batchCreateContacts",      "people.batchCreateContacts"},
    Known{Service::google,  Method::post,  "/v1/people:batchUpdateContacts",      "people.batchUpdateContacts"},
    Known{Service::google,  Method::patch, "/v1/people/{person}:updateContact",   "people.updateContact"},
    Known{Service::google,  Method::get,   "/v1/people/{person}",                 "people.get"},
    Known{Service::hubspot, Method::post,  "/oauth/v1/token",                     "oauth.token"},
    Known{Service::hubspot, Method::get,   "/oauth/v1/access-tokens/{token}",     "oauth.accessTokens.get"},
    Known{Service::hubspot, Method::get,   "/crm/v3/objects/contacts",            "crm.contacts.getPage"},
    Known{Service::hubspot, Method::get,   "/crm/v3/objects/contacts/{contact}",  "crm.contacts.getById"},
    Known{Service::hubspot, Method::post,  "/crm/v3/objects/contacts/search",     "crm.contacts.search"},
    Known{Service::hubspot, Method::post,  "/crm/v3/objects/contacts/batch/read", "crm.contacts.batch.read"},
    Known{Service::hubspot, Method::post,  "/crm/v3/objects/contacts/batch/create", "crm.contacts.batch.create"},
    Known{Service::hubspot, Method::post,  "/crm/v3/objects/contacts/batch/update", "crm.contacts.batch.update"},
    Known{Service::hubspot, Method::post,  "/crm/v3/objects/contacts",            "crm.contacts.create"},
    Known{Service::hubspot, Method::patch, "/crm/v3/objects/contacts/{contact}",  "crm.contacts.update"},
    Known{Service::hubspot, Method::get,   "/crm/v3/lists/{list}/memberships",    "crm.lists.memberships"},
    Known{Service::hubspot, Method::get,   "/crm/v3/properties/contacts",         "crm.properties.getAll"},
    // clang-format on
};

/// Where answers have their records, each perhaps inside another object.
constexpr std::array kLists = {"connections", "otherContacts", "results",
                               "responses",   "createdPeople", "searchResults"};

Json& record_in(Json& item) {
  return item.is_object() && item.contains("person") ? item.at("person") : item;
}

/// Calls `change` for each record of an answer, and writes the answer anew.
void each_record(Response& response, const std::function<void(Json& record)>& change) {
  Json body = parsed(response.body);
  if (!body.is_object() || response.status >= 400) {
    return;
  }
  bool is_list = false;
  for (const char* const key : kLists) {
    if (body.contains(key) && body.at(key).is_array()) {
      is_list = true;
      for (Json& item : body.at(key)) {
        change(record_in(item));
      }
    }
  }
  if (body.contains("updateResult")) {
    is_list = true;
    for (auto& [name, item] : body.at("updateResult").items()) {
      change(record_in(item));
    }
  }
  if (!is_list && (body.contains("resourceName") || body.contains("properties"))) {
    change(body);
  }
  response.body = body.dump();
}

}  // namespace

Json parsed(const std::string& text) {
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return json.is_discarded() ? Json(nullptr) : json;
}

Call::Call(Service to, Request sent) : service(to), request(std::move(sent)) {
  for (const Known& known : kKnown) {
    if (known.service == service && known.method == request.method &&
        sim::match_path(known.path, request.path)) {
      operation = known.operation;
      return;
    }
  }
}

bool Call::is_create() const {
  return is("people.createContact") || is("people.batchCreateContacts") ||
         is("crm.contacts.create") || is("crm.contacts.batch.create");
}

bool Call::is_update() const {
  return is("people.updateContact") || is("people.batchUpdateContacts") ||
         is("crm.contacts.update") || is("crm.contacts.batch.update");
}

bool Call::is_write() const { return is_create() || is_update(); }

Json Call::body() const { return parsed(request.body); }

void Call::each_person(const std::function<void(Json& person)>& change) {
  if (service != Service::google || !is_write()) {
    return;
  }
  Json json = body();
  if (json.contains("contacts") && json.at("contacts").is_array()) {
    for (Json& item : json.at("contacts")) {
      change(item.at("contactPerson"));
    }
  } else if (json.contains("contacts")) {
    for (auto& [name, person] : json.at("contacts").items()) {
      change(person);
    }
  } else {
    change(json);
  }
  set_body(json);
}

void Call::each_properties(const std::function<void(Json& properties)>& change) {
  if (service != Service::hubspot || !is_write()) {
    return;
  }
  Json json = body();
  if (json.contains("inputs")) {
    for (Json& item : json.at("inputs")) {
      change(item.at("properties"));
    }
  } else {
    change(json.at("properties"));
  }
  set_body(json);
}

std::string Call::query(std::string_view name) const {
  return std::string(find_value(request.query, name).value_or(""));
}

void Call::set_query(std::string_view name, std::string value) {
  for (auto& [key, old] : request.query) {
    if (key == name) {
      old = std::move(value);
      return;
    }
  }
  request.query.emplace_back(name, std::move(value));
}

void Call::write_also(std::string_view field) {
  const std::string mask = query("updatePersonFields");
  if (("," + mask + ",").find("," + std::string(field) + ",") == std::string::npos) {
    set_query("updatePersonFields", mask + "," + std::string(field));
  }
}

void each_person(Response& response, const std::function<void(Json& person)>& change) {
  each_record(response, change);
}

void each_contact(Response& response, const std::function<void(Json& contact)>& change) {
  each_record(response, change);
}

void drop_from_lists(Response& response, const std::function<bool(const Json& record)>& gone) {
  Json body = parsed(response.body);
  if (!body.is_object() || response.status >= 400) {
    return;
  }
  for (const char* const key : kLists) {
    if (!body.contains(key) || !body.at(key).is_array()) {
      continue;
    }
    Json kept = Json::array();
    for (Json& item : body.at(key)) {
      if (!gone(record_in(item))) {
        kept.push_back(std::move(item));
      }
    }
    body.at(key) = std::move(kept);
  }
  response.body = body.dump();
}

Defect sending_again(std::function<bool(const Call& call, const Result<Response>& answer)> fits,
                     std::function<void(Call& call)> change) {
  Defect defect;
  defect.around = [fits = std::move(fits), change = std::move(change)](Call& call,
                                                                       Transport& world) {
    Result<Response> answer = world.send(call.request);
    if (fits(call, answer)) {
      change(call);
      answer = world.send(call.request);
    }
    return answer;
  };
  return defect;
}

void drop_email(Call& call) {
  call.each_properties([](Json& properties) { properties.erase("email"); });
}

Response refusal(int status) {
  return {status, {{"Content-Type", "application/json; charset=UTF-8"}}, "{}"};
}

Response pretence(const Call& call) {
  Json body = call.body();
  if (call.service == Service::hubspot) {
    const std::string id = call.request.path.substr(call.request.path.rfind('/') + 1);
    body = {{"id", id},
            {"properties", body.at("properties")},
            {"createdAt", "2026-03-02T09:00:00.000Z"},
            {"updatedAt", "2026-03-02T09:00:00.000Z"},
            {"archived", false}};
  }
  return {200, {{"Content-Type", "application/json; charset=UTF-8"}}, body.dump()};
}

Defect after_passes(int first, std::function<void(Pass& pass)> act) {
  Defect defect;
  defect.after = [first, act = std::move(act)](Pass& pass) {
    if (pass.number >= first) {
      act(pass);
    }
  };
  return defect;
}

Defect with_settings(std::function<void(Json& connection)> change) {
  Defect defect;
  defect.config = [change = std::move(change)](Json& config) {
    for (Json& connection : config.at("connections")) {
      change(connection);
    }
  };
  return defect;
}

Defect writing(Service service, std::function<void(Json& record)> change) {
  Defect defect;
  defect.outgoing = [service, change = std::move(change)](Call& call) {
    if (call.service == service) {
      service == Service::google ? call.each_person(change) : call.each_properties(change);
    }
  };
  return defect;
}

Defect reading(Service service, std::function<void(Json& record)> change) {
  Defect defect;
  defect.incoming = [service, change = std::move(change)](const Call& call, Response& response) {
    if (call.service == service && !call.operation.starts_with("oauth.")) {
      each_record(response, change);
    }
  };
  return defect;
}

Defect blind_to(Service service, std::function<bool(const Json& record)> gone) {
  Defect defect;
  defect.incoming = [service, gone = std::move(gone)](const Call& call, Response& response) {
    if (call.service == service && !call.is_write()) {
      drop_from_lists(response, gone);
    }
  };
  return defect;
}

Defect reporting(const char* name, std::function<void(Json& report)> change) {
  Defect defect;
  defect.after = [name, change = std::move(change)](Pass& pass) { pass.edit_report(name, change); };
  return defect;
}

Defect reporting_records(std::function<void(Json& record)> change) {
  return reporting("health.json", [change = std::move(change)](Json& report) {
    for (Json& connection : report.at("connections")) {
      for (Json& record : connection.at("records")) {
        change(record);
      }
    }
  });
}

}  // namespace lockstep::mutants
