/// Waits for several descriptors at once.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "lockstep/base/clock.h"

#include "socket.h"

namespace lockstep {

/// What a descriptor is waited for. An error or the end of a connection counts as either.
enum class Readiness { nothing, to_read, to_write };

class Poller {
 public:
  /// Closed where the machine has no descriptors left.
  Poller();
  [[nodiscard]] bool is_open() const noexcept { return epoll_.is_open() && wake_.is_open(); }

  /// @param tag  Comes back from wait(); not null, and not that of another one.
  void add(const Socket& socket, Readiness readiness, void* tag) const noexcept;
  void change(const Socket& socket, Readiness readiness, void* tag) const noexcept;
  /// To be called before it is closed: what a child process holds too, if only until its exec,
  /// would go on being reported, with a tag that is none any more.
  void remove(const Socket& socket) const noexcept;

  /// Makes the present or the next wait() return. From any thread.
  void wake() const noexcept;

  /// Calls `ready` for what is ready.
  /// @param time  How long to wait at most; nullopt: as long as it takes.
  /// @return Whether that was all, or there may be more.
  bool wait(std::optional<Duration> time, const std::function<void(void* tag)>& ready) const;

 private:
  void control(int operation, const Socket& socket, Readiness readiness, void* tag) const noexcept;

  Socket epoll_;
  Socket wake_;  ///< An eventfd.
};

}  // namespace lockstep
