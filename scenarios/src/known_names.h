/// Names that a scenario may use, so that a misspelt one is found before it tests nothing.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/sim/service.h"

namespace lockstep::scenario {

/// Scopes that an app of a contact sync asks for, and narrower ones that a user may allow instead.
[[nodiscard]] const std::vector<std::string>& known_scopes(sim::Service service);

/// Fields of a person that a user can fill, with "userDefined", without "memberships".
[[nodiscard]] const std::vector<std::string>& known_person_fields();

}  // namespace lockstep::scenario
