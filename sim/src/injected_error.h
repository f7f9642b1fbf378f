/// The answer of an answer-error fault.

#pragma once

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/fault.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

/// @param random  Makes the ids that the real service makes for each answer.
[[nodiscard]] Response injected_error(const AnswerError& fault, Service service, Instant now,
                                      Random& random);

}  // namespace lockstep::sim
