#include "sandbox.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/in_process_transport.h"

#include "law.h"

namespace lockstep::fuzz {
namespace {

using sim::GoogleFolder;
using sim::Service;
using Json = nlohmann::json;

constexpr std::string_view kRedirectUri = "http://127.0.0.1:9/done";

template <class T>
T must(Result<T> result) {
  LOCKSTEP_ASSERT(result.has_value());
  return std::move(*result);
}

void must(const Result<void>& result) { LOCKSTEP_ASSERT(result.has_value()); }

Request get(std::string_view target) {
  Request request;
  set_target(request, target);
  return request;
}

bool is_one_of_sixteen(const std::vector<Request>& requests) {
  const std::size_t sum = std::accumulate(
      requests.begin(), requests.end(), std::size_t{0}, [](std::size_t so_far, const Request& one) {
        return so_far + one.path.size() + one.body.size() +
               (one.query.empty() ? 0 : one.query.back().second.size());
      });
  return sum % 16 == 0;
}

bool holds(const Request& request, const std::string& text) {
  return format_target(request).find(text) != std::string::npos ||
         request.body.find(text) != std::string::npos ||
         std::ranges::any_of(request.headers, [&](const auto& field) {
           return ascii_lower(field.first) != "authorization" &&
                  field.second.find(text) != std::string::npos;
         });
}

/// `text` with the value for each "<name>".
std::string replaced(std::string_view text,
                     const std::map<std::string, std::string, std::less<>>& values) {
  std::string filled;
  while (true) {
    const std::size_t open = std::min(text.find('<'), text.size());
    filled += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) {
      return filled;
    }
    const std::size_t close = text.find('>');
    const auto found =
        close == std::string_view::npos ? values.end() : values.find(text.substr(1, close - 1));
    const bool is_name = found != values.end();
    filled += is_name ? std::string_view(found->second) : text.substr(0, 1);
    text.remove_prefix(is_name ? close + 1 : 1);
  }
}

/// The tokens that an answer of a token endpoint gives.
std::vector<std::string> issued_tokens(const Response& response) {
  std::vector<std::string> tokens;
  if (response.body.find("_token\"") == std::string::npos) {
    return tokens;
  }
  const Json body = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  for (const char* name : {"access_token", "refresh_token"}) {
    if (body.is_object() && body.contains(name) && body[name].is_string()) {
      tokens.push_back(body[name]);
    }
  }
  return tokens;
}

std::shared_ptr<sim::AnswerObserver>& watcher() {
  static std::shared_ptr<sim::AnswerObserver> observer;
  return observer;
}

}  // namespace

Sandbox& Sandbox::instance() {
  static thread_local Sandbox sandbox;
  return sandbox;
}

void Sandbox::watch_answers(std::shared_ptr<sim::AnswerObserver> observer) {
  watcher() = std::move(observer);
}

Sandbox::Sandbox() : world_({.seed = 5, .answer_observer = watcher()}) {
  fill_google();
  fill_hubspot();
  learn_tokens();
  google_before_ = read_everything(Service::google);
  hubspot_before_ = read_everything(Service::hubspot);
  prepared_ = must(world_.fork());
}

void Sandbox::fill_google() {
  sim::FakeGoogle& google = world_.google();
  const std::string account = google.add_account("owner@example.com");
  const auto add = [&](const char* name, const sim::GooglePlacement& placement) {
    const Json person = {{"names", {{{"givenName", name}, {"familyName", "Lee"}}}},
                         {"emailAddresses", {{{"value", std::string(name) + "@example.com"}}}},
                         {"phoneNumbers", {{{"value", "+1 212-555-0100"}, {"type", "work"}}}},
                         {"birthdays", {{{"date", {{"year", 1990}, {"month", 2}, {"day", 28}}}}}}};
    return must(google.add_contact(account, person, placement));
  };
  values_["contact"] = add("Ann", {});
  values_["starred"] = add("Bob", {.starred = true, .labels = {"friends"}});
  values_["trashed"] = add("Cleo", {.folder = GoogleFolder::trash});
  const std::string other = add("Dan", {.folder = GoogleFolder::other});
  values_["other"] = "otherContacts/" + other.substr(other.find('/') + 1);
  const sim::OAuthGrant grant = google.grant(
      account, {std::string(sim::kGoogleContactsScope), std::string(sim::kGoogleOtherContactsScope),
                std::string(sim::kGoogleDirectoryScope)});
  values_["googleClient"] = grant.client_id;
  credentials_["googleRefresh"] = grant.refresh_token;
  credentials_["googleSecret"] = grant.client_secret;
  credentials_["googleToken"] = grant.access_token;
  const Query asks = {{"client_id", grant.client_id},
                      {"redirect_uri", std::string(kRedirectUri)},
                      {"response_type", "code"},
                      {"scope", std::string(sim::kGoogleContactsScope)}};
  const std::string landed =
      must(google.decide_consent("/o/oauth2/v2/auth?" + format_query(asks), {.account = account}));
  credentials_["googleCode"] =
      find_value(parse_query(landed.substr(landed.find('?') + 1)), "code").value();
  values_["redirectUri"] = kRedirectUri;
}

