/// From a contact of either side to mapped values, and from values back to the smallest write.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/core/contact.h"
#include "lockstep/core/field.h"
#include "lockstep/core/link.h"
#include "lockstep/core/phone.h"

namespace lockstep {

/// What two values of a field are compared by: equal normal forms are no difference (PHN-10,
/// MRG-15, MAT-2). "" for the empty value only.
[[nodiscard]] std::string normal_form(FieldKind kind, const FieldValue& value,
                                      const PhoneNumbers& phones);

/// The values that the mapping table makes of a HubSpot contact.
[[nodiscard]] MappedValues derive(const Mappings& mappings, const HubSpotContact& contact);

/// The values that the mapping table makes of a Google contact: of the first item of each list
/// (A2), and of phones by the phone rule (PHN-1 to PHN-6, PHN-13, PHN-14). Items that `notes` say
/// do not count are left out (PHN-9, PHN-12).
[[nodiscard]] MappedValues derive(const Mappings& mappings, const PhoneNumbers& phones,
                                  const GooglePerson& person, const GoogleNotes& notes = {});

/// The notes that still hold for the person as it is now; the others have lapsed for good, because
/// a user has edited what they speak of.
[[nodiscard]] GoogleNotes live_notes(const PhoneNumbers& phones, const GooglePerson& person,
                                     const GoogleNotes& notes);

/// New values for some fields; the empty value clears. Fields that are not here stay.
using MappedChanges = std::map<FieldId, FieldValue>;

/// The properties to send so that `contact` has `changes`: only those that differ (KEP-5); ""
/// clears one.
[[nodiscard]] std::map<std::string, std::string> changed_properties(const Mappings& mappings,
                                                                    const HubSpotContact& contact,
                                                                    const MappedChanges& changes);

/// A read-modify-write of a person.
struct GoogleChange {
  /// The fields that differ, each with the text of its whole new array, "[]" for a cleared one:
  /// the update mask is their names (G32).
  std::map<std::string, std::string> fields;

  /// What to remember of the person after the write.
  GoogleNotes notes;
};

/// The write that gives `person` the values `changes` and keeps everything else: other items,
/// their order and labels, other members of the same item (KEP-1, PHN-4, PHN-8, PHN-12). For a
/// person without fields it is the creation (PHN-7).
///
/// @post derive(mappings, phones, person after the write, notes) has the values of `changes`, and
///     the old ones of every other field.
[[nodiscard]] GoogleChange changed_fields(const Mappings& mappings, const PhoneNumbers& phones,
                                          const GooglePerson& person, const GoogleNotes& notes,
                                          const MappedChanges& changes);

/// `person` after the write of `fields`, if the service stores them as sent.
[[nodiscard]] GooglePerson with_fields(GooglePerson person,
                                       const std::map<std::string, std::string>& fields);

}  // namespace lockstep
