/// A link: the pair of one HubSpot and one Google contact, with the values last confirmed on each.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/core/field.h"
#include "lockstep/core/phone.h"

namespace lockstep {

/// What each side's derived value was when it was last confirmed. Two values, because a service
/// may rewrite what it stores (MRG-13), and because a one-way sync leaves differences (DIR-7).
struct FieldBase {
  FieldValue hubspot;
  FieldValue google;

  friend bool operator==(const FieldBase&, const FieldBase&) = default;
};

/// Items of a Google contact that stand first in their list only because the sync itself put
/// them there, or removed what stood before. They do not count as HubSpot's value until a user
/// edits them.
struct GoogleNotes {
  /// Google's first number when it is not HubSpot's `phone`.
  struct FirstNumber {
    std::string number;                   ///< Canonical. The note lapses when the first differs.
    std::optional<PhoneSlot> stands_for;  ///< mobile or fax (PHN-9); nullopt: an unmapped one.

    /// The first additional number with the label of `stands_for`, canonical, "" if none: when a
    /// user adds another one, the note lapses.
    std::string rival;

    friend bool operator==(const FirstNumber&, const FirstNumber&) = default;
  };
  std::optional<FirstNumber> first_number;

  /// What a removal uncovered (PHN-12 and its like): for "mobilephone" and "fax" the canonical
  /// number that became the earliest with the label; for "organizations", "urls", "addresses" …
  /// the normal form of the item that became the first. Such an item counts as empty while it
  /// stays as it is.
  std::map<std::string, std::string> uncovered;

  friend bool operator==(const GoogleNotes&, const GoogleNotes&) = default;
};

/// Outlives every change of email, name and phone (MAT-3). @invariant one link a record (MAT-9)
struct Link {
  std::string hubspot_id;
  std::string google_id;  ///< Resource name.

  /// The record is known to be deleted: a tombstone, an archived record, a 404 by id. The
  /// survivor is excluded and never created anew (DEL-2); the link revives when the record comes
  /// back (DEL-4).
  bool hubspot_gone = false;
  bool google_gone = false;

  /// A field that is not here has not met yet: its first meeting is still to come.
  std::map<FieldId, FieldBase> base;
  GoogleNotes notes;

  friend bool operator==(const Link&, const Link&) = default;
};

/// The link as one line of JSON, for the store. Equal links give equal text.
[[nodiscard]] std::string to_text(const Link& link);

/// @error corrupt_state  Not a text that to_text has made.
[[nodiscard]] Result<Link> parse_link(std::string_view text);

}  // namespace lockstep
