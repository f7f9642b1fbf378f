#include "lockstep/scenario/control_clock.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/base/timestamp.h"

namespace lockstep::scenario {

ControlClock::ControlClock(Transport& transport, std::string token)
    : transport_(&transport), token_(std::move(token)) {}

std::optional<Instant> ControlClock::ask(Method method, const std::string& path,
                                         const std::string& body) const {
  if (error_) {
    return std::nullopt;
  }
  Request request;
  request.method = method;
  request.path = path;
  request.headers["Authorization"] = "Bearer " + token_;
  if (!body.empty()) {
    request.headers["Content-Type"] = "application/json";
    request.body = body;
  }
  const Result<Response> response = transport_->send(request);
  if (!response) {
    error_ = response.error();
    return std::nullopt;
  }
  const nlohmann::json json = nlohmann::json::parse(response->body, nullptr, false);
  const bool answered = response->status == 200 && json.is_object() && json.contains("now") &&
                        json.at("now").is_string();
  const std::optional<Instant> now =
      answered ? parse_timestamp(json.at("now").get<std::string>()) : std::nullopt;
  if (!now) {
    error_ = Error{ErrorKind::unavailable,
                   "the control API answered " + std::to_string(response->status) +
                       " to a question for the time",
                   path};
  }
  return now;
}

Instant ControlClock::now() const {
  if (const std::optional<Instant> now = ask(Method::get, "/clock", "")) {
    last_ = std::max(last_, *now);
  }
  return last_;
}

void ControlClock::sleep_until(Instant deadline) {
  // The API refuses longer waits at once.
  constexpr Duration kLongestWait = std::chrono::hours(24 * 31);
  for (Instant at = now(); at < deadline && !error_; at = last_) {
    const Duration wait = std::min<Duration>(deadline - at, kLongestWait);
    if (const auto later =
            ask(Method::post, "/wait", nlohmann::json{{"ms", wait.count()}}.dump())) {
      last_ = std::max(last_, *later);
    }
  }
  last_ = std::max(last_, deadline);
}

}  // namespace lockstep::scenario
