#include "stored_form.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <string>

#include "lockstep/base/random.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/virtual_clock.h"

#include "../known_names.h"

namespace lockstep::scenario::lifting {
namespace {

constexpr std::string_view kFurtherEmails = "hs_additional_emails";

/// The properties that every portal has: of name to whether its value is read-only.
std::map<std::string, bool, std::less<>> read_known_properties() {
  sim::VirtualClock clock{Instant{}};
  sim::FakeHubSpot portal(clock, Random(1));
  Request request;
  request.path = "/crm/v3/properties/contacts";
  request.headers["Authorization"] = "Bearer " + portal.grant().access_token;
  const Json answer = Json::parse(portal.handle(request).body, nullptr, false);
  std::map<std::string, bool, std::less<>> known;
  for (const Json& property : answer.value("results", Json::array())) {
    known[property.value("name", "")] =
        property.value("/modificationMetadata/readOnlyValue"_json_pointer, false);
  }
  return known;
}

const std::map<std::string, bool, std::less<>>& known_properties() {
  static const std::map<std::string, bool, std::less<>> kKnown = read_known_properties();
  return kKnown;
}

/// Members that are made of others and cannot be written.
bool is_made_by_service(std::string_view field, std::string_view key) {
  constexpr std::string_view kMade[] = {"metadata", "formattedType", "formattedProtocol",
                                        "canonicalForm"};
  return std::ranges::find(kMade, key) != std::end(kMade) ||
         (field == "names" && (key == "displayName" || key == "displayNameLastFirst"));
}

Json clean_item(std::string_view field, const Json& item) {
  if (!item.is_object()) {
    return item;
  }
  Json clean = Json::object();
  for (const auto& [key, value] : item.items()) {
    if (!is_made_by_service(field, key)) {
      clean[key] = value;
    }
  }
  // A whole that is made of parts, unless it is all there is.
  const char* const whole = field == "names"                             ? "unstructuredName"
                            : field == "addresses" || field == "genders" ? "formattedValue"
                                                                         : "";
  if (clean.size() > (clean.contains("type") ? 2U : 1U)) {
    clean.erase(whole);
  }
  return clean;
}

}  // namespace

bool is_known_property(std::string_view name) { return known_properties().contains(name); }

bool is_editable_property(std::string_view name) {
  const auto found = known_properties().find(name);
  return found == known_properties().end() ? !name.starts_with("hs_") : !found->second;
}

bool is_writable_property(std::string_view name) {
  return name == kFurtherEmails || is_editable_property(name);
}

Json stored_hubspot(const Json& fields) {
  sim::VirtualClock clock{Instant{}};
  sim::FakeHubSpot portal(clock, Random(1));
  std::map<std::string, std::string> properties;
  for (const auto& [name, value] : fields.items()) {
    if (value.is_string() && is_known_property(name) && value != "") {
      properties[name] = value.get<std::string>();
    }
  }
  const auto id = portal.add_contact(properties);
  if (!id) {
    return fields;
  }
  Json stored = fields;
  const auto contact = portal.contact(*id);
  for (const auto& [name, value] : contact->properties) {
    if (stored.contains(name)) {
      stored[name] = value;
    }
  }
  return stored;
}

Json clean_google(const Json& fields) {
  Json clean = Json::object();
  for (const auto& [field, items] : fields.items()) {
    const std::vector<std::string>& known = known_person_fields();
    if (!items.is_array() || std::ranges::find(known, field) == known.end()) {
      continue;
    }
    clean[field] = Json::array();
    for (const Json& item : items) {
      clean[field].push_back(clean_item(field, item));
    }
  }
  return clean;
}

Json stored_google(const Json& fields) {
  const Json clean = clean_google(fields);
  sim::VirtualClock clock{Instant{}};
  sim::FakeGoogle google(clock, Random(1));
  const std::string account = google.add_account("owner@example.net");
  const auto id = google.add_contact(account, clean);
  if (!id) {
    return clean;
  }
  const auto contact = google.contact(account, *id);
  const Json stored = clean_google(*contact->person);
  Json all = clean;
  for (auto& [field, items] : all.items()) {
    items = stored.value(field, Json::array());
  }
  return all;
}

bool is_taken_by_fake(sim::Service service, const Request& request) {
  constexpr int kFirstError = 300;
  sim::VirtualClock clock{Instant{}};
  Request authorised = request;
  if (service == sim::Service::hubspot) {
    sim::FakeHubSpot portal(clock, Random(1));
    authorised.headers["Authorization"] = "Bearer " + portal.grant().access_token;
    return portal.handle(authorised).status < kFirstError;
  }
  sim::FakeGoogle google(clock, Random(1));
  const std::string account = google.add_account("owner@example.net");
  authorised.headers["Authorization"] = "Bearer " + google.grant(account).access_token;
  return google.handle(authorised).status < kFirstError;
}

}  // namespace lockstep::scenario::lifting
