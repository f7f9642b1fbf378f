/// Which records sync: the drop-downs, the filters, and the email rules. The new state of a record
/// decides, so the edit that makes it leave does not sync (SCO-11).

#pragma once

#include "lockstep/base/rule.h"
#include "lockstep/core/contact.h"
#include "lockstep/core/field.h"
#include "lockstep/core/link.h"
#include "lockstep/core/phone.h"
#include "lockstep/core/record_state.h"
#include "lockstep/core/settings.h"

namespace lockstep {

/// True if HubSpot's drop-down selects this live contact (SCO-9). @pre `lists` is filled in if
/// the settings name a list
[[nodiscard]] bool selects(const SyncSettings& settings, const HubSpotContact& contact);

/// True if Google's drop-down selects this person (SCO-1, SCO-2, SCO-3, SCO-10, SCO-12, SCO-13).
[[nodiscard]] bool selects(const SyncSettings& settings, const GooglePerson& person);

/// True if the person takes part in matching at all: every contact does, whatever the filters
/// (SCO-7); Other contacts where the settings let them flow; profiles and tombstones never.
[[nodiscard]] bool is_matchable(const SyncSettings& settings, const GooglePerson& person);

/// True if the settings need otherContacts.list (SCO-10).
[[nodiscard]] bool reads_other_contacts(const SyncSettings& settings) noexcept;

struct ScopeDecision {
  bool in_scope = false;
  Reason reason = Reason::none;  ///< Why it is excluded.
  RuleId rule;                   ///< That decided.

  friend bool operator==(const ScopeDecision&, const ScopeDecision&) = default;
};

/// Whether a record without partner shall be created on the other side: its own side's filter
/// (SCO-8), the direction, and the email rules (MAT-6, MAT-12).
[[nodiscard]] ScopeDecision creation_scope(const AcceptedSettings& accepted,
                                           const HubSpotContact& contact);
[[nodiscard]] ScopeDecision creation_scope(const AcceptedSettings& accepted,
                                           const PhoneNumbers& phones, const GooglePerson& person);

/// The same for who has derived the record's values already.
[[nodiscard]] ScopeDecision creation_scope(const AcceptedSettings& accepted,
                                           const HubSpotContact& contact,
                                           const MappedValues& values);
[[nodiscard]] ScopeDecision creation_scope(const AcceptedSettings& accepted,
                                           const GooglePerson& person, const MappedValues& values);

/// Whether a pair syncs: if either side selects it (SCO-8), both live (SCO-2, DEL-2), and no
/// email was removed (MAT-8). `link` is null at the first meeting.
[[nodiscard]] ScopeDecision pair_scope(const AcceptedSettings& accepted,
                                       const HubSpotContact& hubspot, const GooglePerson& google,
                                       const Link* link);

}  // namespace lockstep