void Sandbox::fill_hubspot() {
  sim::FakeHubSpot& hubspot = world_.hubspot();
  values_["id"] = must(hubspot.add_contact({{"email", "ann@example.com"},
                                            {"firstname", "Ann"},
                                            {"phone", "+1 212-555-0100"},
                                            {"lifecyclestage", "customer"}}));
  values_["id2"] = must(hubspot.add_contact({{"email", "bob@example.com"}, {"lastname", "Lee"}}));
  values_["archived"] = must(hubspot.add_contact({{"email", "cleo@example.com"}}));
  must(hubspot.delete_contact(values_["archived"]));
  const std::string merged = must(hubspot.add_contact({{"email", "dan@example.com"}}));
  values_["merged"] = merged;
  const std::string into = must(hubspot.add_contact({{"firstname", "Dan"}}));
  must(hubspot.merge(into, merged));
  must(hubspot.add_property({{"name", "score"}, {"type", "number"}, {"fieldType", "number"}}));
  must(hubspot.add_property({{"name", "member_no"},
                             {"type", "string"},
                             {"fieldType", "text"},
                             {"hasUniqueValue", true}}));
  values_["owner"] = hubspot.add_owner("eve@example.com", "Eve", "Lee");
  values_["list"] = hubspot.add_list("friends");
  must(hubspot.add_to_list(values_["list"], values_["id"]));
  must(hubspot.associate(values_["id"], "companies", "77"));
  values_["app"] = hubspot.webhook_app().app_id;
  credentials_["developerKey"] = hubspot.webhook_app().developer_key;
  must(hubspot.set_webhook_target("https://example.com/hook"));
  must(hubspot.subscribe_webhook("contact.creation"));
  must(hubspot.subscribe_webhook("contact.propertyChange", "email"));
  const std::vector<std::string> scopes = {"oauth",
                                           "crm.objects.contacts.read",
                                           "crm.objects.contacts.write",
                                           "crm.lists.read",
                                           "crm.lists.write",
                                           "crm.schemas.contacts.read",
                                           "crm.objects.owners.read",
                                           "crm.schemas.contacts.write"};
  const sim::OAuthGrant grant = hubspot.grant(scopes);
  values_["hubspotClient"] = grant.client_id;
  credentials_["hubspotRefresh"] = grant.refresh_token;
  credentials_["hubspotSecret"] = grant.client_secret;
  credentials_["hubspotToken"] = grant.access_token;
  credentials_["hubspotCode"] = hubspot.allow_app(kRedirectUri, scopes);
}

void Sandbox::learn_tokens() {
  const auto ask = [&](const std::string& target) {
    const Response response = exchange(Service::google, get(target));
    LOCKSTEP_ASSERT(response.status == 200);
    return Json::parse(response.body);
  };
  const std::string list = "/v1/people/me/connections?personFields=names&requestSyncToken=true";
  values_["pageToken"] = ask(list + "&pageSize=1").at("nextPageToken");
  values_["syncToken"] = ask(list).at("nextSyncToken");
  const std::string others = "/v1/otherContacts?readMask=names&requestSyncToken=true";
  values_["otherSyncToken"] = ask(others).at("nextSyncToken");
  values_["groupPageToken"] = ask("/v1/contactGroups?pageSize=1").at("nextPageToken");
  const Json groups = ask("/v1/contactGroups");
  values_["groupSyncToken"] = groups.at("nextSyncToken");
  values_["group"] = groups.at("contactGroups").back().at("resourceName");
  values_["groupEtag"] = groups.at("contactGroups").back().at("etag");
  values_["etag"] = ask("/v1/" + values_["contact"] + "?personFields=metadata").at("etag");
}

