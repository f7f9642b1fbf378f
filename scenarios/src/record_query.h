/// Which stored records a query of a scenario means.

#pragma once

#include <string>
#include <string_view>

#include "lockstep/scenario/scenario.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

namespace lockstep::scenario {

/// True if `query`, which is no ref, means this contact. Emails are compared without regard to
/// case; any address and any number that the record holds counts.
[[nodiscard]] bool matches(const RecordQuery& query, const sim::GoogleContactView& contact,
                           std::string_view region);
/// Archived and merged-away records are never meant.
[[nodiscard]] bool matches(const RecordQuery& query, const sim::HubSpotContactView& contact,
                           std::string_view region);

/// `the contact with the email "a@example.com"`: for messages.
[[nodiscard]] std::string describe(const RecordQuery& query);

}  // namespace lockstep::scenario
