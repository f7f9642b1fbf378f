/// For tests: a clock that only sleeping moves, and a transport that answers from a script.

#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/assert.h"
#include "lockstep/base/clock.h"
#include "lockstep/base/transport.h"

namespace lockstep {

class SteppingClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return now_; }
  void sleep_until(Instant deadline) override { now_ = std::max(now_, deadline); }

 private:
  Instant now_{Duration(1'772'442'000'000)};
};

/// Gives the next answer of the script to every request, token refreshes aside.
class ScriptedTransport final : public Transport {
 public:
  void answer(int status, std::string body, Headers headers = {}) {
    script_.emplace_back(Response{status, std::move(headers), std::move(body)});
  }
  void fail(ErrorKind kind) { script_.emplace_back(failure(kind, "scripted", "transport")); }

  /// Requests so far, token refreshes aside.
  [[nodiscard]] const std::vector<Request>& requests() const { return requests_; }
  [[nodiscard]] int tokens() const { return tokens_; }

  Result<Response> send(const Request& request) override {
    if (request.path == "/token") {
      ++tokens_;
      return Response{200, {}, R"({"access_token":"token-)" + std::to_string(tokens_) + "\"}"};
    }
    requests_.push_back(request);
    LOCKSTEP_ASSERT(!script_.empty());
    Result<Response> next = std::move(script_.front());
    script_.pop_front();
    return next;
  }

 private:
  std::deque<Result<Response>> script_;
  std::vector<Request> requests_;
  int tokens_ = 0;
};

}  // namespace lockstep
