#include "judge_mapping.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

#include "lockstep/base/text.h"

#include "canonical_phone.h"

namespace lockstep::scenario {
namespace {

constexpr std::array<std::string_view, 3> kPhones = {"phone", "mobilephone", "fax"};
constexpr std::array<std::string_view, 8> kDocumented = {
    "firstname", "lastname", "email", "phone", "mobilephone", "fax", "jobtitle", "company"};
constexpr std::array<std::string_view, 7> kDerivedByUs = {
    "address", "city", "state", "zip", "country", "website", "date_of_birth"};

void put(DerivedValues& values, std::string_view property, std::string_view value,
         std::string_view region) {
  std::string comparable(trim(value));
  if (property == "email") {
    comparable = ascii_lower(comparable);
  } else if (std::ranges::find(kPhones, property) != kPhones.end()) {
    comparable = canonical_phone(comparable, region);
  }
  if (!comparable.empty()) {
    values.insert_or_assign(std::string(property), std::move(comparable));
  }
}

/// `person[field][index]`, or null.
const Json& item(const Json& person, const char* field, std::size_t index = 0) {
  static const Json kNull;
  const auto list = person.find(field);
  return list != person.end() && list->is_array() && index < list->size() ? (*list)[index] : kNull;
}

std::string text(const Json& object, const char* key) {
  const auto member = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && member != object.end() && member->is_string()
             ? member->get<std::string>()
             : "";
}

}  // namespace

DerivedValues derive_from_hubspot(const std::map<std::string, std::string>& properties,
                                  std::string_view region) {
  DerivedValues values;
  for (const std::string_view property : kDocumented) {
    const auto found = properties.find(std::string(property));
    if (found != properties.end()) {
      put(values, property, found->second, region);
    }
  }
  return values;
}

DerivedValues derive_from_google(const Json& person, std::string_view region) {
  DerivedValues values;
  put(values, "firstname", text(item(person, "names"), "givenName"), region);
  put(values, "lastname", text(item(person, "names"), "familyName"), region);
  put(values, "email", text(item(person, "emailAddresses"), "value"), region);
  put(values, "jobtitle", text(item(person, "organizations"), "title"), region);
  put(values, "company", text(item(person, "organizations"), "name"), region);
  put(values, "phone", text(item(person, "phoneNumbers"), "value"), region);
  const auto numbers = person.find("phoneNumbers");
  for (std::size_t at = 1; numbers != person.end() && at < numbers->size(); ++at) {
    const Json& number = item(person, "phoneNumbers", at);
    const PhoneLabel label = phone_label(number);
    const std::string_view property = label == PhoneLabel::mobile ? "mobilephone"
                                      : label == PhoneLabel::fax  ? "fax"
                                                                  : "";
    if (!property.empty() && !values.contains(std::string(property))) {  // PHN-5
      put(values, property, text(number, "value"), region);
    }
  }
  return values;
}

std::vector<std::string> differing(const DerivedValues& hubspot, const DerivedValues& google,
                                   const Json& person) {
  const auto value = [](const DerivedValues& values, std::string_view property) {
    const auto found = values.find(std::string(property));
    return found == values.end() ? std::string() : found->second;
  };
  std::vector<std::string> properties;
  for (const std::string_view property : kDocumented) {
    if (value(hubspot, property) != value(google, property)) {
      properties.emplace_back(property);
    }
  }
  const PhoneLabel first = phone_label(item(person, "phoneNumbers"));
  const std::string_view stands_for = first == PhoneLabel::mobile ? "mobilephone"
                                      : first == PhoneLabel::fax  ? "fax"
                                                                  : "";
  if (!stands_for.empty() && value(hubspot, "phone").empty() &&
      value(hubspot, stands_for) == value(google, "phone")) {
    std::erase(properties, "phone");
    std::erase(properties, stands_for);
  }
  return properties;
}

bool is_mapped_property(std::string_view property) {
  return std::ranges::find(kDocumented, property) != kDocumented.end() ||
         std::ranges::find(kDerivedByUs, property) != kDerivedByUs.end();
}

bool is_server_made_property(std::string_view property) {
  static const std::set<std::string_view> kKept = {"createdate", "lastmodifieddate",
                                                   "associatedcompanyid", "num_notes",
                                                   "num_unique_conversion_events"};
  // hs_lead_status and its like are the user's; checkers compare them where a user has set them.
  return property.starts_with("hs_") || kKept.contains(property);
}

PhoneLabel phone_label(const Json& phone_number) {
  const std::string type = ascii_lower(text(phone_number, "type"));
  if (type == "mobile" || type == "workmobile") {
    return PhoneLabel::mobile;
  }
  return type == "homefax" || type == "workfax" || type == "otherfax" ? PhoneLabel::fax
                                                                      : PhoneLabel::other;
}

}  // namespace lockstep::scenario
