/// A TCP socket that closes itself, and the few system calls around it.

#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"

namespace lockstep {

class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) noexcept : descriptor_(descriptor) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  ~Socket();

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }

  /// Sends at once instead of waiting for the peer's acknowledgement. Without it, on either end,
  /// an exchange costs 44 ms (Nagle's algorithm meets delayed acknowledgements).
  void set_no_delay() const noexcept;

  /// Waits until bytes (or the end) can be read. False on time-out.
  [[nodiscard]] bool wait_readable(Duration timeout) const noexcept;
  /// The same until the socket takes bytes.
  [[nodiscard]] bool wait_writable(Duration timeout) const noexcept;

  /// Reads what is there, at least a byte. @return 0 at the end, on time-out, and when the
  ///     connection is broken.
  [[nodiscard]] std::size_t read_some(std::span<char> buffer) const noexcept;

  /// How long read_some() waits at most.
  void set_read_timeout(Duration timeout) const noexcept;

  /// What a read or a write of a socket that does not wait came to.
  struct Transfer {
    std::size_t bytes = 0;  ///< 0 of a read: nothing is there, or nothing will ever be.
    bool broken = false;    ///< Or, of a read, at its end.
  };
  [[nodiscard]] Transfer try_read(std::span<char> buffer) const noexcept;
  /// Writes what the socket takes of both, one after the other.
  [[nodiscard]] Transfer try_write(std::string_view bytes, std::string_view more) const noexcept;

  /// Nothing waits from here on.
  void set_non_blocking() const noexcept;

  /// Writes both, one after the other, in as few packets as they fit into. False when the
  /// connection is broken, or takes nothing for 30 s. For a socket that waits.
  [[nodiscard]] bool write_all(std::string_view bytes, std::string_view more = {}) const noexcept;

  /// Both directions end, also for a thread that is blocked on this socket.
  void shut_down() const noexcept;
  void shut_down_reading() const noexcept;
  void shut_down_writing() const noexcept;

 private:
  int descriptor_ = -1;
};

/// A listening socket on 127.0.0.1. @param port 0: any free one.
[[nodiscard]] Result<Socket> listen_on_loopback(int port);

[[nodiscard]] int local_port(const Socket& socket) noexcept;

/// The next connection, or a closed socket if there is none (any more). TCP_NODELAY is set.
[[nodiscard]] Socket accept_connection(const Socket& listener) noexcept;

}  // namespace lockstep
