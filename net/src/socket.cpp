#include "socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <utility>

namespace lockstep {
namespace {

constexpr int kBacklog = 1024;
constexpr long kWriteTimeoutSeconds = 30;

sockaddr_in loopback(int port) noexcept {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void enable(int descriptor, int level, int option) noexcept {
  const int on = 1;
  ::setsockopt(descriptor, level, option, &on, sizeof on);
}

bool wait_for(int descriptor, short events, Duration timeout) noexcept {
  pollfd entry{descriptor, events, 0};
  int ready = 0;
  do {
    ready = ::poll(&entry, 1, static_cast<int>(timeout.count()));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

iovec part_of(std::string_view bytes) noexcept {
  // sendmsg() takes what it reads from as if it could write there.
  return {const_cast<char*>(bytes.data()),  // NOLINT(cppcoreguidelines-pro-type-const-cast)
          bytes.size()};
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Socket::~Socket() {
  if (is_open()) {
    ::close(descriptor_);
  }
}

void Socket::set_no_delay() const noexcept { enable(descriptor_, IPPROTO_TCP, TCP_NODELAY); }

bool Socket::wait_readable(Duration timeout) const noexcept {
  return wait_for(descriptor_, POLLIN, timeout);
}
bool Socket::wait_writable(Duration timeout) const noexcept {
  return wait_for(descriptor_, POLLOUT, timeout);
}

std::size_t Socket::read_some(std::span<char> buffer) const noexcept {
  return try_read(buffer).bytes;
}

Socket::Transfer Socket::try_read(std::span<char> buffer) const noexcept {
  ssize_t size = 0;
  do {
    size = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
  } while (size < 0 && errno == EINTR);
  return size > 0 ? Transfer{.bytes = static_cast<std::size_t>(size)}
                  : Transfer{.broken = size == 0 || errno != EAGAIN};
}

void Socket::set_read_timeout(Duration timeout) const noexcept {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
  const std::chrono::microseconds rest = timeout - seconds;
  const timeval time{seconds.count(), rest.count()};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

Socket::Transfer Socket::try_write(std::string_view bytes, std::string_view more) const noexcept {
  std::array<iovec, 2> parts = {part_of(bytes), part_of(more)};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  ssize_t size = 0;
  do {
    size = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL);
  } while (size < 0 && errno == EINTR);
  return size >= 0 ? Transfer{.bytes = static_cast<std::size_t>(size)}
                   : Transfer{.broken = errno != EAGAIN};
}

bool Socket::write_all(std::string_view bytes, std::string_view more) const noexcept {
  while (!bytes.empty() || !more.empty()) {
    const std::size_t written = try_write(bytes, more).bytes;
    if (written == 0) {
      return false;
    }
    more.remove_prefix(written - std::min(written, bytes.size()));
    bytes.remove_prefix(std::min(written, bytes.size()));
  }
  return true;
}

void Socket::set_non_blocking() const noexcept {
  ::fcntl(descriptor_, F_SETFL, ::fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
}

void Socket::shut_down() const noexcept { ::shutdown(descriptor_, SHUT_RDWR); }
void Socket::shut_down_reading() const noexcept { ::shutdown(descriptor_, SHUT_RD); }
void Socket::shut_down_writing() const noexcept { ::shutdown(descriptor_, SHUT_WR); }

Result<Socket> listen_on_loopback(int port) {
  Socket listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  enable(listener.descriptor(), SOL_SOCKET, SO_REUSEADDR);
  const auto* const generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  if (!listener.is_open() || ::bind(listener.descriptor(), generic, sizeof address) != 0 ||
      ::listen(listener.descriptor(), kBacklog) != 0) {
    return failure(ErrorKind::unavailable,
                   "cannot listen on 127.0.0.1:" + std::to_string(port) + ": " +
                       std::generic_category().message(errno),
                   "http server");
  }
  return listener;
}

int local_port(const Socket& socket) noexcept {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket.descriptor(), static_cast<sockaddr*>(static_cast<void*>(&address)), &size);
  return ntohs(address.sin_port);
}

Socket accept_connection(const Socket& listener) noexcept {
  Socket connection(::accept4(listener.descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
  if (connection.is_open()) {
    connection.set_no_delay();
    const timeval timeout{kWriteTimeoutSeconds, 0};
    ::setsockopt(connection.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  }
  return connection;
}

}  // namespace lockstep
