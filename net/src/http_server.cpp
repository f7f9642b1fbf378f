#include "lockstep/net/http_server.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "http_connection.h"
#include "socket.h"

namespace lockstep {
namespace {

constexpr std::size_t kConnectionsMax = 1024;

/// How long the last answers have to be taken.
constexpr std::chrono::seconds kFarewell{1};

/// Where connections tell of their end.
class Ends {
 public:
  void tell(std::atomic<bool>& done) {
    const std::scoped_lock lock(mutex_);
    done = true;
    told_.notify_all();
  }

  template <typename All>
  void wait(std::chrono::seconds time, const All& all_have_ended) {
    std::unique_lock lock(mutex_);
    told_.wait_for(lock, time, all_have_ended);
  }

 private:
  std::mutex mutex_;
  std::condition_variable told_;
};

/// A connection and the thread that serves it.
class LiveConnection {
 public:
  LiveConnection(Socket socket, Endpoint& endpoint, const HttpServerOptions& options, Ends& ends)
      : connection_(std::move(socket), endpoint, options), thread_([this, &ends] {
          connection_.serve();
          ends.tell(done_);
        }) {}
  LiveConnection(const LiveConnection&) = delete;
  LiveConnection& operator=(const LiveConnection&) = delete;
  ~LiveConnection() { connection_.interrupt(); }  // The thread joins itself.

  void finish() noexcept { connection_.finish(); }
  [[nodiscard]] bool done() const noexcept { return done_; }

 private:
  HttpConnection connection_;
  std::atomic<bool> done_ = false;
  std::jthread thread_;
};

}  // namespace

class HttpServer::Impl {
 public:
  Impl(Socket listener, Endpoint& endpoint, HttpServerOptions options)
      : listener_(std::move(listener)),
        port_(local_port(listener_)),
        endpoint_(&endpoint),
        options_(std::move(options)),
        thread_([this] { accept_connections(); }) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    stopping_ = true;
    listener_.shut_down();  // Wakes accept().
    thread_.join();
    for (LiveConnection& connection : connections_) {
      connection.finish();  // All at once, before the first is waited for.
    }
    ends_.wait(kFarewell,
               [this] { return std::ranges::all_of(connections_, &LiveConnection::done); });
  }

  [[nodiscard]] int port() const noexcept { return port_; }

 private:
  void accept_connections() {
    while (!stopping_) {
      Socket socket = accept_connection(listener_);
      connections_.remove_if([](const LiveConnection& connection) { return connection.done(); });
      if (!socket.is_open()) {
        continue;
      }
      if (connections_.size() >= kConnectionsMax) {
        refuse_connection(socket);
        continue;
      }
      connections_.emplace_back(std::move(socket), *endpoint_, options_, ends_);
    }
  }

  Socket listener_;
  int port_;
  Endpoint* endpoint_;
  HttpServerOptions options_;
  Ends ends_;
  std::list<LiveConnection> connections_;  ///< Touched by thread_ while it runs.
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

int HttpServer::port() const noexcept { return impl_->port(); }

std::string HttpServer::base_url() const {
  return "http://127.0.0.1:" + std::to_string(impl_->port());
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(Endpoint& endpoint,
                                                      const HttpServerOptions& options) {
  Result<Socket> listener = listen_on_loopback(options.port);
  if (!listener) {
    return Failure{listener.error()};
  }
  auto impl = std::make_unique<Impl>(std::move(*listener), endpoint, options);
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

}  // namespace lockstep
