/// What the exchange path needs of a fake service.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

struct ServicePort {
  Service service;
  std::function<std::string_view(const Request&)> operation_of;
  /// @param operation  What operation_of() said of the request.
  std::function<bool(const Request&, std::string_view operation)> is_mutation;

  /// The access token of a request, or "". Called without the world's lock.
  std::function<std::string(const Request&)> access_token_of;
  /// The email of the account that a valid access token is for, or "". Both are empty where a
  /// service has one account for all.
  std::function<std::string(std::string_view)> account_of;

  std::function<Response(const Request&)> handle;

  /// Answers a read as of some time ago.
  std::function<Response(const Request&, Duration)> handle_stale;
  /// Whether an operation can be answered so.
  std::function<bool(std::string_view)> can_be_stale;

  /// What answers a mutation that did not wait for another one of its account, instead of the
  /// service; nullopt where it is carried out. Empty where the service does not care (G19).
  std::function<std::optional<Response>(const Request&)> refuse_concurrent{};

  std::function<void()> expire_access_tokens;
  std::function<void()> expire_sync_tokens;  ///< Empty where the service has none.
};

}  // namespace lockstep::sim
