#include "lockstep/sim/in_process_transport.h"

#include <utility>
#include <variant>

namespace lockstep::sim {

Result<Response> InProcessTransport::send(const Request& request) {
  Exchange exchange = endpoint_->exchange(request);
  if (auto* const response = std::get_if<Response>(&exchange)) {
    return std::move(*response);
  }
  return failure(ErrorKind::outcome_unknown, "the connection broke before the answer was complete",
                 "in-process transport");
}

}  // namespace lockstep::sim
