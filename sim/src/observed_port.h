/// A service whose answers somebody watches.

#pragma once

#include <memory>

#include "lockstep/sim/answer_observer.h"

#include "service_port.h"

namespace lockstep::sim {

/// `port` as it is, except that each of its answers is shown to `observer`, which may be null.
[[nodiscard]] ServicePort observed(ServicePort port, std::shared_ptr<AnswerObserver> observer);

}  // namespace lockstep::sim