const std::string& Sandbox::value(std::string_view name) const {
  const auto found = values_.find(name);
  LOCKSTEP_ASSERT(found != values_.end());
  return found->second;
}

std::string Sandbox::filled_in(std::string_view text) const { return replaced(text, values_); }

std::string Sandbox::filled_in_with_credentials(std::string_view text) const {
  return replaced(replaced(text, values_), credentials_);
}

/// What World::restore() does, but for the other service, which costs more than an answer.
void Sandbox::go_back(Service service) {
  world_.clock().restart_at(prepared_->clock().now());
  world_.journal() = sim::Journal();
  if (service == Service::google) {
    world_.google().become_copy_of(prepared_->google());
  } else {
    world_.hubspot().become_copy_of(prepared_->hubspot());
  }
}

Response Sandbox::exchange(Service service, const Request& request) {
  Request sent = request;
  if (!find_value(sent.headers, "Authorization")) {
    sent.headers["Authorization"] =
        "Bearer " + credentials_.at(service == Service::google ? "googleToken" : "hubspotToken");
  }
  if (!sent.body.empty() && !find_value(sent.headers, "Content-Type")) {
    sent.headers["Content-Type"] = "application/json";
  }
  Result<Response> response = sim::InProcessTransport(world_.endpoint(service)).send(sent);
  LOCKSTEP_ASSERT(response.has_value());  // No fault is armed.
  return std::move(*response);
}

Response Sandbox::read_everything(Service service) {
  return exchange(service,
                  get(service == Service::google
                          ? "/v1/people/me/connections?personFields=names,emailAddresses,metadata"
                          : "/crm/v3/objects/contacts?properties=email,firstname"));
}

Finding Sandbox::send(Service service, Request request) {
  return send(service, std::vector<Request>{std::move(request)});
}

Finding Sandbox::send(Service service, const std::vector<Request>& requests) {
  const bool checks_more = checks_everything() || is_one_of_sixteen(requests);
  Finding finding = send_once(service, requests, checks_more);
  if (finding || !checks_more) {
    return finding;
  }
  if (Finding in_journal = broken_journal_law(requests)) {
    return in_journal;
  }
  if (Finding changed = broken_refusal_law(service)) {
    return changed;
  }
  const std::vector<Response> first = answers_;
  finding = send_once(service, requests, /*reads_success=*/false);
  return !finding && first != answers_ ? "the same requests in the same world had two answers"
                                       : std::move(finding);
}

Finding Sandbox::send_once(Service service, const std::vector<Request>& requests,
                           bool reads_success) {
  go_back(service);
  answers_.clear();
  for (const Request& request : requests) {
    answers_.push_back(exchange(service, request));
    if (Finding finding = broken_law(service, request, answers_.back(), reads_success)) {
      return finding;
    }
  }
  return std::nullopt;
}

Finding Sandbox::broken_refusal_law(Service service) {
  if (std::ranges::any_of(answers_, [](const Response& answer) { return answer.status < 400; })) {
    return std::nullopt;
  }
  const Response after = read_everything(service);
  const Response& before = service == Service::google ? google_before_ : hubspot_before_;
  return after.body == before.body ? Finding()
                                   : "requests that were refused changed something; before:\n" +
                                         before.body + "\nafter:\n" + after.body;
}

Finding Sandbox::broken_journal_law(const std::vector<Request>& requests) const {
  std::vector<std::string> secrets;
  for (const auto& credential : credentials_) {
    if (std::ranges::none_of(
            requests, [&](const Request& request) { return holds(request, credential.second); })) {
      secrets.push_back(credential.second);
    }
  }
  for (const Response& answer : answers_) {
    std::ranges::copy(issued_tokens(answer), std::back_inserter(secrets));
  }
  const std::string lines = world_.journal().to_json_lines();
  for (const std::string& secret : secrets) {
    if (lines.find(secret) != std::string::npos) {
      return "the journal knows " + secret + ":\n" + lines;
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::fuzz
