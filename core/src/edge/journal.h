/// What is written down before a write goes out, so that a pass that was killed, or that got no
/// answer, can tell afterwards whether the write happened and what to remember then (ROB-1).

#pragma once

#include <optional>
#include <string>

#include "lockstep/core/contact.h"
#include "lockstep/core/plan.h"

#include "pass.h"

namespace lockstep {

/// The journal of a plan's writes: both writes, and the links to store if one, or both, are done.
[[nodiscard]] std::string to_journal(const Pass& pass, const PairPlan& plan);

/// The link to store if the records, as just read, show that journalled writes have happened;
/// nullopt if none has.
[[nodiscard]] std::optional<Link> recovered_link(const std::string& journal,
                                                 const HubSpotContact* hubspot,
                                                 const GooglePerson* google);

}  // namespace lockstep
