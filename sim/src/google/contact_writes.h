/// Creating and updating contacts: one at a time, and all or nothing in a batch.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/address_book.h"
#include "google/checked.h"
#include "google/person_input.h"

namespace lockstep::sim::google {

/// A create that is checked and waits to be carried out.
struct CheckedCreate {
  Json fields;
  std::vector<std::string> groups;
};

/// Everything about a create but the room for it.
/// @param path Where the person stands in the request.
[[nodiscard]] Checked<CheckedCreate> check_create(const GoogleState& state, const Account& account,
                                                  Json person, std::string_view path);

std::uint64_t carry_out(GoogleState& state, Account& account, CheckedCreate create, Instant now);

/// An update that is checked and waits to be carried out.
struct CheckedUpdate {
  std::uint64_t id = 0;
  Json fields;                      ///< Of the contact afterwards.
  std::vector<std::string> groups;  ///< Afterwards.
};

/// Everything about an update: name, etag, shape, values, size.
[[nodiscard]] Checked<CheckedUpdate> check_update(const GoogleState& state, const Account& account,
                                                  std::string_view resource_name, Json person,
                                                  const FieldSet& mask);

void carry_out(GoogleState& state, Account& account, CheckedUpdate update, Instant now);

/// `Resource name "people/me" is not a valid contact person resource.` (G76)
[[nodiscard]] ApiError not_a_contact(std::string_view resource_name);

/// Moves a contact to Trash: what deleting does, for the API and for users.
void move_to_trash(Account& account, const Contact& contact, Instant now);

/// The contact of this name in Contacts, or nullptr: nothing else exists for the API (G100).
[[nodiscard]] const Contact* find_connection(const Account& account,
                                             std::string_view resource_name);

}  // namespace lockstep::sim::google
