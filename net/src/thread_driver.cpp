#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include "connection_driver.h"
#include "http_connection.h"
#include "real_time.h"

namespace lockstep {
namespace {

using Turn = HttpConnection::Turn;

constexpr Duration kIdleTimeout{300'000};

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

/// Reads what comes until the deadline of the connection.
void read(const Socket& socket, HttpConnection& connection) {
  // Between requests the time-out of the socket is long enough, which saves a system call.
  if (!connection.idle()) {
    const auto left = std::chrono::ceil<Duration>(connection.deadline() - real_now());
    if (!socket.wait_readable(std::max(left, Duration(0)))) {
      connection.expire(real_now());
      return;
    }
  }
  std::array<char, kReadBytes>
      buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  const std::size_t size = socket.read_some(buffer);
  if (size > 0) {
    connection.receive({buffer.data(), size}, real_now());
  } else {
    connection.receive_end(real_now());
  }
}

void write(const Socket& socket, HttpConnection& connection) {
  const auto [first, more] = connection.output();
  if (!socket.write_all(first, more)) {
    connection.end();
    return;
  }
  connection.sent(first.size() + more.size(), real_now());
  if (connection.turn() == Turn::drains) {
    socket.shut_down_writing();
  }
}

/// What all connections of a server have in common.
struct Service {
  Endpoint& endpoint;
  const HttpServerOptions& options;
  std::atomic<bool> stopping = false;
  Ends ends{};
};

/// Answers requests until either side ends the connection.
void serve(const Socket& socket, Service& service) {
  HttpConnection connection(service.options, real_now());
  while (true) {
    if (service.stopping) {
      connection.finish();
    }
    switch (connection.turn()) {
      case Turn::reads:
      case Turn::drains: read(socket, connection); break;
      case Turn::answers:
        connection.answer(service.endpoint.exchange(connection.request()), real_now());
        break;
      case Turn::writes: write(socket, connection); break;
      case Turn::ended: socket.shut_down(); return;
    }
  }
}

/// A connection and the thread that serves it.
class LiveConnection {
 public:
  LiveConnection(Socket socket, Service& service)
      : socket_(std::move(socket)), thread_([this, &service] {
          serve(socket_, service);
          service.ends.tell(done_);
        }) {}
  LiveConnection(const LiveConnection&) = delete;
  LiveConnection& operator=(const LiveConnection&) = delete;
  ~LiveConnection() { socket_.shut_down(); }  // The thread joins itself.

  /// Wakes its thread if it waits for a request.
  void wake() const noexcept { socket_.shut_down_reading(); }
  [[nodiscard]] bool done() const noexcept { return done_; }

 private:
  Socket socket_;
  std::atomic<bool> done_ = false;
  std::jthread thread_;
};

class ThreadDriver final : public ConnectionDriver {
 public:
  ThreadDriver(const Socket& listener, Endpoint& endpoint, const HttpServerOptions& options)
      : listener_(&listener), service_{endpoint, options}, thread_([this] { accept_all(); }) {}
  ThreadDriver(const ThreadDriver&) = delete;
  ThreadDriver& operator=(const ThreadDriver&) = delete;

  ~ThreadDriver() override {
    service_.stopping = true;
    listener_->shut_down();  // Wakes accept().
    thread_.join();
    for (const LiveConnection& connection : connections_) {
      connection.wake();  // All at once, before the first is waited for.
    }
    service_.ends.wait(kFarewell,
                       [this] { return std::ranges::all_of(connections_, &LiveConnection::done); });
  }

 private:
  void accept_all() {
    while (!service_.stopping) {
      Socket socket = accept_connection(*listener_);
      connections_.remove_if([](const LiveConnection& connection) { return connection.done(); });
      if (!socket.is_open()) {
        continue;
      }
      if (connections_.size() >= kConnectionsMax) {
        static_cast<void>(socket.write_all(too_many_connections()));
        continue;
      }
      socket.set_read_timeout(kIdleTimeout);
      connections_.emplace_back(std::move(socket), service_);
    }
  }

  const Socket* listener_;
  Service service_;
  std::list<LiveConnection> connections_;  ///< Touched by thread_ while it runs.
  std::thread thread_;
};

}  // namespace

std::unique_ptr<ConnectionDriver> make_thread_driver(const Socket& listener, Endpoint& endpoint,
                                                     const HttpServerOptions& options) {
  return std::make_unique<ThreadDriver>(listener, endpoint, options);
}

}  // namespace lockstep
