#include "mortal_engine.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/assert.h"
#include "lockstep/base/url.h"
#include "lockstep/core/engine.h"
#include "lockstep/scenario/control_clock.h"
#include "lockstep/sim/in_process_transport.h"

namespace lockstep {
namespace {

using Json = nlohmann::json;

constexpr const char* kProperties =
    "firstname,lastname,email,hs_additional_emails,phone,mobilephone,fax,jobtitle,company,address,"
    "city,state,zip,country,website,date_of_birth,lifecyclestage";
constexpr const char* kFields =
    "addresses,biographies,birthdays,emailAddresses,interests,memberships,names,nicknames,"
    "occupations,organizations,phoneNumbers,urls,userDefined";

/// One service, asked as the connector asks it.
class Reader {
 public:
  Reader(Endpoint& endpoint, const ServiceConfig& service, const std::string& refresh_token)
      : transport_(endpoint) {
    const Json token = ask({.method = Method::post,
                            .path = parse_url(service.token_url)->path,
                            .query = {},
                            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                            .body = format_query({{"grant_type", "refresh_token"},
                                                  {"client_id", service.client_id},
                                                  {"client_secret", service.client_secret},
                                                  {"refresh_token", refresh_token}})});
    token_ = token.is_object() ? token.value("access_token", "") : "";
  }

  /// False where the user has not let the app in, or has thrown it out.
  [[nodiscard]] bool has_access() const { return !token_.empty(); }

  Json get(const std::string& path, Query query) {
    return ask({.method = Method::get,
                .path = path,
                .query = std::move(query),
                .headers = {{"Authorization", "Bearer " + token_}},
                .body = {}});
  }

 private:
  Json ask(const Request& request) {
    const Result<Response> answer = transport_.send(request);
    LOCKSTEP_ASSERT(answer.has_value());
    return answer->status == 200 ? Json::parse(answer->body) : Json();
  }

  sim::InProcessTransport transport_;
  std::string token_;
};

std::string sorted_lines(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

constexpr const char* kNoAccess = "no access\n";

std::string hubspot_store(Reader& hubspot) {
  if (!hubspot.has_access()) {
    return kNoAccess;
  }
  std::vector<std::string> lines;
  for (const char* const archived : {"false", "true"}) {
    Query query{{"limit", "100"}, {"properties", kProperties}, {"archived", archived}};
    while (true) {
      const Json page = hubspot.get("/crm/v3/objects/contacts", query);
      if (page.is_null()) {
        return kNoAccess;  // A scope is missing.
      }
      for (const Json& contact : page.at("results")) {
        Json properties = contact.at("properties");
        for (const char* const differs : {"createdate", "lastmodifieddate", "hs_object_id"}) {
          properties.erase(differs);
        }
        lines.push_back(std::string(archived) + " " + properties.dump());
      }
      if (!page.contains("paging")) {
        break;
      }
      query.resize(3);
      query.emplace_back("after", page.at("paging").at("next").at("after"));
    }
  }
  return sorted_lines(std::move(lines));
}

/// Without the metadata of items, which holds ids.
void drop_metadata(Json& value) {
  if (value.is_object()) {
    value.erase("metadata");
  }
  for (Json& inner : value) {
    if (inner.is_structured()) {
      drop_metadata(inner);
    }
  }
}

std::string google_store(Reader& google) {
  if (!google.has_access()) {
    return kNoAccess;
  }
  std::vector<std::string> lines;
  Query query{{"personFields", kFields}, {"pageSize", "1000"}};
  while (true) {
    const Json page = google.get("/v1/people/me/connections", query);
    if (page.is_null()) {
      return kNoAccess;
    }
    for (Json person : page.value("connections", Json::array())) {
      person.erase("resourceName");
      person.erase("etag");
      drop_metadata(person);
      lines.push_back(person.dump());
    }
    if (!page.contains("nextPageToken")) {
      return sorted_lines(std::move(lines));
    }
    query.resize(2);
    query.emplace_back("pageToken", page.at("nextPageToken"));
  }
}

}  // namespace

class MortalEngine::Door final : public Transport {
 public:
  Door(MortalEngine& engine, Endpoint& endpoint) : engine_(engine), transport_(endpoint) {}

  Result<Response> send(const Request& request) override {
    const bool dies = ++engine_.requests_ == (engine_.kill_ ? engine_.kill_->request : 0);
    if (dies && engine_.kill_->death == Death::before_sending) {
      throw Dead();
    }
    Result<Response> answer = transport_.send(request);
    if (dies) {
      throw Dead();
    }
    return answer;
  }

 private:
  MortalEngine& engine_;
  sim::InProcessTransport transport_;
};

MortalEngine::MortalEngine(std::optional<Kill> kill) : kill_(kill) {
  info_.name = "Mortal engine";
  info_.claims = {std::begin(scenario::kClaims), std::end(scenario::kClaims)};
  info_.door = scenario::Door::in_process;
}

Result<void> MortalEngine::start(const scenario::WorldAccess& world) {
  world_ = world;
  return {};
}

scenario::PassOutcome MortalEngine::sync(const std::filesystem::path& config) {
  Result<Config> loaded = load_config(config);
  LOCKSTEP_ASSERT(loaded.has_value());
  config_ = std::move(*loaded);
  try {
    return run(*config_);
  } catch (const Dead&) {
    died_ = true;
    return run(*config_);
  }
}

scenario::PassOutcome MortalEngine::run(const Config& config) {
  Door hubspot(*this, *world_.hubspot);
  Door google(*this, *world_.google);
  sim::InProcessTransport control(*world_.control);
  scenario::ControlClock clock(control, config.control ? config.control->token : "");
  const Result<PassSummary> summary = run_pass(config, {hubspot, google, clock});
  if (!summary) {
    return {scenario::PassEnd::failed, summary.error().message};
  }
  if (const std::optional<Error> error = summary->error()) {
    return {scenario::PassEnd::failed, error->message};
  }
  return {};
}

void MortalEngine::stop() {
  if (config_) {
    const ConnectionConfig& connection = config_->connections.front();
    Reader hubspot(*world_.hubspot, config_->hubspot, connection.hubspot_refresh_token);
    stores_.hubspot = hubspot_store(hubspot);
    for (const ConnectionConfig& each : config_->connections) {
      Reader google(*world_.google, config_->google, each.google_refresh_token);
      stores_.google += google_store(google);
    }
  }
  world_ = {};
}

}  // namespace lockstep
