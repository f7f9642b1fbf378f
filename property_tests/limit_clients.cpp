#include "limit_clients.h"

#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "described_answer.h"

namespace lockstep::atlas {
namespace {

/// Midnight, so that the windows of minutes and days begin with the world.
Instant beginning() { return *parse_timestamp("2026-03-02T00:00:00Z"); }

Request request_to(Method method, std::string_view target, const Json& body) {
  Request request{method, "", {}, {}, ""};
  set_target(request, target);
  if (!body.is_null()) {
    request.headers["Content-Type"] = "application/json";
    request.body = body.dump();
  }
  return request;
}

std::string text_at(const Json& json, const char* pointer) {
  const Json::json_pointer place(pointer);
  return json.contains(place) && json[place].is_string() ? json[place].get<std::string>() : "";
}

/// The reason of ErrorInfo, with the quota that it is about, or the subject of QuotaFailure.
std::string reason_in(const Json& detail) {
  const std::string reason = text_at(detail, "/reason");
  const std::string metric = text_at(detail, "/metadata/quota_metric");
  if (!metric.empty()) {
    return reason + " " + metric.substr(metric.find('/') + 1);
  }
  return reason.empty() ? text_at(detail, "/violations/0/subject") : reason;
}

std::string google_refusal(const Json& body) {
  const Json error = body.is_object() ? body.value("error", Json()) : Json();
  if (!error.is_object()) {
    return "";
  }
  const std::string status = text_at(error, "/status");
  for (const Json& detail : error.value("details", Json::array())) {
    if (const std::string reason = reason_in(detail); !reason.empty()) {
      return status + " " + reason;
    }
  }
  // That of a refused token fills three lines and says no more than its status.
  return status == "UNAUTHENTICATED" ? status : status + ": " + text_at(error, "/message");
}

std::string hubspot_refusal(const Json& body) {
  if (!body.is_object()) {
    return "";
  }
  if (std::string policy = text_at(body, "/policyName"); !policy.empty()) {
    return policy;
  }
  const std::string category = text_at(body, "/category");
  const std::string code = text_at(body, "/errors/0/code");
  if (!code.empty()) {
    return category + " " + code;
  }
  // Messages of other categories tell times and sizes of the moment.
  const bool category_says_it = !category.empty() && category != "VALIDATION_ERROR";
  return category_says_it ? category
                          : category + (category.empty() ? "" : ": ") + text_at(body, "/message");
}

Told told_by(const Response& response, std::string (*refusal)(const Json&)) {
  Told told{response.status, "", Json::parse(response.body, nullptr, /*allow_exceptions=*/false)};
  if (!told.ok()) {
    told.refusal = refusal(told.body);
  }
  return told;
}

const std::vector<std::string>& google_scopes() {
  static const std::vector<std::string> kScopes{std::string(sim::kGoogleContactsScope),
                                                std::string(sim::kGoogleOtherContactsScope),
                                                std::string(sim::kGoogleDirectoryScope)};
  return kScopes;
}

const std::vector<std::string>& hubspot_scopes() {
  static const std::vector<std::string> kScopes{"crm.objects.contacts.read",
                                                "crm.objects.contacts.write",
                                                "crm.schemas.contacts.read",
                                                "crm.schemas.contacts.write",
                                                "crm.lists.read",
                                                "crm.lists.write",
                                                "crm.objects.owners.read"};
  return kScopes;
}

}  // namespace

std::string Told::text() const {
  return std::to_string(status) + (refusal.empty() ? "" : " ") + refusal;
}

std::string Told::counted(const std::string& pointer, std::string_view noun) const {
  if (!ok()) {
    return text();
  }
  const Json::json_pointer place(pointer);
  return text() + ", " + std::to_string(body.contains(place) ? body[place].size() : 0) + " " +
         std::string(noun);
}

GoogleApp::GoogleApp(sim::GoogleOptions options)
    : clock_(beginning()),
      google_(clock_, Random(1), std::move(options)),
      account_(google_.add_account("ada@example.com")),
      grant_(google_.grant(account_, google_scopes())) {}

GoogleApp::GoogleApp(const GoogleApp& other)
    : clock_(other.clock_.now()),
      google_(clock_, Random(1)),
      account_(other.account_),
      grant_(other.grant_) {
  google_.become_copy_of(other.google_);
}

Told GoogleApp::send(Method method, std::string_view target, const Json& body) {
  return told_by(exchange(request_to(method, target, body)), google_refusal);
}

Response GoogleApp::exchange(Request request) {
  request.headers["Authorization"] = "Bearer " + grant_.access_token;
  return described(sim::Service::google, request, google_.handle(request));
}

std::vector<std::string> GoogleApp::add(std::size_t count, sim::GoogleFolder folder) {
  const Json ann = {{"names", {{{"givenName", "Ann"}}}}};
  std::vector<std::string> names;
  for (std::size_t at = 0; at < count; ++at) {
    names.push_back(add(ann, folder));
  }
  return names;
}

std::string GoogleApp::add(const Json& person, sim::GoogleFolder folder) {
  sim::GooglePlacement placement;
  placement.folder = folder;
  const Result<std::string> name = google_.add_contact(account_, person, placement);
  return name ? *name : "";
}

HubSpotApp::HubSpotApp(sim::HubSpotOptions options)
    : clock_(beginning()),
      portal_(clock_, Random(1), std::move(options)),
      grant_(portal_.grant(hubspot_scopes())) {}

HubSpotApp::HubSpotApp(const HubSpotApp& other)
    : clock_(other.clock_.now()), portal_(clock_, Random(1)), grant_(other.grant_) {
  portal_.become_copy_of(other.portal_);
}

Told HubSpotApp::send(Method method, std::string_view target, const Json& body) {
  Request request = request_to(method, target, body);
  request.headers["Authorization"] = "Bearer " + grant_.access_token;
  return told_by(described(sim::Service::hubspot, request, portal_.handle(request)),
                 hubspot_refusal);
}

Told HubSpotApp::configure(Method method, const std::string& what, const Json& body) {
  const sim::WebhookApp app = portal_.webhook_app();
  const std::string target =
      "/webhooks/v3/" + app.app_id + "/" + what + "?hapikey=" + app.developer_key;
  const Request request = request_to(method, target, body);
  return told_by(described(sim::Service::hubspot, request, portal_.handle(request)),
                 hubspot_refusal);
}

std::vector<std::string> HubSpotApp::add(std::size_t count) {
  std::vector<std::string> ids;
  for (std::size_t at = 0; at < count; ++at) {
    ids.push_back(add({{"firstname", "Ann"}}));
  }
  return ids;
}

std::string HubSpotApp::add(const std::map<std::string, std::string>& properties) {
  const Result<std::string> id = portal_.add_contact(properties);
  return id ? *id : "";
}

void HubSpotApp::renew() { grant_ = portal_.grant(hubspot_scopes()); }

}  // namespace lockstep::atlas
