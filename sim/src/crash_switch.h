/// Whether the connector under test counts as dead.

#pragma once

#include <atomic>
#include <functional>

namespace lockstep::sim {

/// Read from any thread; changed under the world's mutex.
class CrashSwitch {
 public:
  void set_handler(std::function<void()> handler) { handler_ = std::move(handler); }

  /// The connector dies now.
  void crash() {
    state_ = State::dead;
    if (handler_) {
      handler_();
    }
  }

  /// The connector dies when it tries its next exchange.
  void crash_at_next_exchange() noexcept { state_ = State::doomed; }

  /// True if an exchange that starts now comes from a dead connector. A doomed one dies here.
  [[nodiscard]] bool stops_exchange() {
    if (state_ == State::doomed) {
      crash();
    }
    return state_ == State::dead;
  }

  [[nodiscard]] bool crashed() const noexcept { return state_ != State::alive; }
  void revive() noexcept { state_ = State::alive; }

  /// As alive as `other`; the handler stays.
  void become_copy_of(const CrashSwitch& other) noexcept { state_ = other.state_.load(); }

 private:
  enum class State { alive, doomed, dead };
  std::atomic<State> state_ = State::alive;
  std::function<void()> handler_;
};

}  // namespace lockstep::sim
