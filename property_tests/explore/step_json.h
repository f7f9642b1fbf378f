/// The steps and records of a draft as a scenario says them.

#pragma once

#include <vector>

#include "google_json.h"
#include "model.h"

namespace lockstep::explore {

/// @param before  The model as it is when the step comes. @pre before.allows(step)
[[nodiscard]] std::vector<OrderedJson> step_json(const Draft& draft, const Model& before,
                                                 const Step& step);

/// A record that a user makes, with its ref.
[[nodiscard]] OrderedJson contact_json(const Draft& draft, Service side, std::size_t person,
                                       const Values& values);

/// Those of Settings that a connection does not have by itself, as a merge patch over those that it
/// has. @param whole  All of them: a patch over any other settings.
[[nodiscard]] OrderedJson settings_json(const Settings& settings, bool whole);

/// Passes that may fail, with time between them: what has failed is over then.
[[nodiscard]] std::vector<OrderedJson> healing_json(const Draft& draft);

}  // namespace lockstep::explore
