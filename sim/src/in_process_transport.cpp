#include "lockstep/sim/in_process_transport.h"

#include <variant>

namespace lockstep::sim {

Result<Response> InProcessTransport::send(const Request& request) {
  const Exchange exchange = endpoint_->exchange(request);
  if (const auto* const response = std::get_if<SharedResponse>(&exchange)) {
    return **response;
  }
  return failure(ErrorKind::outcome_unknown, "the connection broke before the answer was complete",
                 "in-process transport");
}

}  // namespace lockstep::sim
