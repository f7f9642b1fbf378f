/// One admitted call of an operation, on its way through a handler.

#pragma once

#include <string>
#include <utility>

#include "lockstep/base/http.h"
#include "lockstep/sim/route.h"

#include "outcome.h"
#include "portal_state.h"

namespace lockstep::sim::hubspot {

using Answer = Outcome<Response>;

struct Call {
  PortalState& state;
  const Request& request;  ///< With the canonical path.
  const PathCaptures& captures;
  Duration staleness;  ///< How much older than now the index is that a search asks (F63).

  [[nodiscard]] Instant now() const { return state.now(); }
};

[[nodiscard]] inline Response json_answer(int status, std::string body) {
  return {status, {{"Content-Type", "application/json;charset=utf-8"}}, std::move(body)};
}

[[nodiscard]] inline Response no_content() { return {204, {}, ""}; }

}  // namespace lockstep::sim::hubspot
