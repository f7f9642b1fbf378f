#include "google/person_input.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include "lockstep/base/text.h"

#include "google/request_body.h"

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kGroupPrefix = "contactGroups/";

/// A label alone says nothing: {"type":"home"} without a value is no phone number. What the real
/// service does with such an item is not published; here it counts as unset, like "" (G62). Assumed
/// (google.body.label-alone-is-unset).
bool has_content(const Json& item) {
  constexpr std::array<std::string_view, 4> kQualifiers = {"type", "contentType", "protocol",
                                                           "current"};
  return std::ranges::any_of(item.get_ref<const Json::object_t&>(), [&](const auto& member) {
    return std::ranges::find(kQualifiers, member.first) == kQualifiers.end();
  });
}

/// A free-form name counts when no part is given; its last word is the family name. Assumed
/// (google.person.unstructured-name). It is not stored: answers make it from the parts (G48).
void structure_name(Json& name) {
  const auto free_form = name.find("unstructuredName");
  if (free_form == name.end()) {
    return;
  }
  const std::string text(trim(free_form->get<std::string>()));
  name.erase(free_form);
  const bool structured =
      name.contains("givenName") || name.contains("familyName") || name.contains("middleName");
  if (structured || text.empty()) {
    return;
  }
  const std::size_t last_blank = text.rfind(' ');
  if (last_blank == std::string::npos) {
    name["givenName"] = text;
    return;
  }
  name["givenName"] = std::string(trim(std::string_view(text).substr(0, last_blank)));
  name["familyName"] = text.substr(last_blank + 1);
}

/// Takes what is stored out of `normal_person`.
Json stored_fields(Json& normal_person) {
  const FieldSet present = fields_in(normal_person);
  Json fields = Json::object();
  for (const PersonFieldInfo& info : person_fields()) {
    if (!info.writable || info.field == PersonField::memberships ||
        !present.test(index_of(info.field))) {
      continue;
    }
    const auto found = normal_person.find(info.name);
    auto& items = found->get_ref<Json::array_t&>();
    if (info.field == PersonField::names) {
      std::ranges::for_each(items, structure_name);
    }
    std::erase_if(items, [](const Json& item) { return !has_content(item); });
    if (!items.empty()) {
      fields.emplace(info.name, std::move(*found));
    }
  }
  return fields;
}

std::vector<std::string> group_ids(const Json& normal_person) {
  std::vector<std::string> groups;
  const auto memberships = normal_person.find("memberships");
  if (memberships == normal_person.end()) {
    return groups;
  }
  for (const Json& membership : *memberships) {
    const Json::json_pointer pointer("/contactGroupMembership/contactGroupResourceName");
    if (!membership.contains(pointer)) {
      continue;
    }
    std::string name = membership[pointer].get<std::string>();
    if (name.starts_with(kGroupPrefix)) {
      name.erase(0, kGroupPrefix.size());
    }
    if (std::ranges::find(groups, name) == groups.end()) {
      groups.push_back(std::move(name));
    }
  }
  return groups;
}

std::string contact_source_etag(const Json& normal_person) {
  const auto metadata = normal_person.find("metadata");
  if (metadata == normal_person.end() || !metadata->contains("sources")) {
    return {};
  }
  for (const Json& source : (*metadata)["sources"]) {
    if (source.value("type", "") == "CONTACT") {
      return source.value("etag", "");
    }
  }
  return {};
}

/// A date may lack its year (G54); month and day stand together.
bool is_possible_date(const Json& date) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  using std::chrono::year_month_day;
  const int in_year = date.value("year", 0);
  const int in_month = date.value("month", 0);
  const int in_day = date.value("day", 0);
  constexpr int kLeapYear = 2000;
  if (in_year < 0 || in_year > 9999 || in_month < 0 || in_day < 0) {
    return false;
  }
  if (in_month == 0 || in_day == 0) {
    return in_day == 0 && in_month <= 12;
  }
  return year_month_day(year(in_year == 0 ? kLeapYear : in_year),
                        month(static_cast<unsigned>(in_month)), day(static_cast<unsigned>(in_day)))
      .ok();
}

bool is_country_code(std::string_view code) {
  return code.size() == 2 && std::ranges::all_of(code, [](char letter) {
           const char lower = ascii_lower_letter(letter);
           return lower >= 'a' && lower <= 'z';
         });
}

std::optional<ApiError> check_item(const Json& item) {
  for (const std::string_view name : {"date", "startDate", "endDate"}) {
    const auto date = item.find(name);
    if (date != item.end() && !is_possible_date(*date)) {
      return catalogue_error(kInvalidArgument);
    }
  }
  const auto country_code = item.find("countryCode");
  if (country_code != item.end() && !is_country_code(country_code->get<std::string>())) {
    return invalid_argument("Invalid country code: " + country_code->get<std::string>());
  }
  return std::nullopt;
}

}  // namespace

Checked<PersonInput> read_person(Json person, std::string_view path) {
  if (auto error = check_shape(person, person_shape(), path)) {
    return std::move(*error);
  }
  Json normal = normalised(std::move(person), person_shape());
  PersonInput input{.fields = {},
                    .groups = group_ids(normal),
                    .etag = normal.value("etag", ""),
                    .source_etag = contact_source_etag(normal)};
  input.fields = stored_fields(normal);
  return input;
}

std::optional<ApiError> check_values(const Json& fields, const FieldSet& mask) {
  const FieldSet present = fields_in(fields) & mask;
  for (const PersonFieldInfo& info : person_fields()) {
    if (!present.test(index_of(info.field))) {
      continue;
    }
    const auto items = fields.find(info.name);
    if (info.singleton && items->size() > 1) {
      return invalid_argument("Cannot have more than one person." + std::string(info.name) +
                              " per source.");
    }
    for (const Json& item : *items) {
      if (auto error = check_item(item)) {
        return error;
      }
    }
  }
  return std::nullopt;
}

std::size_t stored_bytes(const Json& person) {
  if (check_shape(person, person_shape(), "person")) {
    return compact_bytes(person);
  }
  Json normal = normalised(person, person_shape());
  return compact_bytes(stored_fields(normal));
}

std::size_t compact_bytes(const Json& fields) {
  return fields.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace).size();
}

}  // namespace lockstep::sim::google
