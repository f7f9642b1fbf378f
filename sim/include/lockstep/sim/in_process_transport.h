/// Transport without sockets: the request is handed to the endpoint as a function call.

#pragma once

#include "lockstep/base/exchange.h"
#include "lockstep/base/transport.h"

namespace lockstep::sim {

class InProcessTransport final : public Transport {
 public:
  /// @param endpoint Must outlive the transport.
  explicit InProcessTransport(Endpoint& endpoint) : endpoint_(&endpoint) {}

  /// @error outcome_unknown  The connection broke before or in the middle of the answer. Never
  ///     unavailable: like a real client, the caller is not told whether the service acted.
  Result<Response> send(const Request& request) override;

 private:
  Endpoint* endpoint_;
};

}  // namespace lockstep::sim
