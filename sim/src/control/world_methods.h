/// The methods of the control API that concern one world.

#pragma once

#include <span>
#include <string_view>

#include "lockstep/base/http.h"

#include "control/call.h"

namespace lockstep::sim::control {

struct WorldMethod {
  Method verb;
  std::string_view pattern;  ///< "/worlds/{world}/reset"
  Response (*handler)(Call&);
};

[[nodiscard]] std::span<const WorldMethod> world_methods();

}  // namespace lockstep::sim::control
