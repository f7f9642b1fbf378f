/// Who is who: which records of the two sides are one person, which are new, which are too many.
///
/// Deterministic and independent of the order of its input (MRG-12). Of several candidates the
/// one wins
///   1. whose mapped email it is, before a secondary one (MAT-4),
///   2. that is a contact, before an Other contact,
///   3. that agrees with its partner in more mapped values — after a sync the true partner agrees
///      in all, so a lost state finds the same one again (MAT-5, MAT-10),
///   4. that has more mapped values, then the smaller ones in byte order,
///   5. with the lower id.

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/base/rule.h"
#include "lockstep/core/contact.h"
#include "lockstep/core/filter.h"
#include "lockstep/core/link.h"
#include "lockstep/core/phone.h"
#include "lockstep/core/settings.h"
#include "lockstep/core/side.h"

namespace lockstep {

/// What matching needs to know of a record: kept by the store for every record of both sides, so
/// that a pass reads only what changed.
struct MatchRecord {
  std::string id;  ///< HubSpot record id, or Google resource name.

  /// HubSpot: ids merged into it. Google: previous resource names (DEL-6).
  std::vector<std::string> former_ids;

  /// Normal forms, the mapped one first (MAT-2, MAT-4).
  std::vector<std::string> emails;

  /// Normal forms of the mapped values.
  std::map<FieldId, std::string> values;
  bool other_contact = false;

  /// creation_scope: whether it may be created on the other side, and if not, why.
  bool creates = false;
  Reason excluded = Reason::none;

  friend bool operator==(const MatchRecord&, const MatchRecord&) = default;
};

[[nodiscard]] MatchRecord match_record(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                                       const HubSpotContact& contact);
[[nodiscard]] MatchRecord match_record(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                                       const GooglePerson& person);

/// For the store: one line of JSON and back. @error corrupt_state
[[nodiscard]] std::string to_text(const MatchRecord& record);
[[nodiscard]] Result<MatchRecord> parse_match_record(std::string_view text);

struct MatchInput {
  /// Every live record of a side that is matchable, whatever the filters (SCO-7). @invariant ids
  /// are unique
  std::vector<MatchRecord> hubspot;
  std::vector<MatchRecord> google;

  std::vector<Link> links;

  /// Ids with positive evidence of deletion (tombstone, archived, 404 by id). Absence from the
  /// lists above is none (DEL-3).
  std::set<std::string> hubspot_deleted;
  std::set<std::string> google_deleted;
};

/// A link that is not as it was.
struct LinkChange {
  std::size_t link;  ///< Index into MatchInput::links.

  /// The new ids and flags: re-bound (DEL-6), broken (DEL-2) or revived (DEL-4). Values stay.
  std::string hubspot_id;
  std::string google_id;
  bool hubspot_gone = false;
  bool google_gone = false;

  /// The survivor has a new partner in `pairings` (DEL-5): forget this link.
  bool replaced = false;
  RuleId rule;

  friend bool operator==(const LinkChange&, const LinkChange&) = default;
};

/// Two records that meet for the first time.
struct Pairing {
  std::string hubspot_id;
  std::string google_id;
  RuleId rule;

  friend bool operator==(const Pairing&, const Pairing&) = default;
};

/// A record that is to be created on the other side.
struct Creation {
  Side source;
  std::string id;
  RuleId rule;

  friend bool operator==(const Creation&, const Creation&) = default;
};

/// A record without partner that stays alone: excluded, or a duplicate (failing).
struct Unpaired {
  Side side;
  std::string id;
  Reason reason;
  RuleId rule;

  friend bool operator==(const Unpaired&, const Unpaired&) = default;
};

/// Every record is in exactly one of: a link that is not gone, a gone link's survivor, a pairing, a
/// creation, or unpaired. All lists are sorted.
struct MatchResult {
  std::vector<LinkChange> links;
  std::vector<Pairing> pairings;
  std::vector<Creation> creations;
  std::vector<Unpaired> unpaired;
};

/// Matches every record that has no partner (MAT-1 to MAT-5, MAT-9, MAT-11). A record whose email
/// is already on the target, on a paired record too, is a duplicate and not created (MAT-7).
/// Survivors of a deletion take a new partner with their email (DEL-5), and are never created
/// anew (DEL-2); they are in none of the lists.
[[nodiscard]] MatchResult match(const MatchInput& input);

}  // namespace lockstep
