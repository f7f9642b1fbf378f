/// One request on its way to a server and back, including the ways in which it gets lost.

#pragma once

#include <cstddef>
#include <memory>
#include <variant>

#include "lockstep/base/http.h"
#include "lockstep/base/shared_response.h"

namespace lockstep {

/// The connection broke before a byte of the answer. `server_acted` is the truth that no client
/// can know.
struct ConnectionLost {
  bool server_acted = false;
};

/// The server acted, and the connection broke in the middle of its answer.
struct TruncatedResponse {
  SharedResponse response;     ///< The answer as it would have been. @invariant There is one.
  std::size_t body_bytes = 0;  ///< How much of its body was sent. @invariant < body.size()
};

/// A response in it is always there.
using Exchange = std::variant<SharedResponse, ConnectionLost, TruncatedResponse>;

/// That a request has come and is not answered yet, as long as this lives.
class Arrival {
 public:
  Arrival() = default;
  Arrival(const Arrival&) = delete;
  Arrival& operator=(const Arrival&) = delete;
  virtual ~Arrival() = default;
};

/// Where requests go in: a server behind its faults, latency and journal. The in-process
/// transport and the socket server both end here, so that they cannot differ.
class Endpoint {
 public:
  Endpoint() = default;
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;
  virtual ~Endpoint() = default;

  /// Answers one request. May be called from several threads; an implementation with state
  /// serialises the calls itself.
  virtual Exchange exchange(const Request& request) = 0;

  /// Says that a request has come which is answered after others, for endpoints that care which
  /// requests are on their way at one time. May outlive the endpoint.
  /// @return Null where it makes no difference.
  [[nodiscard]] virtual std::unique_ptr<Arrival> arrive(const Request& /*request*/) {
    return nullptr;
  }

  /// Answers a request that has been announced, or that `arrival` is null for.
  virtual Exchange exchange_arrived(const Request& request, Arrival* /*arrival*/) {
    return exchange(request);
  }
};

}  // namespace lockstep
