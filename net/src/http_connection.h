/// One connection of the HTTP server, from its first request to its end.

#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <variant>

#include "lockstep/base/exchange.h"
#include "lockstep/net/http_server.h"

#include "body_decoder.h"
#include "connection_stream.h"
#include "request_head.h"
#include "socket.h"

namespace lockstep {

/// Heads and plain bodies are read here, with their deadlines and bounds, and all answers are
/// written here; other bodies go through a BodyDecoder.
class HttpConnection {
 public:
  /// @param endpoint, options  Must outlive the connection.
  HttpConnection(Socket socket, Endpoint& endpoint, const HttpServerOptions& options);

  /// Answers requests until either side ends the connection.
  void serve();

  /// Takes no further request; serve() returns when the one under way is answered. From any thread.
  void finish() noexcept {
    finishing_ = true;
    socket_.shut_down_reading();
  }

  /// Makes serve() return soon, answered or not. From any thread.
  void interrupt() const noexcept { socket_.shut_down(); }

 private:
  using Next = std::variant<std::monostate, RequestHead, HttpRefusal>;

  /// The next request's head, its refusal, or nothing when the client has gone.
  [[nodiscard]] Next read_head();
  [[nodiscard]] std::optional<HttpRefusal> refuse(const RequestHead& head) const;

  /// Answers one request. False when the connection must end.
  [[nodiscard]] bool answer(RequestHead head);

  [[nodiscard]] std::variant<std::string, HttpRefusal> read_body(const RequestHead& head);

  /// False when the connection must end, as it must after all but a whole answer.
  [[nodiscard]] bool write(const Exchange& exchange, bool closes) const;

  /// Answers and ends the connection, without losing the answer to what the client still sends.
  void end_with(const HttpRefusal& refusal);

  Socket socket_;
  std::atomic<bool> finishing_ = false;  ///< Bytes that arrive after a shutdown can still be read.
  Endpoint* endpoint_;
  const HttpServerOptions* options_;
  ConnectionStream stream_;
  std::unique_ptr<BodyDecoder> decoder_;  ///< Made for the first body that needs it.
};

/// Tells a client that one connection too many is open.
void refuse_connection(const Socket& socket);

}  // namespace lockstep
