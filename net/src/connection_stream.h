/// What cpp-httplib reads a request from and writes an answer to: a socket with a buffer on
/// either side.

#pragma once

#include <httplib.h>

#include <string>
#include <string_view>

#include "socket.h"

namespace lockstep {

/// Bytes come from a head that was put in front, then from what has been read already, then from
/// the socket. Output leaves when more input is waited for.
class ConnectionStream final : public httplib::Stream {
 public:
  /// @param socket  Must outlive the stream.
  explicit ConnectionStream(const Socket& socket) : socket_(&socket) {}

  /// Reads from the socket into the input buffer. @return False at the end or on time-out.
  [[nodiscard]] bool fill(Duration timeout);
  /// The same with the time-out of the socket, which saves a system call.
  [[nodiscard]] bool fill();

  /// Everything read and not consumed yet.
  [[nodiscard]] std::string_view buffered() const noexcept {
    return std::string_view(input_).substr(input_at_);
  }
  void consume(std::size_t bytes);

  /// Makes `head` the next bytes to be read.
  void put_in_front(std::string head);

  /// Drops the output that has not left yet.
  void drop_output() noexcept { output_.clear(); }

  // httplib::Stream
  [[nodiscard]] bool is_readable() const override { return true; }
  [[nodiscard]] bool is_writable() const override { return !broken_; }
  ssize_t read(char* bytes, size_t size) override;
  ssize_t write(const char* bytes, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override;

 private:
  /// False when the connection is broken.
  [[nodiscard]] bool flush();

  const Socket* socket_;
  std::string front_;
  std::size_t front_at_ = 0;
  std::string input_;
  std::size_t input_at_ = 0;
  std::string output_;
  bool broken_ = false;
};

}  // namespace lockstep
