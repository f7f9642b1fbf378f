/// The plan for one pair: what to write where, why, and what to remember when it is done.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/rule.h"
#include "lockstep/core/contact.h"
#include "lockstep/core/filter.h"
#include "lockstep/core/link.h"
#include "lockstep/core/mapping.h"
#include "lockstep/core/phone.h"
#include "lockstep/core/record_state.h"
#include "lockstep/core/settings.h"
#include "lockstep/core/side.h"

namespace lockstep {

/// A pair, or a record that is to be created on the other side (exactly one is null then).
struct PairView {
  const HubSpotContact* hubspot = nullptr;
  const GooglePerson* google = nullptr;
  const Link* link = nullptr;  ///< Null at the first meeting and for a creation.

  /// The first pass after settings were saved or the sync was turned on again: old differences
  /// are reconciled (SET-1, SET-4). False for every other pass, a full read after an expired
  /// token included.
  bool reconcile = false;
};

/// A create or an update in HubSpot. Never holds a property that no mapping covers, but for the
/// lifecycle stage of a creation (KEP-2, KEP-4).
struct HubSpotWrite {
  std::string id;                                 ///< "" creates.
  std::map<std::string, std::string> properties;  ///< "" clears. Only changed ones (KEP-5).
  RuleId rule;

  friend bool operator==(const HubSpotWrite&, const HubSpotWrite&) = default;
};

/// A create or an update in Google.
struct GoogleWrite {
  std::string resource_name;  ///< "" creates.
  std::string etag;           ///< Of the person that was read; in `person`, too.

  /// The fields of `person`, comma-separated, sorted: updatePersonFields.
  std::string update_person_fields;

  /// The request body: JSON text of a Person with the fields of the mask, and for an update its
  /// resourceName and etags.
  std::string person;
  RuleId rule;

  friend bool operator==(const GoogleWrite&, const GoogleWrite&) = default;
};

/// Why a field is written, or left as it is.
struct FieldDecision {
  FieldId field;
  std::optional<Side> write_to;
  RuleId rule;
  bool settles = true;

  friend bool operator==(const FieldDecision&, const FieldDecision&) = default;
};

/// A value that lost (MRG-14). The caller adds the time.
struct Conflict {
  FieldId field;
  std::optional<std::string> base;  ///< Nullopt at the first meeting, or if it was empty.
  std::optional<std::string> hubspot;
  std::optional<std::string> google;
  Side kept = Side::hubspot;
  RuleId rule;

  friend bool operator==(const Conflict&, const Conflict&) = default;
};

struct PairPlan {
  /// in_sync once the writes are done, or excluded with a reason; then there are no writes.
  RecordState state = RecordState::in_sync;
  Reason reason = Reason::none;
  RuleId rule;

  std::optional<HubSpotWrite> hubspot;
  std::optional<GoogleWrite> google;
  std::vector<FieldDecision> fields;  ///< In the order of the mapping table.
  std::vector<Conflict> conflicts;

  /// What settle works from: the link as it was, the values as they were read and as they shall
  /// be.
  Link link;
  MappedValues hubspot_values;
  MappedValues google_values;
  GoogleNotes google_notes;  ///< After the write to Google.

  [[nodiscard]] bool empty() const noexcept { return !hubspot && !google; }
};

/// Plans a pair or a creation. @pre at least one record is not null
/// Planning again after the writes, with the settled link, gives an empty plan.
[[nodiscard]] PairPlan plan_pair(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                                 const PairView& view);

/// What became of a plan's writes.
struct WriteResults {
  bool hubspot_done = false;
  bool google_done = false;

  /// The records that the services answered with, where they did; a HubSpot answer with a part
  /// of the properties may be given as it is. Without one the service is taken to have stored
  /// what was sent.
  std::optional<HubSpotContact> hubspot_answer;
  std::optional<GooglePerson> google_answer;
};

/// The link to store after the writes: what was confirmed becomes the base, and what was not stays
/// open for the next pass, field by field (LIM-2). Values that were not written keep what was read
/// before, so that an edit during the write is still seen as one (KEP-3).
/// With both done and no answers it is the link to journal before the writes; of a creation it
/// lacks the new id until the answer brings it.
[[nodiscard]] Link settle(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                          const PairPlan& plan, const WriteResults& results);

/// True if the record already is as the write makes it: after an answer was lost, the journalled
/// link can be stored instead of planning again (ROB-1, PHN-9).
[[nodiscard]] bool reached(const HubSpotWrite& write, const HubSpotContact& contact);
[[nodiscard]] bool reached(const GoogleWrite& write, const GooglePerson& person);

}  // namespace lockstep
