/// What a request or a user wants a contact to hold, in the form in which it is stored.

#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/checked.h"
#include "google/errors.h"
#include "google/person_fields.h"

namespace lockstep::sim::google {

using Json = nlohmann::json;

struct PersonInput {
  /// Lists of items by field name, writable members only; empty fields are left out. Without
  /// memberships.
  Json fields;
  std::vector<std::string> groups;  ///< Ids of `memberships`: "myContacts"; in order, once each.
  std::string etag;                 ///< `person.etag`
  std::string source_etag;          ///< `etag` of the CONTACT among metadata.sources.
};

/// Reads a Person from a body.
/// @param path Where it stands in the request: "person", "contacts[0].contact_person".
[[nodiscard]] Checked<PersonInput> read_person(Json person, std::string_view path);

/// What is wrong with the values of the fields in `mask`: more than one item of a singleton (G47),
/// an impossible date, a foreign country code (G53).
[[nodiscard]] std::optional<ApiError> check_values(const Json& fields, const FieldSet& mask);

/// The bytes that the limit of a contact counts (see FakeGoogle::contact_bytes). Members that a
/// contact does not store do not count; what is no person at all counts as it is.
[[nodiscard]] std::size_t stored_bytes(const Json& person);

/// Length of the compact JSON of fields that are in stored form already.
[[nodiscard]] std::size_t compact_bytes(const Json& fields);

}  // namespace lockstep::sim::google
