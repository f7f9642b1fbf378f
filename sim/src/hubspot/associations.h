/// What contacts are associated with: records of other types, of which the portal keeps the ids
/// alone (F21, F22).

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/clock.h"

#include "contact.h"

namespace lockstep::sim::hubspot {

/// A type of record that a contact can be associated with. The numbers are HubSpot's own.
struct AssociatedType {
  std::string_view plural;
  std::string_view singular;
  std::string_view object_type_id;
  std::uint32_t association_type_id;  ///< Of the unlabelled association from a contact.
};

inline constexpr std::array kAssociatedTypes{
    AssociatedType{"calls", "call", "0-48", 193},
    AssociatedType{"companies", "company", "0-2", 279},
    AssociatedType{"deals", "deal", "0-3", 4},
    AssociatedType{"emails", "email", "0-49", 197},
    AssociatedType{"meetings", "meeting", "0-47", 199},
    AssociatedType{"notes", "note", "0-46", 201},
    AssociatedType{"tasks", "task", "0-27", 203},
    AssociatedType{"tickets", "ticket", "0-5", 15},
};

/// By its plural, singular or type id; nullptr for any other text.
[[nodiscard]] const AssociatedType* find_associated_type(std::string_view name);
[[nodiscard]] const AssociatedType* find_associated_type(std::uint64_t association_type_id);

/// How v3 calls the association: "contact_to_company".
[[nodiscard]] std::string label_of(const AssociatedType& type);

/// How webhooks call it: "CONTACT_TO_COMPANY"; "" for a type of which they do not tell: only
/// companies, deals and tickets are told of.
[[nodiscard]] std::string_view webhook_label_of(const AssociatedType& type);

struct AssociationWrite {
  Instant at;
  Source source;
};

/// An association that came or went, in the order of happening.
struct AssociationChange {
  AssociationWrite write;
  ContactId contact;
  const AssociatedType* type;  ///< One of kAssociatedTypes.
  std::uint64_t record;
  bool removed;
};

class Associations {
 public:
  /// What is there already, or is not there, changes nothing.
  void add(ContactId contact, const AssociatedType& type, std::uint64_t record,
           const AssociationWrite& write);
  void remove(ContactId contact, const AssociatedType& type, std::uint64_t record,
              const AssociationWrite& write);

  [[nodiscard]] const std::vector<AssociationChange>& changes() const { return changes_; }

  /// Ids of the associated records, ascending.
  [[nodiscard]] const std::set<std::uint64_t>& of(ContactId contact,
                                                  const AssociatedType& type) const;

  /// The contacts that are associated with any of `records`; with any at all where none is named.
  [[nodiscard]] std::set<ContactId> contacts_of(const AssociatedType& type,
                                                const std::set<std::uint64_t>& records) const;

  /// `survivor` takes over what `merged` was associated with, which is no change to be told of:
  /// assumed (hubspot.associations.merge).
  void replace(ContactId merged, ContactId survivor);

 private:
  /// By contact and by index in kAssociatedTypes.
  std::map<std::pair<ContactId, std::size_t>, std::set<std::uint64_t>> records_;
  std::vector<AssociationChange> changes_;
};

}  // namespace lockstep::sim::hubspot
