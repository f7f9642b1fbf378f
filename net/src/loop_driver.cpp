#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "connection_driver.h"
#include "http_connection.h"
#include "poller.h"
#include "real_time.h"

namespace lockstep {
namespace {

using Turn = HttpConnection::Turn;

/// How many connections are taken before those that are there have their turn again.
constexpr int kAcceptedAtOnce = 64;

/// How long no connection is taken when the machine has no descriptors left.
constexpr std::chrono::seconds kAcceptPause{1};

struct Peer {
  Socket socket;
  HttpConnection connection;
  Readiness awaited = Readiness::to_read;
  std::unique_ptr<Arrival> arrival{};  ///< Until the answer is sent.
  std::list<Peer>::iterator place{};
};

/// One thread for all connections. It answers one request at a time, in the order in which they
/// have come, and between two of them sees what else has come: a request counts as arrived before
/// the answer to another one is sent if it was.
class LoopDriver final : public ConnectionDriver {
 public:
  LoopDriver(const Socket& listener, Endpoint& endpoint, const HttpServerOptions& options)
      : listener_(&listener), endpoint_(&endpoint), options_(&options) {}
  LoopDriver(const LoopDriver&) = delete;
  LoopDriver& operator=(const LoopDriver&) = delete;

  ~LoopDriver() override {
    stopping_ = true;
    listener_->shut_down();  // Nobody connects to a server that takes no more requests.
    poller_.wake();
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  /// False when the machine has no descriptors left.
  [[nodiscard]] bool start() {
    if (!poller_.is_open()) {
      return false;
    }
    listener_->set_non_blocking();
    poller_.add(*listener_, Readiness::to_read, this);
    thread_ = std::thread([this] { run(); });
    return true;
  }

 private:
  void run() {
    while (!farewell_ || !peers_.empty()) {
      look();
      if (answered_ != nullptr) {
        go_on(*std::exchange(answered_, nullptr));
      }
      answer_next();
    }
  }

  /// Reads what has come, and drops those who have let their time pass.
  void look() {
    const bool saw_all = poller_.wait(patience(), [this](void* tag) {
      if (!looked_at_clock_) {
        now_ = real_now();
        looked_at_clock_ = true;
      }
      if (tag == this) {
        accept_waiting();
      } else {
        attend(*static_cast<Peer*>(tag));
      }
    });
    now_ = std::exchange(looked_at_clock_, false) ? now_ : real_now();
    if (stopping_ && !farewell_) {
      begin_to_end();
    }
    if (saw_all && now_ >= next_deadline_) {
      expire();
    }
  }

  [[nodiscard]] std::optional<Duration> patience() const {
    if (answered_ != nullptr || !arrived_.empty()) {
      return Duration(0);
    }
    if (next_deadline_ == Moment::max()) {
      return std::nullopt;
    }
    return std::max(Duration(0), std::chrono::ceil<Duration>(next_deadline_ - real_now()));
  }

  void accept_waiting() {
    for (int count = 0; count < kAcceptedAtOnce; ++count) {
      Socket socket = accept_connection(*listener_);
      if (!socket.is_open()) {
        if (errno == EMFILE || errno == ENFILE) {
          poller_.change(*listener_, Readiness::nothing, this);
          accepts_again_ = now_ + kAcceptPause;
          next_deadline_ = std::min(next_deadline_, accepts_again_);
        }
        return;
      }
      socket.set_non_blocking();
      if (peers_.size() >= kConnectionsMax) {
        static_cast<void>(socket.try_write(too_many_connections(), {}));
        continue;
      }
      peers_.push_front({std::move(socket), HttpConnection(*options_, now_)});
      Peer& peer = peers_.front();
      peer.place = peers_.begin();
      next_deadline_ = std::min(next_deadline_, peer.connection.deadline());
      poller_.add(peer.socket, Readiness::to_read, &peer);
    }
  }

  /// Something has happened to the socket of this one.
  void attend(Peer& peer) {
    HttpConnection& connection = peer.connection;
    if (connection.turn() == Turn::answers) {
      return;  // What it sends meanwhile has time.
    }
    if (connection.turn() != Turn::writes) {
      const Socket::Transfer read = peer.socket.try_read(buffer_);
      if (read.bytes > 0) {
        connection.receive({buffer_.data(), read.bytes}, now_);
      } else if (read.broken) {
        connection.receive_end(now_);
      }
    }
    if (&peer != answered_) {
      go_on(peer);
    }
  }

  /// Does what is to be done for this one until somebody else has to do something.
  void go_on(Peer& peer) {
    HttpConnection& connection = peer.connection;
    Readiness awaited = Readiness::to_read;
    if (connection.turn() == Turn::writes) {
      awaited = write(peer) ? Readiness::to_read : Readiness::to_write;
    }
    switch (connection.turn()) {
      case Turn::answers:
        peer.arrival = endpoint_->arrive(connection.request());
        arrived_.push_back(&peer);
        return;
      case Turn::ended: close(peer); return;
      case Turn::drains: peer.socket.shut_down_writing(); break;
      case Turn::reads:
      case Turn::writes: break;
    }
    if (awaited != peer.awaited) {
      peer.awaited = awaited;
      poller_.change(peer.socket, awaited, &peer);
    }
    next_deadline_ = std::min(next_deadline_, connection.deadline());
  }

  /// False when the socket takes no more for now. What a client does not take stays where it is,
  /// and nothing is read from the client meanwhile.
  bool write(Peer& peer) {
    const auto [first, more] = peer.connection.output();
    const Socket::Transfer written = peer.socket.try_write(first, more);
    if (written.broken) {
      peer.connection.end();
      return true;
    }
    peer.arrival.reset();
    peer.connection.sent(written.bytes, now_);
    return written.bytes == first.size() + more.size();
  }

  void answer_next() {
    if (arrived_.empty()) {
      return;
    }
    Peer& peer = *arrived_.front();
    arrived_.pop_front();
    const Exchange exchange =
        endpoint_->exchange_arrived(peer.connection.request(), peer.arrival.get());
    now_ = real_now();
    if (stopping_) {
      peer.connection.finish();
    }
    peer.connection.answer(exchange, now_);
    if (peers_.size() == 1) {
      go_on(peer);  // Nobody else can have sent something.
    } else {
      answered_ = &peer;
    }
  }

  void expire() {
    if (!farewell_ && accepts_again_ <= now_) {
      accepts_again_ = Moment::max();
      poller_.change(*listener_, Readiness::to_read, this);
    }
    const bool is_over = farewell_ && now_ >= *farewell_;
    next_deadline_ = std::min(accepts_again_, farewell_.value_or(Moment::max()));
    for (auto place = peers_.begin(); place != peers_.end();) {
      Peer& peer = *place++;
      if (&peer == answered_ || peer.connection.turn() == Turn::answers) {
        continue;
      }
      if (is_over) {
        peer.connection.end();
      } else if (peer.connection.deadline() <= now_) {
        peer.connection.expire(now_);
      }
      go_on(peer);
    }
  }

  /// Those that are idle end; from the others nothing more is read.
  void begin_to_end() {
    farewell_ = now_ + kFarewell;
    next_deadline_ = std::min(next_deadline_, *farewell_);
    poller_.remove(*listener_);
    for (auto place = peers_.begin(); place != peers_.end();) {
      Peer& peer = *place++;
      peer.connection.finish();
      if (peer.connection.turn() == Turn::ended && &peer != answered_) {
        close(peer);
      } else {
        peer.socket.shut_down_reading();
      }
    }
  }

  void close(Peer& peer) {
    poller_.remove(peer.socket);
    peer.socket.shut_down();
    peers_.erase(peer.place);
  }

  const Socket* listener_;
  Endpoint* endpoint_;
  const HttpServerOptions* options_;
  Poller poller_;
  std::atomic<bool> stopping_ = false;

  // Of the one thread only:
  std::list<Peer> peers_;
  std::deque<Peer*> arrived_;  ///< Those whose request is to be answered, the first first.
  Peer* answered_ = nullptr;   ///< Whose answer is to be sent.
  Moment now_ = real_now();
  bool looked_at_clock_ = false;
  Moment next_deadline_ = Moment::max();  ///< Not later than the first one.
  Moment accepts_again_ = Moment::max();
  std::optional<Moment> farewell_;  ///< Until when the last answers can be taken.
  std::array<char, kReadBytes> buffer_;

  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<ConnectionDriver>> make_loop_driver(const Socket& listener,
                                                           Endpoint& endpoint,
                                                           const HttpServerOptions& options) {
  auto driver = std::make_unique<LoopDriver>(listener, endpoint, options);
  if (!driver->start()) {
    return failure(ErrorKind::unavailable, "no descriptors left for an event loop", "http server");
  }
  return std::unique_ptr<ConnectionDriver>(std::move(driver));
}

}  // namespace lockstep
