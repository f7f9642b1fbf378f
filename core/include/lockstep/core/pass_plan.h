/// What a pass would write, found out without writing anything.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/base/rule.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/field.h"
#include "lockstep/core/side.h"

namespace lockstep {

/// A value that would go to the other side. Values are for people; nullopt for an empty one.
struct PlannedField {
  FieldId field;
  Side write_to = Side::hubspot;
  std::optional<std::string> base;  ///< As last confirmed where it is written to; of an update.
  std::optional<std::string> hubspot;
  std::optional<std::string> google;
  RuleId rule;
};

/// The writes to one pair, or a creation.
struct PlannedWrite {
  std::string hubspot_id;  ///< "": the contact would be created.
  std::string google_id;   ///< "": the same for Google.
  std::vector<PlannedField> fields;
};

struct ConnectionPlan {
  std::string id;
  ConnectionState state = ConnectionState::ok;
  std::optional<PauseReason> pause_reason;  ///< Of a paused one.
  std::vector<PlannedWrite> writes;         ///< Pairs by HubSpot id, then creations.
  std::size_t refused = 0;                  ///< Settings that a rule refuses.
  std::optional<Error> error;               ///< Why nothing could be planned.
};

struct PassPlan {
  std::vector<ConnectionPlan> connections;      ///< In the order of the configuration.
  std::map<std::string, std::size_t> requests;  ///< Sent to find out, by operation.
};

/// Reads what a pass would read, and plans what it would write at once. Nothing is written: not to
/// the services, but for new access tokens, and not to `config.state_dir`, where no cursor moves.
///
/// A pass does more where a write shows something new: a contact that HubSpot already has, an
/// account that is not full any more. Creates that an earlier pass could not confirm are planned
/// again where a first look does not find them; a pass goes on looking for some minutes.
///
/// @error As for run_pass.
[[nodiscard]] Result<PassPlan> plan_pass(const Config& config, Services services);

}  // namespace lockstep
