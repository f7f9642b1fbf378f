/// Serves an Endpoint over a real loopback socket, for programs in other processes.

#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"

namespace lockstep {

/// How the connections of a server are served.
enum class Serving {
  /// A thread a connection: for endpoints that may wait, such as one that asks another server.
  thread_each,
  /// One thread for all, on which the endpoint is called: for endpoints that do not wait for
  /// anything outside, least of all for another request to the same server. It costs less than half
  /// when several clients talk at once, because threads then queue up for what the endpoint guards.
  ///
  /// The fakes are such endpoints. Delays and stalls among the faults pass in virtual time; time
  /// that flows as real time moves the virtual clock and does not sleep; webhooks are delivered on
  /// threads of their own; a crash orders a connector's death and does not wait for it. What they
  /// do wait for is the lock of their world.
  one_loop,
};

struct HttpServerOptions {
  int port = 0;                ///< 0 picks a free one.
  std::string bearer_token{};  ///< "": the endpoint checks credentials itself.

  /// A GET of exactly this target needs no token: a page that a browser opens. "": there is none.
  std::string open_target{};

  /// Of path and query. HubSpot takes URLs of 16 KB (F34); Google has a limit of its own.
  std::size_t target_bytes_max = std::size_t{16} * 1024;

  Serving serving = Serving::thread_each;

  /// No body is larger than 32 MiB. Where this is less, bodies must announce their length.
  std::size_t body_bytes_max = std::size_t{32} * 1024 * 1024;
};

/// Listens on 127.0.0.1 from start() until destroyed. The requests of a connection are answered in
/// their order. With a thread each, the endpoint serialises those of several connections; with one
/// loop, they are announced to it (Endpoint::arrive) and answered in the order in which they came.
/// Nothing is read from a client that does not take its answer.
///
/// A ConnectionLost breaks the connection before a byte of the answer; a TruncatedResponse
/// announces the whole body and breaks after a part of it.
///
/// Bounds, each with its answer: request target (414), 100 header fields or 64 KiB of them
/// (431), body 32 MiB (413), head of a request within 10 s of its first byte (408), 1,024
/// connections (503). Malformed requests get 400, methods other than GET, POST, PUT, PATCH and
/// DELETE 405; after any of these the connection is closed and the endpoint has seen nothing.
class HttpServer {
 public:
  /// @param endpoint  Must outlive the server.
  /// @error unavailable  The port cannot be had, or no descriptor for the loop.
  static Result<std::unique_ptr<HttpServer>> start(Endpoint& endpoint,
                                                   const HttpServerOptions& options = {});

  /// Takes no more requests, answers those under way, and breaks every connection. A client that
  /// does not take its answer within a second is not waited for.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] int port() const noexcept;

  /// "http://127.0.0.1:8080"
  [[nodiscard]] std::string base_url() const;

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lockstep
