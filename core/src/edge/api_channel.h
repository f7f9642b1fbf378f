/// The way of every API request: token, rate limit, sending, judging the answer, trying again.

#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"
#include "lockstep/base/random.h"
#include "lockstep/base/transport.h"

#include "answer.h"
#include "oauth.h"
#include "rate_limiter.h"
#include "retry.h"

namespace lockstep {

using Json = nlohmann::json;

/// Reads an error answer of one service. `body` is null if it is not JSON.
using ErrorReader =
    std::function<ApiError(std::string_view operation, int status, const Json& body)>;

struct ApiCall {
  std::string operation;  ///< As the API names it: "people.updateContact".
  Request request;        ///< Without credentials.
  Repeat repeat = Repeat::freely;
  bool is_special = false;  ///< It counts for the channel's special limit, too.
  std::int64_t units = 1;   ///< What it costs in either.
};

/// Is given the records of a list one by one, as its pages come: no list is held as a whole.
using JsonVisitor = std::function<void(const Json& record)>;

struct ApiReply {
  int status = 200;
  Json body;  ///< Null for an empty body.
};

/// How far a service's windows are used up: until when each would stay so.
struct QuotaUse {
  Instant all{};
  Instant special{};
};

class ApiChannel {
 public:
  struct Parts {
    Transport& transport;
    Clock& clock;
    TokenSource& tokens;
    RequestCounts& counts;
    ErrorReader read_error;
    RateLimit limit;
    RateLimit special_limit;  ///< Of HubSpot's searches, or of Google's writes.
  };
  explicit ApiChannel(Parts parts);

  /// Sends until there is an answer that another sending would not change. A refused access
  /// token is renewed once, and the call repeated (CON-3).
  ///
  /// @error throttled, unavailable, outcome_unknown  The retries are used up; for a call that is
  ///     not repeated freely, outcome_unknown comes after the first sending.
  [[nodiscard]] Answer<ApiReply> call(const ApiCall& call);

  /// Windows do not end with a pass: the next one goes on from here.
  [[nodiscard]] QuotaUse quota_use() const;
  void resume(const QuotaUse& use);

  /// True from a call on that was refused because a scope is missing (G112, F75).
  [[nodiscard]] bool lacks_permission() const { return lacks_permission_; }

 private:
  [[nodiscard]] Answer<ApiReply> judge(const ApiCall& call, const Result<Response>& result) const;

  Parts parts_;
  RateLimiter limiter_;
  RateLimiter special_limiter_;
  Random random_;
  bool lacks_permission_ = false;
};

}  // namespace lockstep
