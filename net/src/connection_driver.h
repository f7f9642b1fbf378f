/// What moves the connections of a server: one thread each, or one loop for all.

#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include "lockstep/base/exchange.h"
#include "lockstep/net/http_server.h"

#include "socket.h"

namespace lockstep {

inline constexpr std::size_t kConnectionsMax = 1024;

/// How long the last answers have to be taken.
inline constexpr std::chrono::seconds kFarewell{1};

/// How much is read at once.
inline constexpr std::size_t kReadBytes = std::size_t{64} * 1024;

/// Serves from its making until it is destroyed, as HttpServer says.
class ConnectionDriver {
 public:
  ConnectionDriver() = default;
  ConnectionDriver(const ConnectionDriver&) = delete;
  ConnectionDriver& operator=(const ConnectionDriver&) = delete;
  virtual ~ConnectionDriver() = default;
};

/// @param listener, endpoint, options  Must outlive the driver.
[[nodiscard]] std::unique_ptr<ConnectionDriver> make_thread_driver(
    const Socket& listener, Endpoint& endpoint, const HttpServerOptions& options);

/// @error unavailable  The machine has no descriptors left.
[[nodiscard]] Result<std::unique_ptr<ConnectionDriver>> make_loop_driver(
    const Socket& listener, Endpoint& endpoint, const HttpServerOptions& options);

}  // namespace lockstep
