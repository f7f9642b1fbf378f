#include "poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>

namespace lockstep {
namespace {

constexpr std::size_t kEventsAtOnce = 64;

std::uint32_t mask_of(Readiness readiness) noexcept {
  switch (readiness) {
    case Readiness::nothing: break;
    case Readiness::to_read: return EPOLLIN;
    case Readiness::to_write: return EPOLLOUT;
  }
  return 0;
}

}  // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC)) {
  if (is_open()) {
    control(EPOLL_CTL_ADD, wake_, Readiness::to_read, nullptr);
  }
}

void Poller::add(const Socket& socket, Readiness readiness, void* tag) const noexcept {
  control(EPOLL_CTL_ADD, socket, readiness, tag);
}
void Poller::change(const Socket& socket, Readiness readiness, void* tag) const noexcept {
  control(EPOLL_CTL_MOD, socket, readiness, tag);
}
void Poller::remove(const Socket& socket) const noexcept {
  control(EPOLL_CTL_DEL, socket, Readiness::nothing, nullptr);
}

void Poller::control(int operation, const Socket& socket, Readiness readiness,
                     void* tag) const noexcept {
  epoll_event event{};
  event.events = mask_of(readiness);
  event.data.ptr = tag;
  ::epoll_ctl(epoll_.descriptor(), operation, socket.descriptor(), &event);
}

void Poller::wake() const noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto size = ::write(wake_.descriptor(), &one, sizeof one);
}

bool Poller::wait(std::optional<Duration> time, const std::function<void(void* tag)>& ready) const {
  constexpr Duration::rep kLongest = std::numeric_limits<int>::max();
  std::array<epoll_event, kEventsAtOnce> events;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  const int count = ::epoll_wait(
      epoll_.descriptor(), events.data(), static_cast<int>(events.size()),
      time ? static_cast<int>(std::clamp<Duration::rep>(time->count(), 0, kLongest)) : -1);
  for (const epoll_event& event :
       std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
    if (event.data.ptr != nullptr) {
      ready(event.data.ptr);
      continue;
    }
    std::uint64_t wakes = 0;
    [[maybe_unused]] const auto size = ::read(wake_.descriptor(), &wakes, sizeof wakes);
  }
  return count < static_cast<int>(kEventsAtOnce);
}

}  // namespace lockstep
