/// How many requests an app has made lately, and how many it may make (F86, F87).

#pragma once

#include <cstddef>
#include <deque>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"

namespace lockstep::sim::hubspot {

/// A window that moves with time: at most `max` requests in any `length`.
class RequestWindow {
 public:
  RequestWindow(Duration length, std::size_t max) : length_(length), max_(max) {}

  /// Counts a request, unless the window is full. Refused requests do not count: assumed
  /// (hubspot.limits.refused-requests).
  bool take(Instant now);

  /// Counts a request even if the window is full.
  void force(Instant now);

  /// How long until there is room for a request; 0 if there is.
  [[nodiscard]] Duration time_to_room(Instant now) const;

  [[nodiscard]] std::size_t max() const { return max_; }
  void set_max(std::size_t max) { max_ = max; }
  [[nodiscard]] std::size_t remaining(Instant now) const;

  /// Requests of the last `length` before `now`.
  [[nodiscard]] std::size_t count_within(Duration length, Instant now) const;

 private:
  void forget_old(Instant now);

  Duration length_;
  std::size_t max_;
  std::deque<Instant> taken_;
};

/// The midnight that ends the day of `now`. Assumed (hubspot.account.time-zone): the account's time
/// zone is UTC (F86, F100).
[[nodiscard]] Instant next_midnight(Instant now);

/// The requests of one day of the account (F86).
class RequestDay {
 public:
  void add(Instant now);

  [[nodiscard]] std::size_t count(Instant now) const;

 private:
  Instant ends_{};
  std::size_t count_ = 0;
};

/// The headers of every answer that is not a search's (F87). The daily ones are not for OAuth.
void add_rate_limit_headers(Headers& headers, const RequestWindow& ten_seconds, Instant now);

/// The headers that answers to a private app have besides, searches excepted (F68, F86).
void add_daily_limit_headers(Headers& headers, const RequestDay& day, std::size_t max, Instant now);

}  // namespace lockstep::sim::hubspot
