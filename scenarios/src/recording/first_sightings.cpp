#include "recording/first_sightings.h"

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

#include "recording/strict_json.h"

namespace lockstep::scenario {
namespace {

std::string operation_of(const RecordedExchange& exchange) {
  return std::string(exchange.service == sim::Service::hubspot
                         ? sim::FakeHubSpot::operation_of(exchange.request)
                         : sim::FakeGoogle::operation_of(exchange.request));
}

bool makes_records(const std::string& operation) {
  return operation.find("reate") != std::string::npos ||
         operation.find("upsert") != std::string::npos ||
         operation.find("copyOtherContact") != std::string::npos;
}

void add_properties(const Json& json, std::set<std::string>& names) {
  if (!json.is_structured()) {
    return;
  }
  for (const auto& [name, value] : json.items()) {
    if (name == "properties" && value.is_object()) {
      for (const auto& [property, held] : value.items()) {
        names.insert(property);
      }
    }
    add_properties(value, names);
  }
}

/// The properties, or the fields, that a request writes.
std::set<std::string> changed_by(const Request& request) {
  std::set<std::string> names;
  const Result<Json> body = parse_strict(request.body, "");
  if (body) {
    add_properties(*body, names);
  }
  const std::string mask(find_value(request.query, "updatePersonFields").value_or(""));
  for (const std::string_view field : split(mask, ',')) {
    names.emplace(field);
  }
  if (body && body->is_object() && body->value("updateMask", Json()).is_string()) {
    const auto fields = body->at("updateMask").get<std::string>();
    for (const std::string_view field : split(fields, ',')) {
      names.emplace(field);
    }
  }
  return names;
}

class Sightings {
 public:
  void see(const RecordedExchange& exchange) {
    if (!exchange.response || exchange.response->status >= 300) {
      return;
    }
    const Result<Json> body = parse_strict(exchange.response->body, "");
    const std::string operation = operation_of(exchange);
    if (!body || operation.starts_with("oauth.")) {
      return;
    }
    is_making_ = makes_records(operation);
    changing_ = changed_by(exchange.request);
    is_hubspot_ = exchange.service == sim::Service::hubspot;
    is_contacts_ = operation.starts_with("crm.contacts.");
    look(*body);
  }

  [[nodiscard]] FirstSightings take() && { return std::move(found_); }

 private:
  void look(const Json& json) {
    if (json.is_array()) {
      for (const Json& item : json) {
        look(item);
      }
    }
    if (!json.is_object()) {
      return;
    }
    if (is_hubspot_ ? see_contact(json) : see_person(json)) {
      return;
    }
    for (const auto& [name, value] : json.items()) {
      look(value);
    }
  }

  /// Whether the record was there before the recording.
  bool was_there(const std::string& id, bool is_known) {
    if (!is_known && is_making_) {
      made_.insert(id);
    }
    return !made_.contains(id);
  }

  /// Whether `part` of a record is as it was before the recording.
  bool is_untouched(const std::string& id, const std::string& part) {
    std::set<std::string>& touched = touched_[id];
    if (changing_.contains(part)) {
      touched.insert(part);
    }
    return !touched.contains(part);
  }

  void note(const std::string& name, bool is_first) {
    if (is_first) {
      found_.order.push_back(name);
    }
  }

  bool see_contact(const Json& json) {
    const auto id = json.find("id");
    const auto properties = json.find("properties");
    if (!is_contacts_ || id == json.end() || !id->is_string() || properties == json.end() ||
        !properties->is_object()) {
      return false;
    }
    const auto name = id->get<std::string>();
    if (was_there(name, found_.hubspot.contains(name)) && json.value("archived", Json()) != true) {
      const auto [place, is_first] = found_.hubspot.try_emplace(name);
      std::map<std::string, std::string>& contact = place->second;
      note(name, is_first);
      for (const auto& [property, value] : properties->items()) {
        if (is_untouched(name, property) && value.is_string()) {
          contact.emplace(property, value.get<std::string>());
        }
      }
    }
    return true;
  }

  bool see_person(const Json& json) {
    const auto name = json.find("resourceName");
    if (name == json.end() || !name->is_string()) {
      return false;
    }
    const auto text = name->get<std::string>();
    const bool is_person = text.starts_with("people/c") || text.starts_with("otherContacts/c");
    const Json metadata = json.value("metadata", Json::object());
    if (is_person && was_there(text, found_.google.contains(text)) &&
        !(metadata.is_object() && metadata.value("deleted", Json()) == true)) {
      const auto [place, is_first] = found_.google.emplace(text, Json::object());
      Json& person = place->second;
      note(text, is_first);
      for (const auto& [field, value] : json.items()) {
        if (is_untouched(text, field) && !person.contains(field)) {
          person[field] = value;
        }
      }
    }
    return true;
  }

  FirstSightings found_;
  std::set<std::string> made_;
  std::map<std::string, std::set<std::string>> touched_;  ///< Properties and fields by record.
  std::set<std::string> changing_;                        ///< Those of the exchange at hand.
  bool is_making_ = false;
  bool is_hubspot_ = false;
  bool is_contacts_ = false;
};

}  // namespace

FirstSightings first_sightings(const Recording& recording) {
  Sightings sightings;
  for (const RecordedExchange& exchange : recording.exchanges) {
    sightings.see(exchange);
  }
  return std::move(sightings).take();
}

}  // namespace lockstep::scenario
