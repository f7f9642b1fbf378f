#include "api_channel.h"

#include <charconv>
#include <cstdint>

#include "json_text.h"

namespace lockstep {
namespace {

std::optional<Duration> parse_seconds(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (problem != std::errc() || seconds < 0 || seconds > 1'000'000) {
    return std::nullopt;
  }
  return std::chrono::seconds(seconds);
}

/// The wait that the answer asks for: HTTP's Retry-After in seconds, or Google's RetryInfo.
std::optional<Duration> retry_after(const Response& response) {
  if (const auto header = find_value(response.headers, "Retry-After")) {
    return parse_seconds(*header);
  }
  const std::optional<Json> body = parse_json(response.body);
  if (!body) {
    return std::nullopt;
  }
  for (const Json& detail : member(member(*body, "error"), "details")) {
    const std::string delay = text_member(detail, "retryDelay");  // "30s"
    if (!delay.empty()) {
      return parse_seconds(delay);
    }
  }
  return std::nullopt;
}

}  // namespace

ApiChannel::ApiChannel(Parts parts)
    : parts_(std::move(parts)),
      limiter_(parts_.clock, parts_.limit),
      special_limiter_(parts_.clock, parts_.special_limit),
      random_(Random(0).fork("retry")) {}

QuotaUse ApiChannel::quota_use() const { return {limiter_.full_at(), special_limiter_.full_at()}; }

void ApiChannel::resume(const QuotaUse& use) {
  limiter_.resume(use.all);
  special_limiter_.resume(use.special);
}

Answer<ApiReply> ApiChannel::judge(const ApiCall& call, const Result<Response>& result) const {
  if (!result) {
    return ApiError{.error = {result.error().kind, result.error().message, call.operation}};
  }
  std::optional<Json> body =
      result->body.empty() ? std::optional<Json>(Json()) : parse_answer(result->body);
  if (result->status >= 400) {
    ApiError error = parts_.read_error(call.operation, result->status, body.value_or(Json()));
    error.body = result->body;
    return error;
  }
  if (result->status >= 300 || !body) {
    return ApiError{.error = {ErrorKind::outcome_unknown,
                              "the answer (status " + std::to_string(result->status) +
                                  ") is not the JSON that was expected",
                              call.operation},
                    .status = result->status};
  }
  return ApiReply{result->status, std::move(*body)};
}

Answer<ApiReply> ApiChannel::call(const ApiCall& call) {
  RetryLoop retry(parts_.clock, random_, call.repeat);
  bool renewed = false;
  while (true) {
    const Answer<std::string> token = parts_.tokens.access_token();
    if (!token) {
      return token.error();
    }
    limiter_.acquire(call.units);
    if (call.is_special) {
      special_limiter_.acquire(call.units);
    }
    Request request = call.request;
    request.headers["Authorization"] = "Bearer " + *token;
    request.headers["Accept"] = "application/json";
    if (!request.body.empty()) {
      request.headers["Content-Type"] = "application/json";
    }
    ++parts_.counts[call.operation];
    const Result<Response> result = parts_.transport.send(request);
    Answer<ApiReply> reply = judge(call, result);
    if (reply) {
      return reply;
    }
    lacks_permission_ =
        lacks_permission_ || (reply.error().error.kind == ErrorKind::unauthenticated &&
                              reply.error().reason == Reason::permission);
    if (reply.error().status == 401 && !renewed) {
      renewed = true;
      parts_.tokens.discard();
      continue;
    }
    if (!retry.again(reply.error(), result ? retry_after(*result) : std::nullopt)) {
      return reply;
    }
  }
}

}  // namespace lockstep
