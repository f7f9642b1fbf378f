// A pass from outside the engine.

#include <fstream>
#include <system_error>

#include "lockstep/base/url.h"

#include "defect.h"

namespace lockstep::mutants {
namespace {

constexpr const char* kPersonFields =
    "?personFields=names,emailAddresses,phoneNumbers,organizations,addresses,urls,birthdays,"
    "memberships,userDefined,metadata&sources=READ_SOURCE_TYPE_CONTACT";
constexpr const char* kProperties =
    "?properties=email,firstname,lastname,phone,mobilephone,fax,jobtitle,company";

std::vector<std::pair<std::string, std::string>> records_of(
    const std::filesystem::path& state_dir, const std::function<bool(const Json&)>& fits) {
  std::vector<std::pair<std::string, std::string>> found;
  std::ifstream in(state_dir / "health.json");
  const Json report = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  if (!report.is_object()) {
    return found;
  }
  for (const Json& connection : report.at("connections")) {
    for (const Json& record : connection.at("records")) {
      if (fits(record)) {
        found.emplace_back(text_at(record, "hubspot_id"), text_at(record, "google_id"));
      }
    }
  }
  return found;
}

}  // namespace

Json Pass::config() const {
  std::ifstream in(config_);
  return Json::parse(in);
}

void Pass::set_config(const Json& config) const {
  std::ofstream(config_, std::ios::trunc) << config.dump();
}

std::filesystem::path Pass::state_dir() const {
  return config().at("state_dir").get<std::string>();
}

void Pass::edit_report(const char* name, const std::function<void(Json& report)>& change) const {
  const std::filesystem::path path = state_dir() / name;
  std::ifstream in(path);
  Json report = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  if (report.is_object()) {
    change(report);
    std::ofstream(path, std::ios::trunc) << report.dump();
  }
}

Json Pass::send(Service service, Method method, const std::string& target, const Json& body) const {
  const auto token = tokens_->find(service);
  if (token == tokens_->end()) {
    return nullptr;  // The engine has not spoken to it yet.
  }
  Request request;
  request.method = method;
  set_target(request, target);
  request.headers["Authorization"] = token->second;
  if (!body.is_null()) {
    request.headers["Content-Type"] = "application/json";
    request.body = body.dump();
  }
  const Result<Response> answer = (service == Service::hubspot ? hubspot_ : google_)->send(request);
  return answer ? parsed(answer->body) : Json(nullptr);
}

std::vector<std::pair<std::string, std::string>> Pass::pairs(std::string_view state) const {
  return records_of(state_dir(), [&](const Json& record) {
    return !text_at(record, "hubspot_id").empty() && !text_at(record, "google_id").empty() &&
           (state.empty() || text_at(record, "state") == state);
  });
}

std::vector<std::pair<std::string, std::string>> Pass::with_reason(std::string_view reason) const {
  return records_of(state_dir(),
                    [&](const Json& record) { return text_at(record, "reason") == reason; });
}

Json Pass::contact(const std::string& hubspot_id) const {
  const Json answer =
      send(Service::hubspot, Method::get, "/crm/v3/objects/contacts/" + hubspot_id + kProperties);
  return answer.is_object() && answer.contains("properties") ? answer.at("properties")
                                                             : Json(nullptr);
}

Json Pass::person(const std::string& google_id) const {
  const Json answer = send(Service::google, Method::get, "/v1/" + google_id + kPersonFields);
  return answer.is_object() && answer.contains("resourceName") ? answer : Json(nullptr);
}

void Pass::update_contact(const std::string& hubspot_id, const Json& properties) const {
  static_cast<void>(send(Service::hubspot, Method::patch, "/crm/v3/objects/contacts/" + hubspot_id,
                         {{"properties", properties}}));
}

void Pass::update_person(const std::string& google_id, const char* field, const Json& items) const {
  const Json now = person(google_id);
  if (!now.is_null()) {
    static_cast<void>(send(Service::google, Method::patch,
                           "/v1/" + google_id + ":updateContact?updatePersonFields=" + field,
                           {{"etag", now.at("etag")}, {field, items}}));
  }
}

void Pass::rewrite_contact(const std::string& hubspot_id, const char* property) const {
  update_contact(hubspot_id, {{property, text_at(contact(hubspot_id), property)}});
}

void Pass::rewrite_person(const std::string& google_id) const {
  const Json now = person(google_id);
  if (now.contains("names")) {
    update_person(google_id, "names", now.at("names"));
  }
}

void Pass::copy_to_google(const std::string& hubspot_id) const {
  const Json original = contact(hubspot_id);
  if (!original.is_null()) {
    static_cast<void>(send(Service::google, Method::post, "/v1/people:createContact",
                           {{"names", {{{"givenName", text_at(original, "firstname")}}}},
                            {"emailAddresses", {{{"value", text_at(original, "email")}}}}}));
  }
}

void Pass::archive_contact(const std::string& hubspot_id) const {
  static_cast<void>(send(Service::hubspot, Method::del, "/crm/v3/objects/contacts/" + hubspot_id));
}

void Pass::trash_person(const std::string& google_id) const {
  static_cast<void>(send(Service::google, Method::del, "/v1/" + google_id + ":deleteContact"));
}

void Pass::forget() const {
  const std::filesystem::path folder = state_dir();
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  std::filesystem::create_directories(folder, ignored);
}

}  // namespace lockstep::mutants
