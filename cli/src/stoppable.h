/// A clock and a transport that end a pass between two requests when a signal has come.

#pragma once

#include <exception>
#include <functional>

#include "lockstep/base/clock.h"
#include "lockstep/base/transport.h"

namespace lockstep::cli {

/// Thrown where a pass may stop: what is confirmed is stored, and the next pass goes on. The engine
/// lets it through (run_pass).
struct Stopped : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "stopped by a signal"; }
};

/// A request that is under way is waited for: its outcome is worth more than a second.
class StoppableTransport final : public Transport {
 public:
  /// @param transport  Must outlive this one.
  explicit StoppableTransport(Transport& transport) : transport_(transport) {}

  /// @throws Stopped  Instead of sending, once a signal has come.
  Result<Response> send(const Request& request) override;

 private:
  Transport& transport_;
};

class StoppableClock final : public Clock {
 public:
  /// @param clock  Must outlive this one.
  /// @param slice  How long to sleep between two looks for a signal.
  StoppableClock(Clock& clock, Duration slice) : clock_(clock), slice_(slice) {}

  [[nodiscard]] Instant now() const override { return clock_.now(); }

  /// @throws Stopped  Once a signal has come.
  void sleep_until(Instant deadline) override;

  /// The same, but returns before the deadline when `woken` says so, or a signal has come.
  void wait_until(Instant deadline, const std::function<bool()>& woken);

 private:
  Clock& clock_;
  Duration slice_;
};

}  // namespace lockstep::cli
