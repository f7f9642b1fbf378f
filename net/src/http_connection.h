/// One connection of the HTTP server, from its first request to its end.

#pragma once

#include <httplib.h>

#include <string>
#include <variant>

#include "lockstep/base/exchange.h"
#include "lockstep/net/http_server.h"

#include "connection_stream.h"
#include "request_head.h"
#include "socket.h"

namespace lockstep {

/// The head of each request is read here, with its deadline and bounds; cpp-httplib then decodes
/// the body and writes the answer. It gets to see only the header fields about the body: it would
/// answer ranges and compress by itself (brotli takes 99 ms for a page of a list), and it decodes
/// paths before their segments are split.
class HttpConnection final : private httplib::Server {
 public:
  /// @param endpoint, options  Must outlive the connection.
  HttpConnection(Socket socket, Endpoint& endpoint, const HttpServerOptions& options);

  /// Answers requests until either side ends the connection.
  void serve();

  /// Makes serve() return soon. From any thread.
  void interrupt() const noexcept { socket_.shut_down(); }

  [[nodiscard]] const Socket& connection_socket() const noexcept { return socket_; }

 private:
  using Next = std::variant<std::monostate, RequestHead, HttpRefusal>;

  /// The next request's head, its refusal, or nothing when the client has gone.
  [[nodiscard]] Next read_head();
  [[nodiscard]] std::optional<HttpRefusal> refuse(const RequestHead& head) const;

  /// Answers one request. False when the connection must end.
  [[nodiscard]] bool answer(RequestHead head);

  void on_request(httplib::Response& out, std::string body);
  void on_request_with_body(httplib::Response& out, const httplib::ContentReader& read);

  /// Answers and ends the connection, without losing the answer to what the client still sends.
  void end_with(const HttpRefusal& refusal);

  Socket socket_;
  Endpoint* endpoint_;
  const HttpServerOptions* options_;
  ConnectionStream stream_;
  RequestHead head_;
  std::optional<HttpRefusal> refusal_;  ///< Found while the body was read.
};

/// Tells a client that one connection too many is open.
void refuse_connection(const Socket& socket);

}  // namespace lockstep
