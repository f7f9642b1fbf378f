#include "request_windows.h"

#include <algorithm>
#include <string>

namespace lockstep::sim::hubspot {

bool RequestWindow::take(Instant now) {
  forget_old(now);
  if (taken_.size() >= max_) {
    return false;
  }
  taken_.push_back(now);
  return true;
}

void RequestWindow::force(Instant now) {
  forget_old(now);
  taken_.push_back(now);
}

std::size_t RequestWindow::remaining(Instant now) const {
  const std::size_t taken = count_within(length_, now);
  return taken >= max_ ? 0 : max_ - taken;
}

std::size_t RequestWindow::count_within(Duration length, Instant now) const {
  const auto first = std::ranges::upper_bound(taken_, now - length);
  return static_cast<std::size_t>(taken_.end() - first);
}

Duration RequestWindow::time_to_room(Instant now) const {
  return remaining(now) > 0 || max_ == 0 || taken_.size() < max_
             ? Duration(0)
             : taken_[taken_.size() - max_] + length_ - now;
}

void RequestWindow::forget_old(Instant now) {
  while (!taken_.empty() && taken_.front() <= now - length_) {
    taken_.pop_front();
  }
}

Instant next_midnight(Instant now) {
  return Instant(std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1));
}

void RequestDay::add(Instant now) {
  count_ = count(now) + 1;
  ends_ = next_midnight(now);
}

std::size_t RequestDay::count(Instant now) const { return now < ends_ ? count_ : 0; }

void add_rate_limit_headers(Headers& headers, const RequestWindow& ten_seconds, Instant now) {
  const std::size_t secondly_max = ten_seconds.max() / 10;
  const std::size_t last_second = ten_seconds.count_within(std::chrono::seconds(1), now);
  const std::size_t secondly_remaining =
      last_second >= secondly_max ? 0 : secondly_max - last_second;
  headers["X-HubSpot-RateLimit-Interval-Milliseconds"] = "10000";
  headers["X-HubSpot-RateLimit-Max"] = std::to_string(ten_seconds.max());
  headers["X-HubSpot-RateLimit-Remaining"] = std::to_string(ten_seconds.remaining(now));
  headers["X-HubSpot-RateLimit-Secondly"] = std::to_string(secondly_max);
  headers["X-HubSpot-RateLimit-Secondly-Remaining"] = std::to_string(secondly_remaining);
}

void add_daily_limit_headers(Headers& headers, const RequestDay& day, std::size_t max,
                             Instant now) {
  const std::size_t count = day.count(now);
  headers["X-HubSpot-RateLimit-Daily"] = std::to_string(max);
  headers["X-HubSpot-RateLimit-Daily-Remaining"] = std::to_string(count >= max ? 0 : max - count);
}

}  // namespace lockstep::sim::hubspot
