/// A contact as each service tells it: values read from API answers, nothing derived yet.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"

namespace lockstep {

using Json = nlohmann::json;

/// A HubSpot CRM contact. @invariant `properties` holds no empty value: absent means empty.
struct HubSpotContact {
  std::string id;
  std::map<std::string, std::string> properties;
  bool archived = false;

  /// Ids of records that were merged into this one, in ascending order (DEL-6).
  std::vector<std::string> merged_ids;

  /// Ids of the lists that it belongs to. No contact answer tells them: the reader fills this in
  /// where a filter asks for a list, and leaves it empty otherwise.
  std::set<std::string> lists;

  friend bool operator==(const HubSpotContact&, const HubSpotContact&) = default;
};

enum class PersonKind {
  contact,        ///< In the address book: writable.
  other_contact,  ///< Saved by Google on its own: read-only (SCO-10).
  profile,        ///< The account's own profile or a directory entry: never in scope (SCO-13).
};

/// The items of one field of a person: a JSON array, parsed once. A value that is cheap to copy.
class FieldItems {
 public:
  /// @pre `items` is an array
  explicit FieldItems(Json items);

  /// The objects of an array; none for text that is no array.
  [[nodiscard]] static FieldItems parse(std::string_view text);

  [[nodiscard]] const Json& json() const noexcept { return *items_; }
  [[nodiscard]] std::string text() const;  ///< Compact.

  friend bool operator==(const FieldItems& left, const FieldItems& right);

 private:
  std::shared_ptr<const Json> items_;
};

/// A person of the People API. Built by parse_google_person.
struct GooglePerson {
  std::string resource_name;  ///< "people/c123" or "otherContacts/c123".
  std::string etag;           ///< The person's own, starting with '%'.
  /// Of the contact's own source: the reference has updates name it beside the etag (G69). "" where
  /// an answer does not tell it.
  std::string source_id;
  std::string source_etag;  ///< Starting with '#'.
  PersonKind kind = PersonKind::contact;
  bool in_contacts_folder = false;
  bool starred = false;
  bool deleted = false;  ///< A tombstone: it has no fields.
  std::vector<std::string> previous_resource_names;

  /// Every writable field that a mapping can reach, whole: what a read-modify-write must send back
  /// (KEP-1). Only items of the contact itself are kept; those that Google adds from a linked
  /// profile are not ours to write. @invariant no field is empty
  std::map<std::string, FieldItems> fields;

  friend bool operator==(const GooglePerson&, const GooglePerson&) = default;
};

/// Reads one object of a contacts answer (get, list, search, batch read, create, update).
/// Values that are not text are taken as their JSON text, null and "" as absent.
/// @error invalid_input  Not an object, or without an id.
[[nodiscard]] Result<HubSpotContact> parse_hubspot_contact(const Json& object);

/// Reads one person of an answer. Unknown and ill-formed fields are ignored, never an error.
/// Without `memberships` in the answer a contact counts as member of the Contacts folder: a
/// contact has at least one group, so the field was not asked for (G59).
/// @error invalid_input  Not an object, or without a resource name.
[[nodiscard]] Result<GooglePerson> parse_google_person(const Json& object);

/// `contact` with `properties` laid over it; "" removes. What HubSpot holds after a PATCH that
/// was confirmed, or that answered with a part of the properties (F36).
[[nodiscard]] HubSpotContact overlay(HubSpotContact contact,
                                     const std::map<std::string, std::string>& properties);

/// What identifies a Google contact across folders: "c123" of "people/c123" and of
/// "otherContacts/c123", which are one person before and after it was promoted (G42, G95).
[[nodiscard]] std::string_view google_key(std::string_view resource_name) noexcept;

/// The emails of a HubSpot contact: the primary one first, then the secondary ones (F53), as
/// written. May be empty.
[[nodiscard]] std::vector<std::string> emails_of(const HubSpotContact& contact);

/// The emails of a Google contact in the order of the API, blank ones left out.
[[nodiscard]] std::vector<std::string> emails_of(const GooglePerson& person);

}  // namespace lockstep
