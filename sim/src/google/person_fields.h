/// The fields of a person: what masks can name, what a contact can hold, in the order of answers.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <bitset>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "google/message_shape.h"

namespace lockstep::sim::google {

/// In the order in which answers write them (G10).
enum class PersonField {
  metadata,
  names,
  nicknames,
  cover_photos,
  photos,
  birthdays,
  addresses,
  email_addresses,
  phone_numbers,
  biographies,
  urls,
  organizations,
  occupations,
  memberships,
  events,
  im_clients,
  relations,
  user_defined,
  sip_addresses,
  genders,
  age_ranges,
  interests,
  skills,
  locales,
  locations,
  misc_keywords,
  external_ids,
  calendar_urls,
  client_data,
  file_ases,
};

inline constexpr std::size_t kPersonFieldCount = 30;

struct PersonFieldInfo {
  PersonField field;
  std::string_view name;                ///< "emailAddresses"
  const MessageShape* shape = nullptr;  ///< Of its items; null for what a contact never holds.
  bool writable = false;                ///< Allowed in update masks (G31).
  bool singleton = false;               ///< One item a contact (G47).
  std::string_view etag_ids;            ///< What a mask with it adds to a person etag (G66).
};

/// Every field, indexed by PersonField.
[[nodiscard]] std::span<const PersonFieldInfo> person_fields() noexcept;
[[nodiscard]] const PersonFieldInfo& info_of(PersonField field) noexcept;

/// By its camelCase or proto name, or nullopt.
[[nodiscard]] std::optional<PersonField> find_person_field(std::string_view name);

/// A set of fields: what a mask names.
using FieldSet = std::bitset<kPersonFieldCount>;
[[nodiscard]] constexpr std::size_t index_of(PersonField field) noexcept {
  return static_cast<std::size_t>(field);
}
[[nodiscard]] FieldSet all_fields() noexcept;
/// Those of which `person`, a JSON object, has a member under their camelCase name.
[[nodiscard]] FieldSet fields_in(const nlohmann::json& person);

/// google.people.v1.Person as request bodies hold it.
[[nodiscard]] const MessageShape& person_shape() noexcept;

}  // namespace lockstep::sim::google
