#include "connection_stream.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lockstep {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} * 1024;
constexpr std::size_t kInputBytesKept = std::size_t{1024} * 1024;
constexpr Duration kBodyTimeout{10'000};

/// Copies from `source` at `at` and moves `at` on.
ssize_t copy_from(const std::string& source, std::size_t& at, char* bytes, std::size_t size) {
  const std::size_t count = std::min(size, source.size() - at);
  std::copy_n(source.data() + at, count, bytes);
  at += count;
  return static_cast<ssize_t>(count);
}

}  // namespace

bool ConnectionStream::fill(Duration timeout) { return socket_->wait_readable(timeout) && fill(); }

bool ConnectionStream::fill() {
  if (input_at_ == input_.size()) {
    if (input_.capacity() > kInputBytesKept) {
      input_ = std::string();  // A connection may be idle for long after a large body.
    }
    input_.clear();
    input_at_ = 0;
  }
  std::array<char, kReadBytes>
      buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  const std::size_t size = socket_->read_some(buffer);
  input_.append(buffer.data(), size);
  return size > 0;
}

void ConnectionStream::consume(std::size_t bytes) { input_at_ += bytes; }

void ConnectionStream::put_in_front(std::string head) {
  front_ = std::move(head);
  front_at_ = 0;
}

bool ConnectionStream::flush() {
  broken_ = broken_ || !socket_->write_all(output_);
  output_.clear();
  return !broken_;
}

ssize_t ConnectionStream::read(char* bytes, size_t size) {
  if (front_at_ < front_.size()) {
    return copy_from(front_, front_at_, bytes, size);
  }
  if (buffered().empty()) {
    // "100 Continue" waits here, and the client waits for it before it sends the body.
    if (!flush() || !fill(kBodyTimeout)) {
      return -1;
    }
  }
  return copy_from(input_, input_at_, bytes, size);
}

ssize_t ConnectionStream::write(const char* bytes, size_t size) {
  if (broken_) {
    return -1;
  }
  output_.append(bytes, size);
  return static_cast<ssize_t>(size);
}

// The peer is always this machine, and nothing asks; and cpp-httplib refuses descriptors that
// do not fit into an fd_set, which the stream does not need.
void ConnectionStream::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}
void ConnectionStream::get_local_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}
socket_t ConnectionStream::socket() const { return INVALID_SOCKET; }

}  // namespace lockstep
