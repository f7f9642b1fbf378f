#include "lockstep/core/field.h"

#include <algorithm>
#include <array>

#include "lockstep/base/text.h"
#include "lockstep/core/normalize.h"

namespace lockstep {
namespace {

// Singletons have at most one item a contact (G47). Labels, userDefined and the fields of the
// default mappings are not here, which is how a custom mapping cannot reach them (MAP-5 to MAP-7).
constexpr std::array kGoogleTextFields = {
    GoogleTextField{"names.middleName", "names", "middleName", true},
    GoogleTextField{"names.honorificPrefix", "names", "honorificPrefix", true},
    GoogleTextField{"names.honorificSuffix", "names", "honorificSuffix", true},
    GoogleTextField{"names.phoneticGivenName", "names", "phoneticGivenName", true},
    GoogleTextField{"names.phoneticMiddleName", "names", "phoneticMiddleName", true},
    GoogleTextField{"names.phoneticFamilyName", "names", "phoneticFamilyName", true},
    GoogleTextField{"nicknames", "nicknames", "value", false},
    GoogleTextField{"biographies", "biographies", "value", true},
    GoogleTextField{"organizations.department", "organizations", "department", false},
    GoogleTextField{"organizations.jobDescription", "organizations", "jobDescription", false},
    GoogleTextField{"organizations.symbol", "organizations", "symbol", false},
    GoogleTextField{"organizations.domain", "organizations", "domain", false},
    GoogleTextField{"organizations.location", "organizations", "location", false},
    GoogleTextField{"occupations", "occupations", "value", false},
    GoogleTextField{"interests", "interests", "value", false},
};

}  // namespace

std::string_view to_string(Direction direction) noexcept {
  switch (direction) {
    case Direction::none: return "none";
    case Direction::to_hubspot: return "to_hubspot";
    case Direction::to_google: return "to_google";
    case Direction::both: return "both";
  }
  return "?";
}

Direction narrow(Direction one, Direction other) noexcept {
  if (one == Direction::both) {
    return other;
  }
  return other == Direction::both || one == other ? one : Direction::none;
}

bool FieldValue::empty() const noexcept {
  return std::ranges::all_of(parts, [](const std::string& part) { return part.empty(); });
}

FieldValue text_value(std::string_view text) {
  const std::string_view trimmed = trim_blanks(text);
  return trimmed.empty() ? FieldValue{} : FieldValue{{std::string(trimmed)}};
}

std::string to_display(const FieldValue& value) {
  std::vector<std::string> parts = value.parts;
  std::erase(parts, "");
  return join(parts, ", ");
}

std::optional<std::string> shown(const FieldValue& value) {
  return value.empty() ? std::nullopt : std::optional(to_display(value));
}

const FieldValue& value_of(const MappedValues& values, std::string_view id) {
  static const FieldValue kEmpty;
  const auto found = values.find(FieldId(id));
  return found == values.end() ? kEmpty : found->second;
}

Mappings default_mappings() {
  using enum FieldKind;
  return {
      {"firstname", text, {"firstname"}, {"names", {"givenName"}}},
      {"lastname", text, {"lastname"}, {"names", {"familyName"}}},
      {"email", email, {"email"}, {"emailAddresses", {"value"}}},
      {"phone", phone, {"phone"}, {"phoneNumbers", {"value"}}},
      {"mobilephone", phone, {"mobilephone"}, {"phoneNumbers", {"value"}}},
      {"fax", phone, {"fax"}, {"phoneNumbers", {"value"}}},
      {"jobtitle", text, {"jobtitle"}, {"organizations", {"title"}}},
      {"company", text, {"company"}, {"organizations", {"name"}}},
      {"address",
       address,
       {"address", "city", "state", "zip", "country"},
       {"addresses", {"streetAddress", "city", "region", "postalCode", "country"}}},
      {"website", text, {"website"}, {"urls", {"value"}}},
      {"date_of_birth", date, {"date_of_birth"}, {"birthdays", {"date"}}, Direction::to_hubspot},
  };
}

const FieldMapping* find_mapping(const Mappings& mappings, std::string_view id) {
  const auto found = std::ranges::find(mappings, id, &FieldMapping::id);
  return found == mappings.end() ? nullptr : &*found;
}

std::span<const GoogleTextField> google_text_fields() noexcept { return kGoogleTextFields; }

const GoogleTextField* find_google_text_field(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kGoogleTextFields, name, &GoogleTextField::name);
  return found == kGoogleTextFields.end() ? nullptr : found;
}

const std::vector<std::string_view>& mappable_google_fields() {
  static const std::vector<std::string_view> kFields = {
      "addresses", "biographies", "birthdays",     "emailAddresses", "interests", "names",
      "nicknames", "occupations", "organizations", "phoneNumbers",   "urls"};
  return kFields;
}

}  // namespace lockstep
