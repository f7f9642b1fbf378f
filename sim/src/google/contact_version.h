/// One state of one contact. States never change: a write makes the next one.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/clock.h"

#include "google/person_fields.h"
#include "google/stored_person.h"

namespace lockstep::sim::google {

using Json = nlohmann::json;

/// Where a contact is. `gone` is what remains of it for the next sync.
enum class Place { contacts, other, trash, gone };

inline constexpr std::string_view kMyContacts = "myContacts";
inline constexpr std::string_view kStarred = "starred";

/// The fields of a person as answers show them, each a compact JSON list of items with metadata.
using PersonText = std::vector<std::pair<PersonField, std::string>>;

struct ContactVersion : std::enable_shared_from_this<ContactVersion> {
  Place place = Place::contacts;
  Place place_before_trash = Place::contacts;
  std::vector<std::string> groups;  ///< Ids of contact groups, in the order of their addition.
  std::shared_ptr<const StoredPerson> person;  ///< canonicalForm included. Null when gone.
  std::shared_ptr<const PersonText> text;
  std::string photo;  ///< What tells its URL from others; empty for the default photo (G57).
  std::vector<std::string> previous_names;  ///< Resource names that this contact swallowed (G45).
  std::uint64_t revision = 0;               ///< Of the account; rises with every change.
  std::string source_etag;                  ///< Without "#": 12 letters (G65).
  Instant updated;                          ///< Of the last change that a client can see.
  Instant since;                            ///< When this state became the current one.
  bool created_by_api = false;
  bool was_connection = false;  ///< Now or before in Contacts: a sync may owe a tombstone.
  bool was_other = false;       ///< The same for Other contacts.

  [[nodiscard]] bool is_in_group(std::string_view id) const {
    return std::ranges::find(groups, id) != groups.end();
  }
};

using VersionPtr = std::shared_ptr<const ContactVersion>;

}  // namespace lockstep::sim::google
